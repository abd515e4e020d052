/** What the components log, and the whole repair with what must restart. */
import type { LintFinding, VerdictFinding } from '../../engine/finding.ts'
import { logAt } from '../../engine/path/log.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { describe } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import { useAudit, useWords } from '../context.tsx'
import { Steps } from '../panels/Steps.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { commandsOf } from './reason.ts'

/** Each line under the component that writes it: a file that cannot be loaded under its reader's, an answer or alert under the other end's. */
function logsOf(call: Call, at: number): { component: string; log: string }[] {
  const { from, to, callerAcceptsServer, providerAcceptsClient, identityAuthorised } = call
  const ends = [
    [from, to, callerAcceptsServer],
    [to, from, providerAcceptsClient],
    [to, from, identityAuthorised],
  ] as const
  const lines = ends.flatMap(([judge, other, { log, told, faults }]) => {
    const [fault] = faults
    const loads = fault?.id === 'edge/file-unusable' || fault?.id === 'edge/key-mismatch'
    const writer = loads ? fault.use.component : judge.component
    const reader = loads && writer === other.component ? judge.component : other.component
    return [...(log ? [{ component: writer, log }] : []), ...(told ?? []).map((line) => ({ component: reader, log: line }))]
  })
  const seen = new Set<string>()
  return lines
    .map(({ component, log }) => ({ component, log: visible(logAt(log, at)) }))
    .filter(({ component, log }) => !seen.has(`${component} ${log}`) && seen.add(`${component} ${log}`))
}

export function Repair({ call, finding }: { readonly call: Call; readonly finding: VerdictFinding | LintFinding }) {
  const { audit, context } = useAudit()
  const { ui, language } = useWords()
  const logs = logsOf(call, audit.at)
  const remedy = describe({ ...finding, repair: [] }, context, language).remedy.trim()
  const commands = commandsOf(finding.repair)
  return (
    <>
      {logs.length > 0 && (
        <section className="section">
          <header>
            <h2 className="label">{ui.whatTheyLog}</h2>
            <CopyButton quiet text={logs.map((l) => l.log).join('\n')} of={ui.whatTheyLog} />
          </header>
          {logs.map((l) => (
            <pre key={`${l.component} ${l.log}`} className="code">
              <span className="third">{l.component}</span> {l.log}
            </pre>
          ))}
        </section>
      )}
      <section className="section">
        <header>
          <h2 className="label">{ui.repair}</h2>
          {commands.length > 0 && <CopyButton quiet text={commands.join('\n')} of={ui.repair} />}
        </header>
        {finding.repair[0]?.do !== 'edit' && <p>{remedy}</p>}
        <Steps steps={finding.repair} />
      </section>
    </>
  )
}
