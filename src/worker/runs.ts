/** A list told as its difference from the one told before: runs of that one which stay, by identity, and what is new between them. */

export type Run<T> = { readonly from: number; readonly to: number } | { readonly items: readonly T[] }

/** In: a list and the one before it. Out: runs that make it, no more than `most` new items in one. */
export function* runsOf<T extends object>(next: readonly T[], last: readonly T[], most: number): Generator<Run<T>> {
  let places: Map<T, number> | null = null
  const placeOf = (item: T, likely: number): number => {
    if (last[likely] === item) return likely
    places ??= new Map(last.map((one, i) => [one, i]))
    return places.get(item) ?? -1
  }
  let from = 0
  let to = 0
  let items: T[] = []
  for (const item of next) {
    const place = placeOf(item, to)
    if (place >= 0) {
      if (items.length > 0) yield { items }
      items = []
      if (place !== to) {
        if (to > from) yield { from, to }
        from = place
      }
      to = place + 1
      continue
    }
    if (to > from) yield { from, to }
    // What follows a new item is most likely what followed the one it stands for.
    from = to = to + 1
    items.push(item)
    if (items.length < most) continue
    yield { items }
    items = []
  }
  if (items.length > 0) yield { items }
  if (to > from) yield { from, to }
}

/** The list the runs make of the one before: that one itself where nothing changed. */
export function fromRuns<T>(runs: readonly Run<T>[], last: readonly T[]): readonly T[] {
  const [only] = runs
  if (runs.length === 0 && last.length === 0) return last
  if (runs.length === 1 && only && 'from' in only && only.from === 0 && only.to === last.length) return last
  return runs.flatMap((run) => ('items' in run ? run.items : last.slice(run.from, run.to)))
}
