/**
 * An audit cut into slices of bounded size, which `assembly.ts` puts together again: of its inventory first what is mentioned, the rest when it is asked for;
 * of a later audit of the same evidence only what changed.
 */
import type { Audit, Judged } from '../engine/audit.ts'
import { once } from '../engine/encoding/maps.ts'
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Lean } from './lean.ts'
import type { Mentioned } from './mentioned.ts'
import { type Run, runsOf } from './runs.ts'

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

/** So many audits are kept on both sides: a moment moved to and fro is told as it was told before. */
const KEPT = 3

/** What is on the screen, and what only exports tell: of a fleet there is a control for each node. */
export const SHOWN = ['clusters', 'calls', 'findings', 'checked'] as const
export const EXPORTED = ['controls'] as const
export type List = (typeof SHOWN | typeof EXPORTED)[number]
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
  /** `against`: which of those told before is the one it differs from, the last one first. */
  | { readonly of: 'list'; readonly list: List; readonly first: boolean; readonly against: number; readonly runs: readonly Run<object>[] }
  /** What the first screen shows of an audit: sent before the rest of it. */
  | { readonly of: 'overview'; readonly overview: Lean }
  /** The last of what is shown of an audit; `coverage` null where it is that of the one it differs from. */
  | { readonly of: 'frame'; readonly at: number; readonly against: number; readonly coverage: Audit['coverage'] | null }

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
/** What has been sent of each list, by number. */
export type Sent = Map<keyof Inventory, Set<number>>

/** What is mentioned of it and not in `sent`, and at first how much there is of everything; `sent` gets to know each slice that is taken. */
export function* mentionedSlices(inventory: Inventory, mentioned: Mentioned, sent: Sent): Generator<Slice> {
  const wanted = new Map<keyof Inventory, Iterable<number>>()
  for (const list of BY_CERTIFICATE) wanted.set(list, mentioned.certificates)
  wanted.set('keys', mentioned.keys)
  wanted.set('tokens', mentioned.tokens)
  wanted.set('faults', inventory.faults.keys())
  for (const [list, items] of listsOf(shown(inventory))) {
    const first = !sent.has(list)
    const own = once(sent, list, () => new Set<number>())
    const ids = [...(wanted.get(list) ?? [])].filter((id) => !own.has(id))
    for (let from = 0; from < ids.length || (first && from === 0); from += SIZE) {
      const at = ids.slice(from, from + SIZE)
      for (const id of at) own.add(id)
      yield { of: 'inventory', list, length: items.length, items: at.map((id) => alone(items[id])), at }
    }
  }
}

/** With an audit more told. */
export const keep = <T>(audit: T, told: readonly T[]): readonly T[] => [audit, ...told].slice(0, KEPT)
/** Which of those told has most in common with an audit: the one of the same calls, if there is one. */
export const likest = (audit: Judged, told: readonly Judged[]): number =>
  Math.max(
    0,
    told.findIndex(({ calls }) => calls === audit.calls),
  )

/** What is shown of an audit but its inventory. `told` are those already sent: what is the same object in the likest is not sent again. */
export function* slicesOf(audit: Judged, told: readonly Judged[]): Generator<Slice> {
  const against = likest(audit, told)
  const last = told[against] ?? null
  yield* listSlices(SHOWN, audit, last, against)
  yield { of: 'frame', at: audit.at, against, coverage: audit.coverage === last?.coverage ? null : audit.coverage }
}
/** What each control of a benchmark answers. */
export const controlSlices = (audit: Audit, last: Audit | null): Generator<Slice> => listSlices(EXPORTED, audit, last, 0)

function* listSlices<L extends List>(
  lists: readonly L[],
  audit: Readonly<Record<L, readonly object[]>>,
  last: Readonly<Record<L, readonly object[]>> | null,
  against: number,
): Generator<Slice> {
  for (const list of lists) {
    let first = true
    let runs: Run<object>[] = []
    let size = 0
    for (const run of runsOf<object>(audit[list], last?.[list] ?? [], SIZE)) {
      const own = 'items' in run ? run.items.length : 'changes' in run ? run.changes.length : 0
      if (runs.length >= RUNS || (size > 0 && size + own > SIZE)) {
        yield { of: 'list', list, first, against, runs }
        first = false
        runs = []
        size = 0
      }
      runs.push(run)
      size += own
    }
    yield { of: 'list', list, first, against, runs }
  }
}
