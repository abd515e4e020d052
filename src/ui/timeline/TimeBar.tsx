/** The moment judged on every view: a handle over fifteen months, one tick a death with what dies. */
import { useMemo } from 'react'
import { useReady, useStateValue, useWords } from '../context.tsx'
import { type Death, ranges } from '../../report/overview/deaths.ts'
import { barScale, percent, share, ticks } from './scale.ts'
import { useMoment } from './use-moment.ts'
import { whoDies } from './who.ts'
import './timeline.css'

interface Tick {
  readonly death: Death
  readonly at: number
  readonly text: string
}
/** A label that would run into the one before it is left out; its tick stays. */
function spaced(ticks: readonly Tick[]): readonly Tick[] {
  const kept: Tick[] = []
  let free = -1
  for (const tick of ticks) {
    const fits = tick.at > free
    if (fits) free = tick.at + (tick.text.length * 6 + 14) / 1000
    kept.push(fits ? tick : { ...tick, text: '' })
  }
  return kept
}
/** A label beyond would be cut. */
const LAST_LABEL = 0.95
export function TimeBar() {
  const { overview, ready, model } = useReady()
  const { ui, diagram } = useWords()
  const { route } = useStateValue()
  const { at: judged, deaths: list } = overview
  const now = ready.droppedAt
  const scale = useMemo(() => barScale(now, judged), [now, judged])
  const starts = useMemo(() => ticks(scale, 16), [scale])
  const moment = useMoment(scale, list)
  const shown = list.filter((d) => d.at > scale.from && d.at < scale.to)
  const labels = spaced(
    shown.map((death) => ({ death, at: share(scale, death.at), text: ui.deathShort(whoDies(death, ui), ranges(death.slots)) })),
  )
  return (
    <footer className="time-bar">
      <span className="second">{ui.judgedAt}</span>
      <time className="strong" dateTime={new Date(judged * 1000).toISOString()}>
        {ui.moment(judged)}
      </time>
      <button type="button" className="button small" onClick={moment.toNow} disabled={judged === now}>
        {ui.now}
      </button>
      <div
        className="time-track"
        role="slider"
        tabIndex={0}
        aria-label={ui.momentJudged}
        aria-valuemin={scale.from}
        aria-valuemax={scale.to}
        aria-valuenow={Math.min(scale.to, Math.max(scale.from, judged))}
        aria-valuetext={ui.moment(judged)}
        onKeyDown={moment.onKeyDown}
        onPointerDown={moment.onPointerDown}
        onPointerMove={moment.onPointerMove}
      >
        <span className="time-axis" />
        {starts.map((at, i) => {
          const part = share(scale, at)
          const minor = i > 0 && new Date(at * 1000).getUTCMonth() % 3 !== 0
          return (
            <span key={at} className={minor ? 'time-month minor' : 'time-month'} style={{ left: percent(part) }}>
              {part < LAST_LABEL && ui.month(at, i === 0)}
            </span>
          )
        })}
        {labels.map(({ death, at, text }) => (
          <span
            key={death.at}
            className={death.at <= judged ? 'death past' : death.at - judged < 30 * 86_400 ? 'death soon' : 'death'}
            style={{ left: percent(at) }}
          >
            {text}
          </span>
        ))}
        <span className="time-handle" style={{ left: percent(share(scale, route.at ?? now)) }} />
      </div>
      <span className="hidden" role="status">
        {ui.nowBroken(Object.values(model.calls).filter((c) => c.state === 'broken').length, diagram.state.broken)}
      </span>
    </footer>
  )
}
