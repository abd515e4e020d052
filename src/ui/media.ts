/** Media queries as values. */
import { useSyncExternalStore } from 'react'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
/** Below 900 px a list stands in for the diagram. */
export const useNarrow = (): boolean => useMedia('(max-width: 899px)')
export const stillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
