/** What looks at all that was found waits here until it has arrived: of a large drop it crosses to the page when it is asked for. */
import { type ReactNode, useEffect } from 'react'
import { usePage, useReady, useWords } from './context.tsx'

/** Asks for what has not arrived, if `wanted`. Out: is all of it here? */
export function useWhole(wanted = true): boolean {
  const { ready } = useReady()
  const { controller } = usePage()
  const { whole } = ready
  useEffect(() => {
    if (wanted && !whole) controller.find()
  }, [wanted, whole, controller])
  return whole
}

/** How much of it has arrived, in words and as a bar. */
export function Arriving() {
  const { ready } = useReady()
  const { ui } = useWords()
  const share = ready.arriving ?? 0
  const text = ui.arriving(Math.round(share * 100))
  return (
    <p className="section second arriving" role="status">
      {text} <progress max={1} value={share} aria-label={text} />
    </p>
  )
}

export function Whole({ children }: { readonly children: ReactNode }) {
  return useWhole() ? children : <Arriving />
}
