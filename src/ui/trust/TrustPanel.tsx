/** What goes if a CA goes, and how two of one name differ. */
import { day } from '../../text/format.ts'
import { place } from '../../text/context.ts'
import { keyDigest } from '../../report/diagram/key-tag.ts'
import { visible } from '../../text/visible.ts'
import { useReady, useWords } from '../context.tsx'
import { CaChip, CallPill } from '../panels/Chip.tsx'
import { type SignerGroup, twinAfter } from './groups.ts'

const MOST_FILES = 24
function Radius({ group }: { readonly group: SignerGroup }) {
  const { model, context } = useReady()
  const { ui } = useWords()
  const files = [...new Set(group.signed.flatMap((one) => context.locations(one.id).map(place)))]
  return (
    <section className="section">
      <h2 className="label">{ui.ifItGoes}</h2>
      <p className="radius-name">
        {group.authority && <CaChip of={group.authority} />} <span className="strong">{visible(group.name)}</span>{' '}
        <span className="tag">{group.tag}</span>
      </p>
      <p>{ui.depend(group.slots.length, files.length)}</p>
      <p className="pills">
        {group.slots.map((slot) => (
          <CallPill key={slot} slot={slot} state={model.calls[slot].state} />
        ))}
      </p>
      <ul>
        {files.slice(0, MOST_FILES).map((file) => (
          <li key={file} className="mono second">
            {file}
          </li>
        ))}
      </ul>
      {files.length > MOST_FILES && <p className="third">{ui.more(files.length - MOST_FILES)}</p>}
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
      <table className="plain">
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

export function TrustPanel({ groups, chosen }: { readonly groups: readonly SignerGroup[]; readonly chosen: SignerGroup | null }) {
  const { model } = useReady()
  const { ui } = useWords()
  const twins = groups.flatMap((group, i) => {
    const next = groups[i + 1]
    return twinAfter(groups, i) && next ? [[group, next] as const] : []
  })
  const [pair] = twins
  const shown = chosen ?? (pair ? (pair.find((g) => !g.trustedByNone) ?? pair[0]) : (groups[0] ?? null))
  const own = chosen ? (twins.find((t) => t.includes(chosen)) ?? null) : (pair ?? null)
  const cas = groups.filter((g) => g.kind === 'ca').length
  const signers = model.authorities.list.filter((a) => a.role === 'service-account')
  return (
    <aside className="panel">
      <div className="panel-scroll">
        <header className="summary">
          <h1>{pair ? ui.twoNamed(visible(pair[0].name)) : ui.cas(cas)}</h1>
          <p className="second">{pair ? ui.twoNamedDetail : ui.casDetail}</p>
        </header>
        {shown && <Radius group={shown} />}
        {own && <Differ a={own[0]} b={own[1]} />}
        {signers.length > 0 && (
          <section className="section">
            <h2 className="label">{ui.notAnAuthority}</h2>
            {signers.map((s) => (
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
