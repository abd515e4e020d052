/**
 * Slices put together. What did not change stays the same object from one audit to the next. A list of the inventory has its length from
 * the beginning, and a hole for what has not arrived.
 */
import type { Audit } from '../engine/audit.ts'
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Overview } from '../report/overview/overview.ts'
import { unlean } from './lean.ts'
import { fromRun } from './runs.ts'
import { EXPORTED, keep, type List, SHOWN, type Slice } from './slices.ts'

type Lists = { readonly [K in keyof Inventory]: readonly unknown[] }
const NOTHING: Inventory = {
  certificates: [],
  locations: [],
  signers: [],
  keys: [],
  texts: [],
  kubeconfigs: [],
  tokens: [],
  settings: [],
  objects: [],
  others: [],
  files: [],
  hostnames: [],
  faults: [],
}

type Told = Pick<Audit, List | 'at' | 'coverage'>
const BEFORE: Told = { at: 0, coverage: { missing: [] }, clusters: [], calls: [], findings: [], checked: [], controls: [] }
interface Arriving {
  readonly items: object[]
  readonly last: readonly object[]
}

/** What has arrived of an audit judged: its overview, and all of it where that is small. */
export interface Shown {
  readonly overview: Overview
  readonly inventory: Inventory
  readonly audit: Audit | null
}

export class Assembly {
  #arrived = new Map<keyof Inventory, unknown[]>()
  #inventory: Inventory = NOTHING
  #lists = new Map<List, Arriving>()
  #told: readonly Told[] = []
  #overview: Overview | null = null

  add(slice: Slice): void {
    switch (slice.of) {
      case 'overview':
        this.#overview = unlean(slice.overview, this.#overview)
        return
      case 'frame': {
        const coverage = slice.coverage ?? (this.#told[slice.against] ?? BEFORE).coverage
        this.#told = keep({ ...this.#put(SHOWN), at: slice.at, coverage }, this.#told)
        return
      }
      case 'inventory': {
        const { list, length, items, at } = slice
        let own = this.#arrived.get(list)
        if (own === undefined) {
          own = this.#inventory[list].slice()
          own.length = length
          this.#arrived.set(list, own)
        }
        for (const [i, item] of items.entries()) own[typeof at === 'number' ? at + i : (at[i] ?? 0)] = item
        return
      }
      case 'list': {
        const { list, first, against, runs } = slice
        if (first) this.#lists.set(list, { items: [], last: (this.#told[against] ?? BEFORE)[list] })
        const own = this.#lists.get(list)
        for (const run of own === undefined ? [] : runs) for (const item of fromRun(run, own?.last ?? [])) own?.items.push(item)
      }
    }
  }

  /** The last audit with those of the lists that have arrived: itself a list in which nothing changed. */
  #put(lists: readonly List[]): Told {
    let told = this.#told[0] ?? BEFORE
    for (const list of lists) {
      const own = this.#lists.get(list)
      if (own === undefined) continue
      const same = own.items.length === own.last.length && own.items.every((item, i) => item === own.last[i])
      told = { ...told, [list]: same ? own.last : own.items }
      this.#lists.delete(list)
    }
    return told
  }

  /** What has arrived of the inventory: the same object until more does. */
  inventory(): Inventory {
    if (this.#arrived.size > 0)
      this.#inventory = { ...this.#inventory, ...(Object.fromEntries(this.#arrived) as Partial<Lists>) } as Inventory
    this.#arrived = new Map()
    return this.#inventory
  }

  /** The last overview added, and where all of its audit has been (`told`) that. */
  shown(told: boolean): Shown {
    return { overview: this.overview(), inventory: this.inventory(), audit: told ? this.finish() : null }
  }

  overview(): Overview {
    if (this.#overview === null) throw new Error('no overview has been sent')
    return this.#overview
  }

  /** The last audit of which all that is shown has been added; without the controls, which may be those of an earlier one. */
  finish(): Audit {
    return { ...(this.#told[0] ?? BEFORE), controls: [], inventory: this.inventory() }
  }

  /** With the controls, once they have been added. */
  complete(): Audit {
    const told = this.#put(EXPORTED)
    this.#told = [told, ...this.#told.slice(1)]
    return { ...told, inventory: this.inventory() }
  }
}
