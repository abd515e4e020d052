/** What goes if a CA goes, how two of one name differ, and the certificates behind a row that stands for many. */
import { day } from '../../text/format.ts'
import { keyDigest } from '../../report/diagram/key-tag.ts'
import { visible } from '../../text/visible.ts'
import { useReady, useWords } from '../context.tsx'
import { CertificateLink } from '../decode/CertificateLink.tsx'
import { CaChip } from '../panels/Chip.tsx'
import { alarming } from './Group.tsx'
import { Members } from './Members.tsx'
import { RadiusView } from './RadiusView.tsx'
import { type SignerGroup, twinAfter } from './groups.ts'

const MOST_CERTIFICATES = 8
function Radius({ group }: { readonly group: SignerGroup }) {
  const { ui } = useWords()
  return (
    <section className="section">
      <h2 className="label">{ui.ifItGoes}</h2>
      <p className="radius-name">
        {group.authority && <CaChip of={group.authority} />} <span className="strong">{visible(group.name)}</span>{' '}
        <span className="tag">{group.tag}</span>
      </p>
      <RadiusView keys={group.keys} />
      <h3 className="label radius-title">{ui.kinds.certificates}</h3>
      {group.certificates.slice(0, MOST_CERTIFICATES).map(({ id, notAfter }) => (
        <p key={id}>
          <CertificateLink id={id} /> <span className="third">{ui.until(notAfter)}</span>
        </p>
      ))}
    </section>
  )
}
function Differ({ a, b }: { readonly a: SignerGroup; readonly b: SignerGroup }) {
  const { ui } = useWords()
  const [x, y] = [a.certificates[0], b.certificates[0]]
  if (!x || !y) return null
  const rows = [
    { label: ui.fields.subject, a: visible(x.subject.text), b: visible(y.subject.text) },
    { label: ui.fields.keyDigest, a: `${keyDigest(a.id).slice(0, 12)}…`, b: `${keyDigest(b.id).slice(0, 12)}…` },
    { label: ui.fields.serial, a: x.serial, b: y.serial },
    { label: ui.fields.notBefore, a: day(x.notBefore), b: day(y.notBefore) },
    { label: ui.fields.notAfter, a: day(x.notAfter), b: day(y.notAfter) },
    { label: ui.fields.trusted, a: a.trustedByNone ? ui.trustedByNone : ui.yes, b: b.trustedByNone ? ui.trustedByNone : ui.yes },
  ]
  return (
    <section className="section">
      <h2 className="label">{ui.howTheyDiffer}</h2>
      <table className="plain differ">
        <thead>
          <tr>
            <td />
            {[a, b].map((g) => (
              <th key={g.id} scope="col">
                {g.authority && <CaChip of={g.authority} />} <span className="tag">{g.tag}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} className={row.label === ui.fields.keyDigest ? 'strong' : undefined}>
              <th scope="row">{row.label}</th>
              <td className="mono">{row.a}</td>
              <td className="mono">{row.b}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface Props {
  readonly groups: readonly SignerGroup[]
  readonly chosen: SignerGroup | null
  /** The row that stands for many and was chosen. */
  readonly row: number | null
}
export function TrustPanel({ groups, chosen, row }: Props) {
  const { model } = useReady()
  const { ui } = useWords()
  const twins = groups.flatMap((group, i) => {
    const next = groups[i + 1]
    return twinAfter(groups, i) && next ? [[group, next] as const] : []
  })
  // Two of one name are worth a headline where something depends on the wrong one.
  const pair = twins.find((two) => two.some(alarming)) ?? null
  const shown = chosen ?? (pair ? (pair.find((g) => !g.trustedByNone) ?? pair[0]) : (groups[0] ?? null))
  const own = shown === null ? null : (twins.find((two) => two.includes(shown)) ?? null)
  const members = groups.flatMap((g) => g.signed).find((one) => one.id === row) ?? null
  const tokenSigners = model.authorities.list.filter((a) => a.role === 'service-account')
  return (
    <aside className="panel">
      <div className="panel-scroll">
        <header className="summary">
          <h1>{pair ? ui.twoNamed(visible(pair[0].name)) : ui.cas(groups.filter((g) => g.kind === 'ca').length)}</h1>
          <p className="second">{pair ? ui.twoNamedDetail : ui.casDetail}</p>
        </header>
        {members && <Members key={members.id} one={members} />}
        {shown && shown.kind === 'ca' && <Radius group={shown} />}
        {own && <Differ a={own[0]} b={own[1]} />}
        {tokenSigners.length > 0 && (
          <section className="section">
            <h2 className="label">{ui.notAnAuthority}</h2>
            {tokenSigners.map((s) => (
              <p key={s.key}>
                <CaChip of={s} /> {ui.signsTokens(visible(s.name))} <span className="tag">{s.tag}</span>
              </p>
            ))}
          </section>
        )}
      </div>
    </aside>
  )
}
