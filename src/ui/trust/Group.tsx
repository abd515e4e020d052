/** One signer: its card, a line to each row it signed, the calls that use it; a bracket to the namesake below. */
import type { CSSProperties } from 'react'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CaChip, StateMark } from '../panels/Chip.tsx'
import { withinNode } from '../where.ts'
import { SignedRow } from './SignedRow.tsx'
import type { SignerGroup } from './groups.ts'

export const ROW = 31
const CARD = { ca: 70, ghost: 52 } as const
const GAP = { alone: 28, twin: 44 } as const
const MOST_ROWS = 40

const rowsOf = (group: SignerGroup): number => Math.min(group.signed.length, MOST_ROWS + 1)
const heightOf = (group: SignerGroup): number => Math.max(rowsOf(group) * ROW, CARD[group.kind])
/** A namesake alarms only where something depends on the wrong one. */
export const alarming = (group: SignerGroup): boolean => group.trustedByNone || group.signed.some((one) => one.refused)

interface Props {
  readonly group: SignerGroup
  /** The namesake drawn below it, if any. */
  readonly twin: SignerGroup | null
  /** Another signer bears its name. */
  readonly namesake: boolean
  readonly faded: boolean
  readonly row: CertificateId | null
  readonly onRow: (id: CertificateId | null) => void
}
export function Group({ group, twin, namesake, faded, row, onRow }: Props) {
  const { model } = useReady()
  const { keys } = useStateValue()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const hue = group.authority?.hue ?? 'neutral'
  const rows = rowsOf(group)
  const height = rows * ROW
  const chosen = keys?.includes(group.id) ?? false
  const gap = twin ? GAP.twin : GAP.alone
  const bracket = twin ? heightOf(group) / 2 + gap + heightOf(twin) / 2 : 0
  const alarm = twin !== null && (alarming(group) || alarming(twin))
  const under = group.parents.flatMap((key) => model.authorities.byKey.get(key) ?? [])
  return (
    <div className={faded ? 'trust-group faded' : 'trust-group'} style={{ minHeight: heightOf(group), marginBottom: gap }}>
      <button
        type="button"
        className={`ca-card kind-${group.kind} ${group.trustedByNone ? 'untrusted' : ''}`}
        aria-pressed={chosen}
        onClick={() => {
          onRow(null)
          dispatch({ do: 'keys', keys: chosen ? null : [group.id] })
        }}
      >
        {group.kind === 'ghost' ? (
          <StateMark state="unproven" spoken={false} />
        ) : (
          <CaChip of={group.authority ?? { letter: '·', hue: 'neutral' }} />
        )}
        <span className="card-text">
          <span className="card-name">
            <span className="strong">{group.alike > 1 ? ui.trust.alike(visible(group.name), group.alike) : visible(group.name)}</span>{' '}
            {group.alike === 1 && <span className="tag">{group.tag}</span>}
          </span>
          {group.kind === 'ghost' ? (
            <>
              <span className="third">{ui.namedBy(group.signed.reduce((n, one) => n + one.members.length, 0))}</span>
              <span className="third">{namesake ? ui.trust.noKeyHere : ui.notInDrop}</span>
            </>
          ) : (
            <>
              <span className="mono third" title={visible(group.file ?? '')}>
                {visible(withinNode(group.file ?? ''))}
              </span>
              <span className="third">
                {[
                  ui.until(Math.max(...group.certificates.map((c) => c.notAfter))),
                  group.hasKey ? ui.caKeyPresent : ui.caKeyAbsent,
                  group.certificates.length > 1 && ui.sameKeyCertificates(group.certificates.length),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {group.parents.length > 0 && (
                <span className="third card-under">
                  {group.root ? ui.trust.crossSigned : ui.trust.under}
                  {under.map((a) => (
                    <CaChip key={a.key} of={a} />
                  ))}
                  {under.length === 0 && visible(group.certificates[0]?.issuer.commonName ?? '')}
                </span>
              )}
            </>
          )}
        </span>
        {group.trustedByNone && <span className="untrusted-word">{ui.trustedByNone}</span>}
      </button>
      {twin && (
        <span className={alarm ? 'twins alarm' : 'twins'} style={{ height: bracket }}>
          <span className="twins-mark">
            <GlyphIcon glyph="unequal" size={11} />
          </span>
          <span className="twins-word" style={{ top: heightOf(group) / 2 + gap / 2 }}>
            {ui.sameNameOtherKey}
          </span>
        </span>
      )}
      <svg
        className={`trust-lines ${hue} kind-${group.kind}`}
        style={{ height }}
        viewBox={`0 0 84 ${Math.max(1, height)}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {Array.from({ length: rows }, (_, r) => {
          const y = r * ROW + ROW / 2
          return <path key={r} d={`M0 ${height / 2}C48 ${height / 2} 36 ${y} 84 ${y}`} vectorEffect="non-scaling-stroke" />
        })}
      </svg>
      <ul className={`signed ${hue}`} style={{ '--row': `${ROW}px` } as CSSProperties}>
        {group.signed.slice(0, MOST_ROWS).map((one) => (
          <SignedRow key={one.id} one={one} group={group} chosen={row === one.id} onRow={onRow} />
        ))}
        {group.signed.length > MOST_ROWS && <li className="third">{ui.more(group.signed.length - MOST_ROWS)}</li>}
        {group.signed.length === 0 && <li className="third signed-none">{ui.trust.signedNothing}</li>}
      </ul>
    </div>
  )
}
