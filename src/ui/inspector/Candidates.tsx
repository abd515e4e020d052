/** Every candidate issuer and why it was refused, nearest to success first. */
import type { PathSearch } from '../../engine/path/fault.ts'
import type { Call, Explanation, Half, Presented } from '../../engine/verdicts/verdict.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { place } from '../../text/context.ts'
import { describeFault } from '../../text/index.ts'
import { bestLocation } from '../where.ts'
import { visible } from '../../text/visible.ts'
import { useReady, useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CaChip } from '../panels/Chip.tsx'
import { candidatesOf } from './attempt.ts'

const MOST = 12
function Group({
  search,
  presented,
  half,
  title,
}: {
  readonly search: PathSearch | null
  readonly presented: Presented | null
  readonly half: Half
  readonly title: string
}) {
  const { context, model } = useReady()
  const { ui, language } = useWords()
  if (presented?.certificate == null) return null
  const list = candidatesOf(search, presented.certificate, presented.signedBy, half.path[1] ?? null, half.status !== 'unverified')
  if (list.length === 0) return null
  return (
    <>
      <h3 className="third">{title}</h3>
      <ul className="candidates">
        {list.slice(0, MOST).map((candidate) => {
          const certificate = context.certificate(candidate.issuer)
          const at = bestLocation(context.locations(candidate.issuer), half.trusts?.file)
          if (!certificate) return null
          const hue = model.authorities.byKey.get(certificate.publicKey.spki)
          const fault = candidate.failed?.fault
          const why =
            candidate.outcome === 'accepted'
              ? ui.candidate.accepted
              : candidate.outcome === 'not-trusted'
                ? ui.candidate.notTrusted
                : candidate.outcome === 'not-asked'
                  ? ui.candidate.notAsked
                  : fault
                    ? describeFault(fault, context, language).title
                    : candidate.failed
                      ? ui.checkFailed[candidate.failed.check]
                      : ui.candidate.refused
          return (
            <li key={candidate.issuer}>
              <CaChip of={hue ?? { letter: '?', hue: 'neutral' }} />
              <div>
                <span className="strong">{visible(certificate.subject.commonName || certificate.subject.text)}</span>{' '}
                <span className="tag">{keyTag(certificate.publicKey.spki)}</span> <span className="mono third">{at ? place(at) : ''}</span>
                <p className={candidate.outcome === 'refused' ? 'second bad' : 'second'}>
                  {why}
                  {candidate.differs && <> · {ui.hintDiffers}</>}
                </p>
              </div>
              <span className="outcome">
                <GlyphIcon glyph={candidate.outcome === 'accepted' ? 'tick' : 'barred'} size={11} /> {ui.outcome[candidate.outcome]}
              </span>
            </li>
          )
        })}
        {list.length > MOST && <li className="third">{ui.more(list.length - MOST)}</li>}
      </ul>
    </>
  )
}
export function Candidates({ call, explanation }: { readonly call: Call; readonly explanation: Explanation | null }) {
  const { ui } = useWords()
  if (call.number === 12 || (call.client?.certificate == null && call.server?.certificate == null)) return null
  return (
    <section className="section">
      <header>
        <h2 className="label">{ui.candidateIssuers}</h2>
      </header>
      <Group
        search={explanation?.providerAcceptsClient ?? null}
        presented={call.client}
        half={call.providerAcceptsClient}
        title={ui.ofClient}
      />
      <Group
        search={explanation?.callerAcceptsServer ?? null}
        presented={call.server}
        half={call.callerAcceptsServer}
        title={ui.ofServer}
      />
    </section>
  )
}
