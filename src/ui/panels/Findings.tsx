/** Findings grouped by root cause, filtered by what they mean; the last row is coverage: what is missing and what would settle it. */
import { useDeferredValue, useState } from 'react'
import { hasRules } from '../../state/state.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { FindingRow } from './FindingRow.tsx'
import type { FindingMark } from '../../report/overview/findings.ts'
import { Agreement } from './Agreement.tsx'

type Filter = 'all' | 'broken' | 'soon' | 'advice'
const KEEP: Readonly<Record<Filter, (mark: FindingMark) => boolean>> = {
  all: () => true,
  broken: (mark) => mark === 'broken' || mark === 'undecided',
  soon: (mark) => mark === 'soon',
  advice: (mark) => mark === 'error' || mark === 'warning' || mark === 'notice' || mark === 'read',
}
const FIRST = 60

export function Findings({ whole = false }: { readonly whole?: boolean }) {
  const { findings: rows, ready } = useReady()
  const ruled = hasRules(ready)
  const { ui } = useWords()
  const [filter, setFilter] = useState<Filter>('all')
  const [all, setAll] = useState(false)
  // A screen of sentences takes as long to lay out as all the rest: it comes right after the diagram.
  const first = useDeferredValue(FIRST, 0)
  const shown = rows.filter((row) => KEEP[filter](row.mark))
  const count = (f: Filter) => rows.filter((row) => KEEP[f](row.mark)).length
  return (
    <section className="findings" aria-label={ui.findingsByCause} aria-busy={!ruled}>
      <header className="findings-head">
        <h2>{ui.findingsByCause}</h2>
        <div className="filters" role="group" aria-label={ui.filter}>
          {(['all', 'broken', 'soon', 'advice'] as const).map(
            (f) =>
              (f === 'all' || count(f) > 0) && (
                <button key={f} type="button" className="filter" aria-pressed={filter === f} onClick={() => setFilter(f)}>
                  {ui.filters[f]} {(ruled || f === 'broken') && count(f)}
                </button>
              ),
          )}
        </div>
      </header>
      <ul>
        {shown.slice(0, all ? shown.length : first).map((row) => (
          <FindingRow key={row.index} row={row} unfolded={whole && row.mark === 'broken'} />
        ))}
      </ul>
      {!ruled && <p className="section third">{ui.rulesRun}</p>}
      {ruled && shown.length === 0 && <p className="section third">{ui.noFindings}</p>}
      {!all && shown.length > FIRST && (
        <p className="section">
          <button type="button" className="link" onClick={() => setAll(true)}>
            {ui.showAll(shown.length)}
          </button>
        </p>
      )}
      <Agreement />
    </section>
  )
}

/** "2 calls cannot be decided. Add ConfigMap kube-proxy to settle one." */
export function CoverageRow() {
  const { inventory, model, overview, ready } = useReady()
  const { ui } = useWords()
  const { route } = useStateValue()
  const dispatch = useDispatch()
  const undecided = CALL_SLOTS.filter((slot) => slot !== 'front-proxy' && model.calls[slot].state === 'unproven')
  const unreadable = inventory.faults.length + ready.unread.length
  if (undecided.length === 0 && unreadable === 0) return null
  const { settlers } = overview
  return (
    <footer className="coverage-row">
      <span className="glyph unproven" aria-hidden="true">
        <GlyphIcon glyph="question" size={11} />
      </span>
      <p>
        {undecided.length > 0 && (
          <>
            <span className="strong">{ui.undecided(undecided.length)}</span> {settlers.length > 0 ? ui.addToSettle(settlers) : ''}{' '}
          </>
        )}
        {unreadable > 0 && <span className="strong">{ui.unreadable(unreadable)} </span>}
        <button type="button" className="link" onClick={() => dispatch({ do: 'route', route: { ...route, view: 'coverage', edge: null } })}>
          {ui.views.coverage}
        </button>
      </p>
    </footer>
  )
}
