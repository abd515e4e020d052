/**
 * An audit cut into slices of bounded size, and put together again: of its inventory first what is mentioned, the rest when it is asked for;
 * of a later audit of the same evidence only what changed.
 */
import type { Audit, Judged } from '../engine/audit.ts'
import { once } from '../engine/encoding/maps.ts'
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Mentioned } from './mentioned.ts'
import { fromRuns, type Run, runsOf } from './runs.ts'

/** Items of one slice: some milliseconds to send and to receive. */
const SIZE = 400
/** Of what is lighter, more. */
const LIGHT: Readonly<Partial<Record<keyof Inventory, number>>> = {
  files: 1500,
  texts: 1000,
  locations: 1500,
  signers: 4000,
  hostnames: 4000,
}
/** Runs of one slice: where every other item of a list is new, there are as many of them. */
const RUNS = 400

/** What is on the screen, and what only exports tell: of a fleet there is a control for each node. */
const SHOWN = ['clusters', 'calls', 'findings', 'checked'] as const
const EXPORTED = ['controls'] as const
type List = (typeof SHOWN | typeof EXPORTED)[number]
/** Lists by the number of a certificate, and those by a number of their own. */
const BY_CERTIFICATE = ['certificates', 'locations', 'signers'] as const

export type Slice =
  /** `length`: of the whole list. */
  | {
      readonly of: 'inventory'
      readonly list: keyof Inventory
      readonly length: number
      readonly items: readonly unknown[]
      /** Where the first stands, or each. */
      readonly at: number | readonly number[]
    }
  | { readonly of: 'list'; readonly list: List; readonly first: boolean; readonly runs: readonly Run<object>[] }
  | { readonly of: 'frame'; readonly at: number; readonly coverage: Audit['coverage'] }

/** Of directories the engine judges the modes; the page shows files. */
const shown = (inventory: Inventory): Inventory =>
  once(filesOnly, inventory, () => ({ ...inventory, files: inventory.files.filter(({ directory }) => !directory) }))
/** A fleet has as many directories as files, and every explanation asks. */
const filesOnly = new WeakMap<Inventory, Inventory>()
const listsOf = (inventory: Inventory) => Object.entries(inventory) as [keyof Inventory, readonly unknown[]][]

/** How many items cross. */
export const countOf = (inventory: Inventory): number => listsOf(shown(inventory)).reduce((n, [, items]) => n + items.length, 0)

/** All that was found. */
export function* inventorySlices(inventory: Inventory): Generator<Slice> {
  for (const [list, items] of listsOf(shown(inventory))) {
    const size = LIGHT[list] ?? SIZE
    for (let at = 0; at < items.length; at += size)
      yield { of: 'inventory', list, length: items.length, items: items.slice(at, at + size), at }
  }
}

/** A view of octets crosses with all of the buffer it looks at, and a certificate's stand among those of many others. */
function alone(item: unknown): unknown {
  const { der } = item as { readonly der?: Uint8Array }
  return der === undefined ? item : { ...(item as object), der: der.slice() }
}
/** What is mentioned of it and not in `sent`, and at first how much there is of everything; `sent` gets to know it. */
export function* mentionedSlices(inventory: Inventory, mentioned: Mentioned, sent: Set<string>): Generator<Slice> {
  const once = (list: keyof Inventory, ids: Iterable<number>): number[] =>
    [...ids].filter((id) => !sent.has(`${list} ${id}`) && sent.add(`${list} ${id}`))
  const wanted = new Map<keyof Inventory, readonly number[]>()
  const certificates = once('certificates', mentioned.certificates)
  for (const list of BY_CERTIFICATE) wanted.set(list, certificates)
  wanted.set('keys', once('keys', mentioned.keys))
  wanted.set('tokens', once('tokens', mentioned.tokens))
  wanted.set('faults', once('faults', inventory.faults.keys()))
  for (const [list, items] of listsOf(shown(inventory))) {
    const ids = wanted.get(list) ?? []
    if (ids.length === 0 && sent.has(list)) continue
    sent.add(list)
    for (let from = 0; from === 0 || from < ids.length; from += SIZE) {
      const at = ids.slice(from, from + SIZE)
      yield { of: 'inventory', list, length: items.length, items: at.map((id) => alone(items[id])), at }
    }
  }
}

/** What is shown of an audit but its inventory. `last` is the one already sent: what is the same object there is not sent again. */
export function* slicesOf(audit: Judged, last: Judged | null): Generator<Slice> {
  yield { of: 'frame', at: audit.at, coverage: audit.coverage }
  yield* listSlices(SHOWN, audit, last)
}
/** What each control of a benchmark answers. */
export const controlSlices = (audit: Audit, last: Audit | null): Generator<Slice> => listSlices(EXPORTED, audit, last)

function* listSlices<L extends List>(
  lists: readonly L[],
  audit: Readonly<Record<L, readonly object[]>>,
  last: Readonly<Record<L, readonly object[]>> | null,
): Generator<Slice> {
  for (const list of lists) {
    let first = true
    let runs: Run<object>[] = []
    let size = 0
    for (const run of runsOf<object>(audit[list], last?.[list] ?? [], SIZE)) {
      const own = 'items' in run ? run.items.length : 0
      if (runs.length >= RUNS || (size > 0 && size + own > SIZE)) {
        yield { of: 'list', list, first, runs }
        first = false
        runs = []
        size = 0
      }
      runs.push(run)
      size += own
    }
    yield { of: 'list', list, first, runs }
  }
}

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

/**
 * Puts slices together. What did not change stays the same object from one audit to the next. A list of the inventory has its length from
 * the beginning, and a hole for what has not arrived.
 */
export class Assembly {
  #arrived = new Map<keyof Inventory, unknown[]>()
  #inventory: Inventory = NOTHING
  #runs = new Map<List, Run<object>[]>()
  #frame: Pick<Audit, 'at' | 'coverage'> = { at: 0, coverage: { missing: [] } }
  #last: Pick<Audit, List> = { clusters: [], calls: [], findings: [], checked: [], controls: [] }

  add(slice: Slice): void {
    switch (slice.of) {
      case 'frame':
        this.#frame = { at: slice.at, coverage: slice.coverage }
        return
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
      case 'list':
        if (slice.first) this.#runs.set(slice.list, [...slice.runs])
        else this.#runs.get(slice.list)?.push(...slice.runs)
    }
  }

  /** What has arrived of the inventory: the same object until more does. */
  inventory(): Inventory {
    if (this.#arrived.size > 0)
      this.#inventory = { ...this.#inventory, ...(Object.fromEntries(this.#arrived) as Partial<Lists>) } as Inventory
    this.#arrived = new Map()
    return this.#inventory
  }

  /** The audit as it is shown, all slices of which have been added; without the controls, which may be those of an earlier one. */
  finish(): Audit {
    return { ...this.complete(), controls: [] }
  }

  /** With the controls, once they have been added. */
  complete(): Audit {
    for (const [list, runs] of this.#runs) this.#last = { ...this.#last, [list]: fromRuns(runs, this.#last[list]) }
    this.#runs = new Map()
    return { ...this.#frame, ...this.#last, inventory: this.inventory() }
  }
}
