/** What a key signed: one certificate, or the many of one kind, and the calls that show it. */
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { day } from '../../text/format.ts'
import type { UiWords } from '../../text/ui.en.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit, useReady, useWords } from '../context.tsx'
import { CallPill, StateMark } from '../panels/Chip.tsx'
import { ranges } from '../../report/overview/deaths.ts'
import type { Signed, SignerGroup } from './groups.ts'

const MOST_PILLS = 4
/** `kubelet client certificates` of many, else the file. */
const kindOfRow = (one: Signed, ui: UiWords): string => (one.members.length > 1 && one.kind ? ui.trust.kinds[one.kind] : visible(one.name))
/** `kubelet client certificates × 1,000`. */
export const nameOfRow = (one: Signed, ui: UiWords): string => ui.trust.many(kindOfRow(one, ui), one.members.length)

function Calls({ one }: { readonly one: Signed }) {
  const { model } = useReady()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const state = one.state ?? 'unproven'
  const [other] = one.others
  if (one.slots.length === 0 && other === undefined) return <span className="third">{ui.noCall}</span>
  return (
    <>
      {one.slots.length > MOST_PILLS ? (
        <span className={`pill ${state}`}>{ranges(one.slots)}</span>
      ) : (
        one.slots.map((slot) => <CallPill key={slot} slot={slot} state={state} />)
      )}
      {other !== undefined && (
        <button
          type="button"
          className={`pill ${state}`}
          onClick={() =>
            dispatch({ do: 'route', route: { view: 'diagram', edge: 'other', nth: Math.max(0, model.others.indexOf(other)) } })
          }
        >
          {ui.other}
        </button>
      )}
    </>
  )
}

interface Props {
  readonly one: Signed
  readonly group: SignerGroup
  readonly chosen: boolean
  readonly onRow: (id: CertificateId | null) => void
}
export function SignedRow({ one, group, chosen, onRow }: Props) {
  const { model, audit } = useAudit()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const many = one.members.length > 1
  const past = one.end < audit.at
  const hue = group.authority?.hue ?? 'neutral'
  return (
    <li>
      <button
        type="button"
        className={`signed-row ${one.state === 'broken' ? 'dead' : ''}`}
        aria-pressed={many ? chosen : undefined}
        onClick={() => (many ? onRow(chosen ? null : one.id) : dispatch({ do: 'show', item: { kind: 'certificate', id: one.id } }))}
      >
        <span className={`dot ${hue}`} />
        <span className="mono signed-name">
          <span className="ellipsis">{kindOfRow(one, ui)}</span>
          {many && <span>{ui.trust.times(one.members.length)}</span>}
          {!many && model.nodes > 1 && one.folder !== null && <span className="third">{visible(one.folder)}</span>}
        </span>
        <span className="third">{ui.uses[one.use]}</span>
        <span className={past ? 'tabular bad' : one.state === 'soon' ? 'tabular soon-ink strong' : 'tabular'}>{day(one.end)}</span>
        {one.state !== null && one.state !== 'absent' && <StateMark state={one.state} />}
      </button>
      <span className="signed-calls">
        <Calls one={one} />
      </span>
    </li>
  )
}
