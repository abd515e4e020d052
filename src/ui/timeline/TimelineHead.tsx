/** The day judged in words, steps from death to death, and how many calls end within each band. */
import { useMemo } from 'react'
import { useDispatch, useAudit, useStateValue, useWords } from '../context.tsx'
import { countCalls } from '../panels/headline.ts'
import { ends, endingWithin } from '../../report/overview/deaths.ts'
import { BANDS } from './scale.ts'
import type { useMoment } from './use-moment.ts'

interface Props {
  readonly moment: Pick<ReturnType<typeof useMoment>, 'toNow' | 'toPrevious' | 'toNext'>
}
export function TimelineHead({ moment }: Props) {
  const { audit, model } = useAudit()
  const { route } = useStateValue()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const alive = useMemo(() => ends(audit, model.cluster), [audit, model.cluster])
  const soon = (days: number) => dispatch({ do: 'route', route: { soon: Math.min(3650, Math.max(1, days || 30)) } })
  return (
    <header className="timeline-head">
      <h1>{ui.onDay(audit.at, countCalls(model).broken)}</h1>
      <div className="timeline-tools">
        <button type="button" className="button small" onClick={moment.toNow}>
          {ui.now}
        </button>
        <button type="button" className="button small" onClick={moment.toPrevious}>
          ‹ {ui.previousDeath}
        </button>
        <button type="button" className="button small" onClick={moment.toNext}>
          {ui.nextDeath} ›
        </button>
        <span className="segments" role="group" aria-label={ui.daysCountAsSoon}>
          {BANDS.map((days) => {
            const n = endingWithin(alive, audit.at, days)
            return (
              <button key={days} type="button" aria-pressed={route.soon === days} title={ui.endWithin(n, days)} onClick={() => soon(days)}>
                {days} <span className={n > 0 ? 'band-count some' : 'band-count'}>{n}</span>
              </button>
            )
          })}
        </span>
        <label className="second soon-own">
          <input
            className="field"
            type="number"
            min={1}
            max={3650}
            value={route.soon}
            aria-label={ui.daysCountAsSoon}
            onChange={(event) => soon(Number(event.target.value))}
          />{' '}
          {ui.daysCountAsSoon}
        </label>
      </div>
    </header>
  )
}
