/** The second picture: CA cards left, what they signed right, the calls that depend on it at the far right. */
import { useMemo } from 'react'
import { day } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CaChip, CallPill, StateMark } from '../panels/Chip.tsx'
import { TrustPanel } from './TrustPanel.tsx'
import { type SignerGroup, signerGroups, twinAfter } from './groups.ts'
import './trust.css'

const ROW = 31
const CARD = 70
const GAP = 28
const MOST_ROWS = 40

interface Placed {
  readonly group: SignerGroup
  readonly top: number
  readonly height: number
  readonly twin: boolean
  readonly rows: number
}
function layout(groups: readonly SignerGroup[]): { readonly placed: readonly Placed[]; readonly height: number } {
  let top = 0
  const placed = groups.map((group, at): Placed => {
    const rows = Math.min(group.signed.length, MOST_ROWS + 1)
    const height = Math.max(rows * ROW, group.kind === 'ghost' ? 52 : CARD)
    const one = { group, top, height, twin: twinAfter(groups, at), rows }
    top += height + (one.twin ? GAP + 16 : GAP)
    return one
  })
  return { placed, height: top }
}

export function Trust() {
  const { audit, model } = useReady()
  const { keys } = useStateValue()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const groups = useMemo(() => signerGroups(audit, model), [audit, model])
  const { placed, height } = useMemo(() => layout(groups), [groups])
  const chosen = groups.find((g) => keys?.includes(g.id)) ?? null
  return (
    <div className="trust">
      <section className="trust-scroll" aria-label={ui.views.trust}>
        <div className="trust-head label" aria-hidden="true">
          <span>{ui.issuerColumn}</span>
          <span />
          <span>{ui.signedColumn}</span>
          <span>{ui.usedBy}</span>
        </div>
        <div className="trust-picture" style={{ height }}>
          {placed.map(({ group, top, height: h, twin, rows }, i) => {
            const middle = top + h / 2
            const hue = group.authority?.hue ?? 'neutral'
            const faded = chosen !== null && chosen !== group
            const next = placed[i + 1]
            return (
              <div key={group.id} className={faded ? 'trust-group faded' : 'trust-group'}>
                <button
                  type="button"
                  className={`ca-card kind-${group.kind} ${group.trustedByNone ? 'untrusted' : ''}`}
                  style={{ top: middle - (group.kind === 'ghost' ? 26 : 35), height: group.kind === 'ghost' ? 52 : CARD }}
                  aria-pressed={keys?.includes(group.id) ?? false}
                  onClick={() => dispatch({ do: 'keys', keys: keys?.includes(group.id) ? null : [group.id] })}
                >
                  {group.authority ? (
                    <CaChip of={group.authority} />
                  ) : group.kind === 'ghost' ? (
                    <StateMark state="unproven" spoken={false} />
                  ) : (
                    <CaChip of={{ letter: '·', hue: 'neutral' }} />
                  )}
                  <span className="card-text">
                    <span>
                      <span className="strong">{visible(group.name)}</span> <span className="tag">{group.tag}</span>
                    </span>
                    <span className="mono third">
                      {group.kind === 'ghost' ? ui.namedBy(group.signed.length) : visible(group.file ?? '')}
                    </span>
                    {group.kind === 'ca' && (
                      <span className="third">
                        {ui.until(Math.max(...group.certificates.map((c) => c.notAfter)))} ·{' '}
                        {group.hasKey ? ui.caKeyPresent : ui.caKeyAbsent}
                        {group.certificates.length > 1 ? ` · ${ui.sameKeyCertificates(group.certificates.length)}` : ''}
                      </span>
                    )}
                  </span>
                  {group.kind === 'ghost' && <span className="third card-note">{ui.notInDrop}</span>}
                  {group.trustedByNone && <span className="untrusted-word">{ui.trustedByNone}</span>}
                </button>
                {twin && next && (
                  <span className="twins" style={{ top: middle, height: next.top + next.height / 2 - middle }}>
                    <span className="twins-mark">
                      <GlyphIcon glyph="unequal" size={11} />
                    </span>
                    <span className="twins-word" style={{ top: top + h + (GAP + 16) / 2 - middle }}>
                      {ui.sameNameOtherKey}
                    </span>
                  </span>
                )}
                <svg
                  className={`trust-lines ${hue} kind-${group.kind}`}
                  style={{ top, height: h }}
                  viewBox={`0 0 84 ${h}`}
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  {Array.from({ length: rows }, (_, r) => {
                    const y = (h - rows * ROW) / 2 + r * ROW + ROW / 2
                    return <path key={r} d={`M0 ${h / 2}C48 ${h / 2} 36 ${y} 80 ${y}`} vectorEffect="non-scaling-stroke" />
                  })}
                </svg>
                <ul className="signed" style={{ top: top + (h - rows * ROW) / 2 }}>
                  {group.signed.slice(0, MOST_ROWS).map((one) => (
                    <li key={one.id}>
                      <button
                        type="button"
                        className={`signed-row ${one.refused ? 'refused' : ''}`}
                        onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id: one.id } })}
                      >
                        <span className={`dot ${hue}`} />
                        <span className="mono signed-name">
                          {one.count > 1 ? `${one.count} × ` : ''}
                          {visible(one.name)}
                        </span>
                        <span className="third">{ui.uses[one.use]}</span>
                        <span className={one.state === 'soon' ? 'tabular soon-date' : 'tabular'}>{day(one.notAfter)}</span>
                        <StateMark state={group.kind === 'ghost' && one.state === 'trusted' ? 'unproven' : one.state} />
                      </button>
                      <span className="signed-calls">
                        {one.slots.length === 0 ? (
                          <span className="third">{ui.noCall}</span>
                        ) : one.slots.length > 4 ? (
                          <span className={`pill ${one.refused ? 'broken' : ''}`}>{ui.callCount(one.slots.length)}</span>
                        ) : (
                          one.slots.map((slot) => (
                            <CallPill key={slot} slot={slot} state={one.refused ? 'broken' : one.state === 'soon' ? 'soon' : 'trusted'} />
                          ))
                        )}
                      </span>
                    </li>
                  ))}
                  {group.signed.length > MOST_ROWS && <li className="third">{ui.more(group.signed.length - MOST_ROWS)}</li>}
                </ul>
              </div>
            )
          })}
          {groups.length === 0 && <p className="section">{ui.noCertificates}</p>}
        </div>
      </section>
      <TrustPanel groups={groups} chosen={chosen} />
    </div>
  )
}
