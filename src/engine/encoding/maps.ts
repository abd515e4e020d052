/** Maps that are filled as they are asked: lists by key, and what is made once; lists that are kept. */

/** Adds to the list of a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** The same list without the room V8 leaves for more: many times what the few entries of a list kept by the ten thousand take. */
export const fitted = <T>(list: readonly T[]): T[] => list.slice()

interface Store<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

/** What stands under a key; made and kept where nothing does. */
export function once<K, V>(store: Store<K, V>, key: K, make: () => V): V {
  let value = store.get(key)
  if (value === undefined) store.set(key, (value = make()))
  return value
}
