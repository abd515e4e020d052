/** Validity of every certificate and CA; dragging the moment judged re-judges all calls live and shows the order in which they die. */
import { useMemo } from 'react'
import { BOX_HEIGHT, BOX_WIDTH } from '../../report/diagram/geometry.ts'
import { miniScene } from '../../report/diagram/mini.ts'
import { visible } from '../../text/visible.ts'
import { usePalette, useAudit, useStateValue, useWords } from '../context.tsx'
import { ShapesSvg } from '../graph/ShapesSvg.tsx'
import { CaChip } from '../panels/Chip.tsx'
import { ChartGround } from './ChartGround.tsx'
import { DeathList } from './DeathList.tsx'
import { LaneRow } from './LaneRow.tsx'
import { lanes } from './lanes.ts'
import { chartScale, percent, share, ticks } from './scale.ts'
import { TimelineHead } from './TimelineHead.tsx'
import { useMoment } from './use-moment.ts'
import './timeline.css'

const MOST_GROUPS = 60
const MOST_LANES = 40
/** Labels under the pill of the moment judged would be read into it. */
const UNDER_PILL = 0.11

export function Timeline() {
  const { audit, overview, ready, model } = useAudit()
  const { route } = useStateValue()
  const { ui } = useWords()
  const palette = usePalette()
  const now = ready.droppedAt
  const scale = useMemo(() => chartScale(now, audit.at), [now, audit.at])
  const list = overview.deaths
  const groups = useMemo(() => lanes(audit, model, route.soon), [audit, model, route.soon])
  const mini = useMemo(() => miniScene(model, palette), [model, palette])
  const moment = useMoment(scale, list)
  // The line follows the hand; what is judged follows the line.
  const asked = route.at ?? now
  const at = share(scale, asked)
  return (
    <div className="timeline">
      <section className="timeline-main" aria-label={ui.views.timeline}>
        <TimelineHead moment={moment} />
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
                {ticks(scale, 10).map((m, i) => {
                  const part = share(scale, m)
                  const year = new Date(m * 1000).getUTCMonth() === 0
                  return (
                    Math.abs(part - at) > UNDER_PILL && (
                      <span key={m} className={year ? 'chart-month year' : 'chart-month'} style={{ left: percent(part) }}>
                        {ui.month(m, i === 0)}
                      </span>
                    )
                  )
                })}
                <span className="moment-pill" style={{ left: `clamp(54px, ${percent(at)}, calc(100% - 54px))` }}>
                  {ui.day(asked)}
                </span>
              </div>
            </div>
            <ChartGround scale={scale} at={asked} now={now} moment={moment} />
            {groups.slice(0, MOST_GROUPS).map(({ group, hue, lanes: rows }) => (
              <div key={group.id} className="lane-group">
                <h2>
                  <CaChip of={group.authority ?? { letter: group.kind === 'ghost' ? '?' : '·', hue: 'neutral' }} />
                  {group.alike > 1 ? ui.trust.alike(visible(group.name), group.alike) : visible(group.name)}{' '}
                  <span className="tag">{group.tag}</span>
                  {group.kind === 'ghost' && <span className="third">{ui.notInDrop}</span>}
                </h2>
                <ul>
                  {rows.slice(0, MOST_LANES).map((lane) => (
                    <LaneRow key={lane.id} lane={lane} hue={hue} scale={scale} />
                  ))}
                </ul>
                {rows.length > MOST_LANES && <p className="third">{ui.more(rows.length - MOST_LANES)}</p>}
              </div>
            ))}
            {groups.length > MOST_GROUPS && <p className="third">{ui.more(groups.length - MOST_GROUPS)}</p>}
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
          <span>
            <i className="bar near" /> {ui.withinDays(route.soon)}
          </span>
          <span>{ui.legend.note}</span>
        </footer>
      </section>
      <aside className="timeline-side" aria-label={ui.orderOfDeath}>
        <div className="mini">
          <ShapesSvg shapes={mini} box={[0, 0, BOX_WIDTH, BOX_HEIGHT]} />
        </div>
        <DeathList list={list} />
      </aside>
    </div>
  )
}
