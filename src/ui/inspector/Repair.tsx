/** What the components log, and the whole repair with what must restart. */
import type { LintFinding, VerdictFinding } from '../../engine/finding.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { describe } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import { useReady, useWords } from '../context.tsx'
import { Steps } from '../panels/Steps.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { commandsOf } from './reason.ts'

export function Repair({ call, finding }: { readonly call: Call; readonly finding: VerdictFinding | LintFinding }) {
  const { context } = useReady()
  const { ui, language } = useWords()
  const logs = [
    [call.from.component, call.callerAcceptsServer.log],
    [call.to.component, call.providerAcceptsClient.log],
    [call.to.component, call.identityAuthorised.log],
  ].flatMap(([component, log]) => (component && log ? [{ component, log: visible(log) }] : []))
  const remedy = describe({ ...finding, repair: [] }, context, language).remedy.trim()
  const commands = commandsOf(finding.repair)
  return (
    <>
      {logs.length > 0 && (
        <section className="section">
          <header>
            <h2 className="label">{ui.whatTheyLog}</h2>
            <CopyButton quiet text={logs.map((l) => l.log).join('\n')} />
          </header>
          {logs.map((l) => (
            <pre key={l.log} className="code">
              <span className="third">{l.component}</span> {l.log}
            </pre>
          ))}
        </section>
      )}
      <section className="section">
        <header>
          <h2 className="label">{ui.repair}</h2>
          {commands.length > 0 && <CopyButton quiet text={commands.join('\n')} />}
        </header>
        <p>{remedy}</p>
        <Steps steps={finding.repair} />
      </section>
    </>
  )
}
