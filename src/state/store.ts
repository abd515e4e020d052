/** A plain store: one value, one reducer, listeners. React reads it with useSyncExternalStore. */
export interface Store<S, A> {
  readonly get: () => S
  readonly dispatch: (action: A) => void
  /** Returns how to stop listening. */
  readonly subscribe: (listener: () => void) => () => void
}
export function createStore<S, A>(first: S, reduce: (state: S, action: A) => S): Store<S, A> {
  let state = first
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    dispatch: (action) => {
      const next = reduce(state, action)
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
