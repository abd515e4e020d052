/** What a row of findings unfolds to: the repair of all of them, then the rest of them, the log lines, the certificates. */
import type { Finding } from '../../engine/finding.ts'
import { logAt } from '../../engine/path/log.ts'
import { describe } from '../../text/index.ts'
import { NAMED } from '../../text/lint-evidence.ts'
import { useDispatch, useAudit, useWords } from '../context.tsx'
import { commandsOf } from '../inspector/reason.ts'
import { CopyButton } from '../shell/CopyButton.tsx'
import type { Listed } from '../../report/overview/findings.ts'
import { mergeSteps } from './merge-steps.ts'
import { Prose } from './Prose.tsx'
import { Steps } from './Steps.tsx'

const MOST_REMEDIES = 6
const MOST_ALSO = 20
/** A fleet's worth is copied, not read. */
const MOST_STEPS = 40
const withoutSteps = (finding: Finding): Finding => (finding.kind === 'read' ? finding : { ...finding, repair: [] })

export function FindingMore({ row }: { readonly row: Listed }) {
  const { audit, context } = useAudit()
  const { ui, language } = useWords()
  const dispatch = useDispatch()
  const { finding } = row
  const also = row.also.flatMap((index) => audit.findings[index] ?? [])
  const all = [finding, ...also]
  const remedies = [...new Set(all.map((one) => describe(withoutSteps(one), context, language).remedy.trim()))].filter(Boolean)
  const steps = mergeSteps(all.map((one) => (one.kind === 'read' ? [] : one.repair)))
  const commands = commandsOf(steps)
  // A setting to be changed is all there is to do: what is said of the certificate in general would mislead.
  const said = steps[0]?.do === 'edit' ? [] : remedies
  return (
    <div className="finding-more">
      {said.slice(0, MOST_REMEDIES).map((line) => (
        <p key={line} className="strong">
          {line}
        </p>
      ))}
      <Steps steps={steps.slice(0, MOST_STEPS)} />
      {steps.length > MOST_STEPS && <p className="third">{ui.more(steps.length - MOST_STEPS)}</p>}
      {commands.length > 0 && <CopyButton text={commands.join('\n')} of={ui.repair} />}
      {also.slice(0, MOST_ALSO).map((other, i) => (
        <p key={i} className="second">
          <Prose text={describe(other, context, language).detail} />
        </p>
      ))}
      {also.length > MOST_ALSO && <p className="third">{ui.more(also.length - MOST_ALSO)}</p>}
      {finding.kind !== 'read' && finding.kind === 'lint' && <p className="third mono">{finding.id}</p>}
      {finding.kind === 'verdict' &&
        [...(finding.log ? [finding.log] : []), ...(finding.told ?? [])].map((line) => (
          <p key={line} className="third mono">
            {logAt(line, context.at)}
          </p>
        ))}
      {finding.kind !== 'read' &&
        finding.certificates.slice(0, NAMED).map((id) => (
          <p key={id}>
            <button type="button" className="link" onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id } })}>
              {ui.showCertificate(context.certificate(id)?.subject.commonName || String(id))}
            </button>
          </p>
        ))}
    </div>
  )
}
