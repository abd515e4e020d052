/** What looks at all that was found waits here until it has arrived: of a large drop it crosses to the page when it is asked for. */
import { type ReactNode, useEffect, useMemo } from 'react'
import { isTold } from '../state/state.ts'
import { ReadyProvider, usePage, useReady, useStateValue, useWords } from './context.tsx'

/** Asks for what has not arrived, if `wanted`. Out: is all of it here, and the audit itself? */
export function useWhole(wanted = true): boolean {
  const { ready } = useReady()
  const { controller } = usePage()
  const { whole } = ready
  useEffect(() => {
    if (wanted && !whole) controller.find()
  }, [wanted, whole, controller])
  return whole && ready.audit !== null
}

/** All of the audit at the moment shown is still on its way: what is made of one is that of the moment before. */
export function useBehind(): boolean {
  const { current } = useStateValue()
  return current.phase === 'ready' && !isTold(current)
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
  return useWhole() ? <Told>{children}</Told> : <Arriving />
}

function ArrivingCalls() {
  const { ui } = useWords()
  return (
    <p className="section second arriving" role="status">
      {ui.arrivingCalls} <progress aria-label={ui.arrivingCalls} />
    </p>
  )
}

/** What looks at calls or findings that the overview does not show waits here: of a large drop they cross to the page right after that. */
export function Told({ children }: { readonly children: ReactNode }) {
  const { ready } = useReady()
  // Until all of another audit is here, what is here of the one before it.
  const told = useMemo(() => (isTold(ready) ? ready : { ...ready, overview: ready.toldAs }), [ready])
  return ready.audit === null ? <ArrivingCalls /> : <ReadyProvider ready={told}>{children}</ReadyProvider>
}
