/** One root cause: glyph, title, the calls it takes down, the two facts that disagree; unfolds to the repair. */
import { useState } from 'react'
import { describe } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useReady, useWords } from '../context.tsx'
import { Told } from '../Whole.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CallPill } from './Chip.tsx'
import { FindingMore } from './FindingMore.tsx'
import type { FindingMark, Listed } from '../../report/overview/findings.ts'
import { Prose } from './Prose.tsx'

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

export function FindingRow({ row, unfolded = false }: { readonly row: Listed; readonly unfolded?: boolean }) {
  const { model, context } = useReady()
  const { ui, about, language } = useWords()
  const dispatch = useDispatch()
  const [open, setOpen] = useState(unfolded)
  const { finding, mark } = row
  const { title, detail: facts } = describe(finding, context, language)
  const detail = finding.kind === 'read' ? `${visible(finding.fault.file)}: ${facts}` : facts
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
        {row.nodeCount > 1 && (
          <ul className="finding-nodes">
            {row.nodes.map((node) => (
              <li key={node}>
                <button type="button" className="quiet mono" onClick={() => dispatch({ do: 'node', node })}>
                  {node}
                </button>
              </li>
            ))}
            {row.nodeCount > row.nodes.length && <li className="third">{ui.more(row.nodeCount - row.nodes.length)}</li>}
          </ul>
        )}
      </div>
      <span className="finding-calls">
        {row.slots.slice(0, 13).map((s) => (
          <CallPill key={s} slot={s} state={model.calls[s].state} plain={mark !== 'broken' && mark !== 'soon'} />
        ))}
      </span>
      {open && (
        <Told>
          <FindingMore row={row} />
        </Told>
      )}
    </li>
  )
}
