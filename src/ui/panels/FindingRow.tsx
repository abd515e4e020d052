/** One root cause: glyph, title, the calls it takes down, the two facts that disagree; unfolds to the repair. */
import { useState } from 'react'
import { describe } from '../../text/index.ts'
import { useDispatch, useReady, useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { CallPill } from './Chip.tsx'
import type { FindingMark, Listed } from './finding-order.ts'

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

export function FindingRow({ row, unfolded = false }: { readonly row: Listed; readonly unfolded?: boolean }) {
  const { model, context } = useReady()
  const { ui, about, language } = useWords()
  const dispatch = useDispatch()
  const [open, setOpen] = useState(unfolded)
  const { finding, mark } = row
  const all = open ? [finding, ...row.also.slice(0, 50)] : []
  const { title, detail } = describe(finding, context, language)
  // Steps of every finding told in this row, each once.
  const remedy = [...new Set(all.flatMap((one) => describe(one, context, language).remedy.split('\n')))]
  const [look, glyph] = LOOK[mark]
  const [slot] = row.slots
  const word = finding.kind === 'lint' ? about.severities[finding.severity] : ui.marks[mark]
  const commands = [
    ...new Set(all.flatMap((one) => (one.kind === 'read' ? [] : one.repair.flatMap((step) => (step.do === 'run' ? [step.command] : []))))),
  ]
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
        <p className="second">{detail}</p>
        {row.also.length > 0 && !open && <p className="third">{ui.more(row.also.length)}</p>}
        {open &&
          row.also.slice(0, 20).map((other, i) => (
            <p key={i} className="second">
              {describe(other, context, language).detail}
            </p>
          ))}
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
            {remedy.slice(0, 40).map((line, i) => (
              <p key={`${i}-${line}`} className={i === 0 ? 'strong' : 'second'}>
                {line}
              </p>
            ))}
            {commands.length > 0 && <CopyButton text={commands.join('\n')} />}
            {finding.kind !== 'read' && finding.kind === 'lint' && <p className="third mono">{finding.id}</p>}
            {finding.kind === 'verdict' && finding.log && <p className="third mono">{finding.log}</p>}
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
          <CallPill key={s} slot={s} state={mark === 'broken' || mark === 'soon' ? model.calls[s].state : 'trusted'} />
        ))}
      </span>
    </li>
  )
}
