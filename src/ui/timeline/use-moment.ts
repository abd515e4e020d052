/** Moving the moment judged: by pointer, by arrow keys (days), by page keys (deaths). */
import type { KeyboardEvent, PointerEvent } from 'react'
import { usePage, useReady } from '../context.tsx'
import type { Death } from '../../report/overview/deaths.ts'
import { DAY, type Scale, momentAt } from './scale.ts'

export function useMoment(scale: Scale, list: readonly Death[]) {
  const { controller, store } = usePage()
  const { ready } = useReady()
  // What was asked for last, not what has been judged: keys may come faster than verdicts.
  const asked = () => store.get().route.at ?? ready.droppedAt
  const set = (at: number) => controller.judgeAt(Math.min(scale.to, Math.max(scale.from, at)))
  const previous = () => [...list].reverse().find((d) => d.at + 1 < asked())
  const next = () => list.find((d) => d.at + 1 > asked())
  const toDeath = (death: Death | undefined) => {
    if (death) controller.judgeAt(death.at + 1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const days: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }
    const step = days[event.key]
    if (step !== undefined) set(asked() + step * DAY * (event.shiftKey ? 7 : 1))
    else if (event.key === 'PageUp') toDeath(next())
    else if (event.key === 'PageDown') toDeath(previous())
    else if (event.key === 'Home') controller.judgeAt(null)
    else return
    event.preventDefault()
  }
  const at = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return momentAt(scale, (event.clientX - box.left) / box.width)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    set(at(event))
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(at(event))
  }
  return {
    onKeyDown,
    onPointerDown,
    onPointerMove,
    toPrevious: () => toDeath(previous()),
    toNext: () => toDeath(next()),
    toNow: () => controller.judgeAt(null),
  }
}
