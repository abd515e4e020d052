/** Why, in plain words, what would settle it, and the repair: the rest of the inspector is the proof. */
import type { Call } from '../../engine/verdicts/verdict.ts'
import { callState, leadHalf } from '../../report/diagram/drawn-state.ts'
import { describeFault, describeStep } from '../../text/index.ts'
import { useAudit, useStateValue, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { Prose } from '../panels/Prose.tsx'
import { commandsOf, findingOf, reasonOf } from './reason.ts'

export function Reason({ call, index, label }: { readonly call: Call; readonly index: number; readonly label: string }) {
  const { route } = useStateValue()
  const { context, audit } = useAudit()
  const { ui, about, language } = useWords()
  const { half } = leadHalf(call)
  const [fault] = half.faults
  const { title, detail } = reasonOf(
    {
      call,
      state: callState(call, audit.at, route.soon),
      at: audit.at,
      label,
      sentence: fault ? describeFault(fault, context, language) : null,
      loader:
        fault?.id === 'edge/file-unusable' || fault?.id === 'edge/key-mismatch'
          ? { component: fault.use.component, unusable: fault.id === 'edge/file-unusable' }
          : null,
      context,
    },
    ui,
    about.statuses[call.status].meaning,
  )
  const finding = findingOf(audit, index)
  const repair = finding === null || finding.kind === 'read' ? [] : finding.repair
  const commands = commandsOf(repair)
  const [first] = repair
  return (
    <section className="section reason">
      <h2>{title}</h2>
      <p>
        <Prose text={detail} whole />
      </p>
      {half.missing.length > 0 && (
        <p className="second">{ui.settledBy(half.missing.map((m) => m.file ?? `${m.component} ${m.setting}`))}</p>
      )}
      {call.versionNote && (
        <p className="second">{(about.versionNotes[call.versionNote.id] as (n: typeof call.versionNote) => string)(call.versionNote)}</p>
      )}
      {(call.notes ?? []).map((note) => (
        <p key={note} className="second">
          {about.callNotes[note]}
        </p>
      ))}
      {call.assumed && <p className="second">{ui.assumed}</p>}
      {commands.length > 0 ? (
        <div className="code repair-line">
          <span className="third">{ui.repair}</span>
          <code>{commands.join('\n')}</code>
          <CopyButton text={commands.join('\n')} of={ui.repair} />
        </div>
      ) : (
        first !== undefined && (
          <p className="code repair-line">
            <span className="third">{ui.repair}</span>
            <span>{describeStep(first, language)}</span>
          </p>
        )
      )}
    </section>
  )
}
