/** The chain of trust, one column a half: who judges whom, by which setting, each check in the order it ran, to the anchor. */
import type { Check, PathSearch } from '../../engine/path/fault.ts'
import type { Call, Explanation, Half, Presented } from '../../engine/verdicts/verdict.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import type { Authority } from '../../report/diagram/authorities.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { halfState } from '../../report/diagram/drawn-state.ts'
import { place } from '../../text/context.ts'
import { bestLocation } from '../where.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit, useReady, useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CaChip, StateMark } from '../panels/Chip.tsx'
import { shownAttempt } from './attempt.ts'
import { programName } from './reason.ts'

const GLYPH = { passed: 'tick', failed: 'cross', 'hint-differs': 'barred', skipped: 'barred' } as const

function Card({
  id,
  tone,
  note,
  hue,
  through,
}: {
  readonly id: CertificateId
  readonly tone: 'plain' | 'fails' | 'ghost'
  readonly note: string | null
  readonly hue: Authority | undefined
  /** The file of the setting it was read through. */
  readonly through?: string | null | undefined
}) {
  const { context } = useReady()
  const dispatch = useDispatch()
  const certificate = context.certificate(id)
  const first = bestLocation(context.locations(id), through ?? null)
  if (!certificate) return null
  const name = visible(certificate.subject.commonName || certificate.subject.text || `#${certificate.serial}`)
  return (
    <button type="button" className={`card ${tone}`} onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id } })}>
      {hue ? <CaChip of={hue} /> : <CaChip of={{ letter: '?', hue: 'neutral' }} />}
      <span className="card-text">
        <span className="strong">{certificate.isCA ? `${name} · ${keyTag(certificate.publicKey.spki)}` : name}</span>
        <span className="mono third">{first ? place(first) : certificate.serial}</span>
      </span>
      {note && <span className="third card-note">{note}</span>}
    </button>
  )
}

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const { ui } = useWords()
  // A check that two of Go's functions make is told once, as failed if one of them failed.
  const made = checks.filter((c) => c.result !== 'skipped')
  const shown = made.filter(
    (c, i) =>
      made.findIndex(
        (o) => o.check === c.check && (o.result === 'failed') === made.some((m) => m.check === c.check && m.result === 'failed'),
      ) === i,
  )
  return (
    <ul className="checks">
      {shown.map((c) => (
        <li key={c.check} className={c.result}>
          <GlyphIcon glyph={GLYPH[c.result]} size={11} />
          <span className="hidden">{ui.checkResult[c.result]}: </span>
          {c.result === 'failed' ? ui.checkFailed[c.check] : c.result === 'hint-differs' ? ui.hintDiffers : ui.checks[c.check]}
        </li>
      ))}
    </ul>
  )
}

function Column({
  title,
  half,
  search,
  presented,
}: {
  readonly title: string
  readonly half: Half
  readonly search: PathSearch | null
  readonly presented: Presented | null
}) {
  const { audit, model } = useAudit()
  const { ui, about } = useWords()
  const attempt = shownAttempt(search)
  const spki = (id: CertificateId | null | undefined) => (id == null ? null : (audit.inventory.certificates[id]?.publicKey.spki ?? null))
  const authority = (key: string | null) => (key === null ? undefined : model.authorities.byKey.get(key))
  const [signer] = presented?.signedBy ?? []
  const links = attempt?.links ?? []
  const failedAt = links.findIndex((link) => link.checks.some((c) => c.result === 'failed'))
  const signers = presented?.signedBy ?? []
  const trusted = new Set(search?.attempts.flatMap((a) => a.links.flatMap((l) => (l.issuer === null ? [] : [l.issuer]))) ?? [])
  const real = half.status === 'broken' ? signers.find((id) => !trusted.has(id) && id !== presented?.certificate) : undefined
  const state = halfState(half, audit.at, 0)
  const issuerOf = (at: number): CertificateId | null => links[at]?.issuer ?? null
  return (
    <div className={real !== undefined ? 'chain gutter' : 'chain'}>
      <h3>
        <StateMark state={state} /> {title}
      </h3>
      <p className="mono third">{(half.status === 'token' ? null : half.trusts?.setting) ?? ' '}</p>
      <div className="chain-body">
        {links.length === 0 && presented?.certificate == null && <p className="second">{about.statuses[half.status].meaning}</p>}
        {links.length === 0 && presented?.certificate != null && (
          <>
            <Card id={presented.certificate} tone="plain" note={null} hue={authority(spki(signer))} />
            <p className="second chain-link">{about.statuses[half.status].meaning}</p>
          </>
        )}
        {links.map((link, at) => {
          const anchor = link.issuer === null || link.issuer === link.certificate || at === links.length - 1
          const broken = link.checks.some((c) => c.result === 'failed')
          const above = issuerOf(at)
          const hue = at === 0 ? authority(spki(signer)) : authority(spki(link.certificate))
          return (
            <div key={`${link.certificate}-${at}`} className="chain-step">
              <Card
                through={at === 0 ? presented?.use?.file : half.trusts?.file}
                id={link.certificate}
                tone={broken && at === failedAt ? 'fails' : 'plain'}
                hue={hue}
                note={at > 0 && anchor && half.status !== 'broken' ? ui.anchor : null}
              />
              {link.checks.length > 0 && (
                <div
                  className={`chain-link ${above === null || above === link.certificate ? 'last' : ''} ${broken ? 'broken' : ''} ${authority(spki(above))?.hue ?? 'neutral'}`}
                >
                  <span className="chain-mark" aria-hidden="true">
                    <GlyphIcon glyph={broken ? 'cross' : 'tick'} size={10} />
                  </span>
                  <Checks checks={link.checks} />
                </div>
              )}
              {at === links.length - 1 && above !== null && above !== link.certificate && (
                <Card
                  id={above}
                  tone="plain"
                  through={half.trusts?.file}
                  hue={authority(spki(above))}
                  note={trusted.has(above) ? ui.anchor : null}
                />
              )}
              {at === links.length - 1 && above === null && broken && (
                <p className="card ghost">
                  <CaChip of={{ letter: '?', hue: 'neutral' }} /> <span className="second">{ui.signerNotTrusted}</span>
                </p>
              )}
            </div>
          )
        })}
        {real !== undefined && (
          <div className="real-signer">
            <Card id={real} tone="ghost" hue={authority(spki(real))} note={ui.realSigner} />
          </div>
        )}
      </div>
      {search && search.code !== '' && <p className="third">{ui.goCode(search.code)}</p>}
    </div>
  )
}

export function Chain({ call, explanation }: { readonly call: Call; readonly explanation: Explanation | null }) {
  const { ui } = useWords()
  if (call.number === 12) return null
  return (
    <section className="section" aria-busy={explanation === null}>
      <header>
        <h2 className="label">{ui.chainOfTrust}</h2>
      </header>
      <div className="chains">
        <Column
          title={ui.judgesClient(programName(call.to.component))}
          half={call.providerAcceptsClient}
          search={explanation?.providerAcceptsClient ?? null}
          presented={call.client}
        />
        <Column
          title={ui.judgesServer(programName(call.from.component))}
          half={call.callerAcceptsServer}
          search={explanation?.callerAcceptsServer ?? null}
          presented={call.server}
        />
      </div>
    </section>
  )
}
