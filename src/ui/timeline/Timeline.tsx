/** Validity of every certificate and CA; dragging the moment judged re-judges all calls live and shows the order in which they die. */
import { useMemo } from 'react'
import { BOX_HEIGHT, BOX_WIDTH } from '../../report/diagram/geometry.ts'
import { miniScene } from '../../report/diagram/mini.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, usePalette, useReady, useStateValue, useWords } from '../context.tsx'
import { ShapesSvg } from '../graph/ShapesSvg.tsx'
import { CaChip, StateMark } from '../panels/Chip.tsx'
import { countCalls } from '../panels/headline.ts'
import { DeathList } from './DeathList.tsx'
import { byDay, deaths, ranges } from './deaths.ts'
import { type Lane, lanes } from './lanes.ts'
import { DAY, chartScale, months, share } from './scale.ts'
import { useMoment } from './use-moment.ts'
import './timeline.css'

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`

export function Timeline() {
  const { audit, ready, model } = useReady()
  const { route } = useStateValue()
  const { ui } = useWords()
  const palette = usePalette()
  const dispatch = useDispatch()
  const now = ready.base.at
  const scale = useMemo(() => chartScale(now, now), [now])
  const list = useMemo(() => byDay(deaths(audit, ready.base, model.cluster)), [audit, ready.base, model.cluster])
  const groups = useMemo(() => lanes(audit, model), [audit, model])
  const mini = useMemo(() => miniScene(model, palette), [model, palette])
  const moment = useMoment(scale, list)
  const counts = countCalls(model)
  const at = share(scale, audit.at)

  const row = (lane: Lane) => {
    const dead = audit.at > lane.end
    const soon = !dead && lane.end - audit.at <= route.soon * DAY
    const state = dead || lane.refused ? 'broken' : soon ? 'soon' : 'trusted'
    const from = share(scale, lane.certificate.notBefore)
    const to = share(scale, lane.end)
    const hue = groups.find((g) => g.lanes.includes(lane))?.authority?.hue ?? 'neutral'
    return (
      <li key={lane.id} className={`lane ${state}`}>
        <button
          type="button"
          className="bare lane-name mono"
          onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id: lane.id } })}
        >
          {lane.count > 1 ? `${lane.count} × ${visible(lane.name)}` : visible(lane.name)}
        </button>
        <span className="lane-calls tabular">{ranges(lane.slots) || (lane.slots.includes('front-proxy') ? 'FP' : '–')}</span>
        <span className="lane-track">
          <span
            className={`bar ${lane.certificate.isCA ? 'outline' : 'fill'} ${hue} ${dead || lane.refused ? 'dead' : ''}`}
            style={{ left: percent(from), width: percent(Math.max(0.003, to - from)) }}
          />
          {(dead || soon || lane.refused) && to < 1 && (
            <span className="lane-mark" style={{ left: percent(to) }}>
              <StateMark state={state} />
            </span>
          )}
          {lane.end > scale.to && <span className="lane-year">{new Date(lane.end * 1000).getUTCFullYear()}</span>}
          {lane.refused && (
            <span className="lane-refused bad" style={{ left: percent(Math.min(0.62, to + 0.03)) }}>
              {ui.refusedOtherwise}
            </span>
          )}
        </span>
      </li>
    )
  }
  return (
    <div className="timeline">
      <section className="timeline-main" aria-label={ui.views.timeline}>
        <header className="timeline-head">
          <h1>{ui.onDay(audit.at, counts.broken)}</h1>
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
              {[7, 30, 90].map((days) => (
                <button
                  key={days}
                  type="button"
                  aria-pressed={route.soon === days}
                  onClick={() => dispatch({ do: 'route', route: { soon: days } })}
                >
                  {days}
                </button>
              ))}
            </span>
            <label className="second soon-own">
              <input
                className="field"
                type="number"
                min={1}
                max={3650}
                value={route.soon}
                aria-label={ui.daysCountAsSoon}
                onChange={(event) =>
                  dispatch({ do: 'route', route: { soon: Math.min(3650, Math.max(1, Number(event.target.value) || 30)) } })
                }
              />{' '}
              {ui.daysCountAsSoon}
            </label>
          </div>
        </header>
        <div className="timeline-scroll">
          <div className="timeline-chart">
            <div className="chart-axis">
              <span className="third lane-calls">{ui.call}</span>
              <div
                className="chart-area moment"
                role="slider"
                tabIndex={0}
                aria-label={ui.momentJudged}
                aria-valuemin={scale.from}
                aria-valuemax={scale.to}
                aria-valuenow={Math.min(scale.to, Math.max(scale.from, audit.at))}
                aria-valuetext={ui.moment(audit.at)}
                onKeyDown={moment.onKeyDown}
                onPointerDown={moment.onPointerDown}
                onPointerMove={moment.onPointerMove}
              >
                {months(scale, 3).map((m, i) => (
                  <span key={m} className="chart-month" style={{ left: percent(share(scale, m)) }}>
                    {ui.month(m, i === 0)}
                  </span>
                ))}
                <span className="moment-pill" style={{ left: percent(at) }}>
                  {ui.day(audit.at)}
                </span>
              </div>
            </div>
            <div className="chart-ground" aria-hidden="true">
              {months(scale, 3).map((m) => (
                <span key={m} className="chart-line" style={{ left: percent(share(scale, m)) }} />
              ))}
              <span className="band near" style={{ left: percent(at), width: percent(share(scale, audit.at + route.soon * DAY) - at) }} />
              <span
                className="band far"
                style={{
                  left: percent(share(scale, audit.at + route.soon * DAY)),
                  width: percent(share(scale, audit.at + 3 * route.soon * DAY) - share(scale, audit.at + route.soon * DAY)),
                }}
              />
              <span className="today-line" style={{ left: percent(share(scale, now)) }}>
                <span>{ui.today}</span>
              </span>
              <span className="moment-line" style={{ left: percent(at) }} />
            </div>
            {groups.map((group) => (
              <div key={group.authority?.key ?? 'none'} className="lane-group">
                <h2>
                  {group.authority ? (
                    <>
                      <CaChip of={group.authority} /> {visible(group.authority.name)} · {group.authority.tag}
                    </>
                  ) : (
                    ui.otherSigners
                  )}
                </h2>
                <ul>{group.lanes.map(row)}</ul>
              </div>
            ))}
            {groups.length === 0 && <p className="section third">{ui.noCertificates}</p>}
          </div>
        </div>
        <footer className="timeline-legend third">
          <span>
            <i className="bar fill K" /> {ui.legend.certificate}
          </span>
          <span>
            <i className="bar outline K" /> {ui.legend.authority}
          </span>
          <span>
            <i className="bar fill K dead" /> {ui.legend.past}
          </span>
          <span>{ui.legend.note}</span>
        </footer>
      </section>
      <aside className="timeline-side" aria-label={ui.orderOfDeath}>
        <div className="mini">
          <ShapesSvg shapes={mini} box={[0, 0, BOX_WIDTH, BOX_HEIGHT]} />
        </div>
        <DeathList list={list} broken={counts.broken} />
      </aside>
    </div>
  )
}
