/** A list told as its difference from one told before: runs of that one which stay, by identity, and between them what is new or differs in part. */

export type Run<T> =
  | { readonly from: number; readonly to: number }
  | { readonly items: readonly T[] }
  /** Those of the list before from there on, but for this. */
  | { readonly at: number; readonly changes: readonly Changes[] }
/** The members that differ, as maps again where only a part does. Of other members than before, marked by a 0, all in their order: `undefined` is as before. */
type Changes = ReadonlyMap<string | 0, unknown>

/** In: a list and one before it. Out: runs that make it, no more than `most` items in one that are new or differ. */
export function* runsOf<T extends object>(next: readonly T[], last: readonly T[], most: number): Generator<Run<T>> {
  if (next === last) {
    if (next.length > 0) yield { from: 0, to: next.length }
    return
  }
  let places: Map<T, number> | null = null
  const placeOf = (item: T, likely: number): number => {
    if (last[likely] === item) return likely
    places ??= new Map(last.map((one, i) => [one, i]))
    return places.get(item) ?? -1
  }
  let from = 0
  let to = 0
  let items: T[] = []
  let changes: Changes[] = []
  function* rest(): Generator<Run<T>> {
    if (items.length > 0) yield { items }
    if (changes.length > 0) yield { at: to - changes.length, changes }
    items = []
    changes = []
  }
  for (const item of next) {
    const place = placeOf(item, to)
    if (place >= 0) {
      yield* rest()
      if (place !== to) {
        if (to > from) yield { from, to }
        from = place
      }
      to = place + 1
      continue
    }
    if (to > from) yield { from, to }
    const before = last[to]
    const parts = before === undefined ? null : changesOf(item, before)
    if (parts === null ? changes.length > 0 : items.length > 0) yield* rest()
    // What follows a new item is most likely what followed the one it stands for.
    from = to = to + 1
    if (parts === null) items.push(item)
    else changes.push(parts)
    if (items.length + changes.length >= most) yield* rest()
  }
  yield* rest()
  if (to > from) yield { from, to }
}

/** What a run makes of the list before. */
export function fromRun<T>(run: Run<T>, last: readonly T[]): readonly T[] {
  if ('items' in run) return run.items
  if ('from' in run) return last.slice(run.from, run.to)
  return run.changes.map((changes, i) => changed(last[run.at + i] as object, changes) as T)
}

/** How an object differs from one before it, where they have a part in common; null where they have not. */
function changesOf(next: object, last: object): Changes | null {
  const changes = new Map<string | 0, unknown>()
  const keys = Object.keys(next)
  const before = Object.keys(last)
  const alike = keys.length === before.length && keys.every((key, i) => key === before[i])
  if (!alike) changes.set(0, true)
  let common = false
  for (const key of keys) {
    const [value, was] = [member(next, key), member(last, key)]
    if (value === was) {
      common ||= isObject(value)
      if (!alike) changes.set(key, undefined)
      continue
    }
    const parts = isObject(value) && isObject(was) ? changesOf(value, was) : null
    common ||= parts !== null
    changes.set(key, parts ?? value)
  }
  return common ? changes : null
}

function changed(last: object, changes: Changes): object {
  const next: Record<string, unknown> = changes.has(0) ? {} : { ...last }
  for (const [key, change] of changes) {
    if (key === 0) continue
    const was = member(last, key)
    next[key] = change === undefined ? was : change instanceof Map ? changed(was as object, change) : change
  }
  return next
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
const member = (object: object, key: string): unknown => (object as Readonly<Record<string, unknown>>)[key]
