/** One root cause: glyph, title, the calls it takes down, the two facts that disagree; unfolds to the repair. */
import { logAt } from '../../engine/path/log.ts'
import { useState } from 'react'
import type { Finding } from '../../engine/finding.ts'
import { describe } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useReady, useWords } from '../context.tsx'
import { commandsOf } from '../inspector/reason.ts'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { CallPill } from './Chip.tsx'
import type { FindingMark, Listed } from './finding-order.ts'
import { mergeSteps } from './merge-steps.ts'
import { Prose } from './Prose.tsx'
import { Steps } from './Steps.tsx'

const LOOK: Readonly<
  Record<FindingMark, readonly ['broken' | 'soon' | 'unproven' | 'plain', 'cross' | 'clock' | 'question' | 'info' | 'barred']>
> = {
  broken: ['broken', 'cross'],
  undecided: ['unproven', 'question'],
  soon: ['soon', 'clock'],
  read: ['unproven', 'question'],
  error: ['plain', 'barred'],
  warning: ['plain', 'info'],
  notice: ['plain', 'info'],
}
const MOST_NODES = 12
const MOST_REMEDIES = 6
const MOST_ALSO = 20
const withoutSteps = (finding: Finding): Finding => (finding.kind === 'read' ? finding : { ...finding, repair: [] })

export function FindingRow({ row, unfolded = false }: { readonly row: Listed; readonly unfolded?: boolean }) {
  const { model, context } = useReady()
  const { ui, about, language } = useWords()
  const dispatch = useDispatch()
  const [open, setOpen] = useState(unfolded)
  const { finding, mark } = row
  const all = open ? [finding, ...row.also.slice(0, 50)] : []
  const { title, detail: facts } = describe(finding, context, language)
  const detail = finding.kind === 'read' ? `${visible(finding.fault.file)}: ${facts}` : facts
  // What every finding told in this row asks for, each once.
  const remedies = [...new Set(all.map((one) => describe(withoutSteps(one), context, language).remedy.trim()))].filter(Boolean)
  const steps = mergeSteps(all.map((one) => (one.kind === 'read' ? [] : one.repair)))
  const commands = commandsOf(steps)
  const [look, glyph] = LOOK[mark]
  const [slot] = row.slots
  const word = finding.kind === 'lint' ? about.severities[finding.severity] : ui.marks[mark]
  return (
    <li className={`finding ${look}`}>
      <span className={`glyph ${look}`} role="img" aria-label={word}>
        <GlyphIcon glyph={glyph} size={11} />
      </span>
      <div className="finding-body">
        <button
          type="button"
          className="bare strong"
          aria-expanded={open}
          onClick={() =>
            mark === 'broken' && slot && row.slots.length < 3 && !unfolded
              ? dispatch({ do: 'route', route: { view: 'diagram', edge: slot, nth: 0 } })
              : setOpen(!open)
          }
        >
          {title}
        </button>
        <p className="second">
          <Prose text={detail} />
        </p>
        {row.also.length > 0 && !open && <p className="third">{ui.more(row.also.length)}</p>}
        {row.nodes.length > 1 && (
          <ul className="finding-nodes">
            {row.nodes.slice(0, MOST_NODES).map((node) => (
              <li key={node}>
                <button type="button" className="quiet mono" onClick={() => dispatch({ do: 'node', node })}>
                  {node}
                </button>
              </li>
            ))}
            {row.nodes.length > MOST_NODES && <li className="third">{ui.more(row.nodes.length - MOST_NODES)}</li>}
          </ul>
        )}
        {open && (
          <div className="finding-more">
            {remedies.slice(0, MOST_REMEDIES).map((line) => (
              <p key={line} className="strong">
                {line}
              </p>
            ))}
            <Steps steps={steps} />
            {commands.length > 0 && <CopyButton text={commands.join('\n')} of={ui.repair} />}
            {row.also.slice(0, MOST_ALSO).map((other, i) => (
              <p key={i} className="second">
                <Prose text={describe(other, context, language).detail} />
              </p>
            ))}
            {row.also.length > MOST_ALSO && <p className="third">{ui.more(row.also.length - MOST_ALSO)}</p>}
            {finding.kind !== 'read' && finding.kind === 'lint' && <p className="third mono">{finding.id}</p>}
            {finding.kind === 'verdict' &&
              [...(finding.log ? [finding.log] : []), ...(finding.told ?? [])].map((line) => (
                <p key={line} className="third mono">
                  {logAt(line, context.at)}
                </p>
              ))}
            {finding.kind !== 'read' &&
              finding.certificates.slice(0, 6).map((id) => (
                <p key={id}>
                  <button type="button" className="link" onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id } })}>
                    {ui.showCertificate(context.certificate(id)?.subject.commonName || String(id))}
                  </button>
                </p>
              ))}
          </div>
        )}
      </div>
      <span className="finding-calls">
        {row.slots.slice(0, 13).map((s) => (
          <CallPill key={s} slot={s} state={model.calls[s].state} plain={mark !== 'broken' && mark !== 'soon'} />
        ))}
      </span>
    </li>
  )
}
