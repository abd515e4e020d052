/** An audit cut into slices of bounded size, and put together again; of a later audit of the same evidence only what changed. */
import type { Audit } from '../engine/audit.ts'
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Call } from '../engine/verdicts/verdict.ts'

/** Items of one slice: some milliseconds to send and to receive. */
const SIZE = 400

type Lists = { readonly [K in 'findings' | 'checked' | 'controls' | 'clusters']: Audit[K] }
export type Slice =
  | { readonly of: 'inventory'; readonly list: keyof Inventory; readonly items: readonly unknown[] }
  | { readonly of: 'calls'; readonly from: number; readonly items: readonly Call[] }
  | { readonly of: 'changed-calls'; readonly items: readonly (readonly [number, Call])[] }
  | { readonly of: 'list'; readonly list: keyof Lists; readonly from: number; readonly items: readonly unknown[] }
  | { readonly of: 'frame'; readonly at: number; readonly coverage: Audit['coverage'] }

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += SIZE) yield items.slice(at, at + SIZE)
}

/** What was found, sent once and before anything is judged: the page takes it in meanwhile. Of directories the engine judges the modes; the page shows files. */
export function* inventorySlices(inventory: Inventory): Generator<Slice> {
  const shown: Inventory = { ...inventory, files: inventory.files.filter(({ directory }) => !directory) }
  for (const [list, items] of Object.entries(shown) as [keyof Inventory, readonly unknown[]][])
    for (const part of chunks(items)) yield { of: 'inventory', list, items: part }
}

/** Everything of an audit but its inventory. `last` is the one already sent: of its calls only those that are other objects now are sent again. */
export function* slicesOf(audit: Audit, last: Audit | null): Generator<Slice> {
  yield { of: 'frame', at: audit.at, coverage: audit.coverage }
  if (last === null || last.calls.length !== audit.calls.length) {
    yield { of: 'calls', from: 0, items: [] }
    let from = 0
    for (const items of chunks(audit.calls)) {
      yield { of: 'calls', from, items }
      from += items.length
    }
  } else {
    const changed = audit.calls.flatMap((call, i): [number, Call][] => (call === last.calls[i] ? [] : [[i, call]]))
    for (const items of chunks(changed)) yield { of: 'changed-calls', items }
  }
  for (const list of ['findings', 'checked', 'controls', 'clusters'] as const) {
    yield { of: 'list', list, from: 0, items: [] }
    let from = 0
    for (const items of chunks<unknown>(audit[list])) {
      yield { of: 'list', list, from, items }
      from += items.length
    }
  }
}

type Draft = { -readonly [K in keyof Audit]: Audit[K] extends readonly (infer T)[] ? T[] : Audit[K] }
const EMPTY: Readonly<Record<keyof Inventory, readonly never[]>> = {
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

/** Puts slices together. The inventory and every unchanged call stay the same objects from one audit to the next. */
export class Assembly {
  #inventory: Record<string, unknown[]> | null = null
  #draft: Draft | null = null
  #last: Audit | null = null

  add(slice: Slice): void {
    const draft = (this.#draft ??= this.#begin())
    switch (slice.of) {
      case 'frame':
        draft.at = slice.at
        draft.coverage = slice.coverage
        return
      case 'inventory':
        this.#inventory?.[slice.list]?.push(...slice.items)
        return
      case 'calls':
        if (slice.items.length === 0) draft.calls = []
        else draft.calls.push(...slice.items)
        return
      case 'changed-calls':
        for (const [index, call] of slice.items) draft.calls[index] = call
        return
      case 'list':
        if (slice.from === 0 && slice.items.length === 0) Object.assign(draft, { [slice.list]: [] })
        else (draft[slice.list] as unknown[]).push(...slice.items)
    }
  }

  /** The audit all slices of which have been added. */
  finish(): Audit {
    const audit = this.#draft ?? this.#begin()
    this.#draft = null
    this.#last = audit
    return audit
  }

  #begin(): Draft {
    if (this.#last !== null) return { ...this.#last, calls: [...this.#last.calls] } as Draft
    this.#inventory = Object.fromEntries(Object.keys(EMPTY).map((list) => [list, []]))
    return {
      at: 0,
      inventory: this.#inventory as unknown as Inventory,
      clusters: [],
      calls: [],
      findings: [],
      checked: [],
      controls: [],
      coverage: { missing: [] },
    }
  }
}
