/** Headline, one sentence of counts, and a strip of twelve cells: index, keyboard target and a fingerprint of the cluster. */
import { STATE_GLYPHS } from '../../report/diagram/call-shapes.ts'
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { visible } from '../../text/visible.ts'
import { callName } from '../call-name.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { countCalls, headline } from './headline.ts'

const MOST = 6

export function Summary() {
  const { model, overview, ready } = useReady()
  const { route } = useStateValue()
  const { ui, diagram } = useWords()
  const dispatch = useDispatch()
  const { elsewhere, node } = overview
  return (
    <header className="summary">
      <h1 data-testid="headline">{headline(overview, ui)}</h1>
      <p className="second">{ui.counts(countCalls(model), route.soon)}</p>
      {ready.reopened && <p className="third">{ui.reopened}</p>}
      {node !== null && (
        <p className="second">
          {ui.onlyNode(node)}{' '}
          <button type="button" className="quiet" onClick={() => dispatch({ do: 'node', node: null })}>
            {ui.allNodes}
          </button>
        </p>
      )}
      {elsewhere.length > 0 && (
        <p className="elsewhere bad">
          {ui.brokenElsewhere}
          {elsewhere.slice(0, MOST).map(({ cluster, broken }) => (
            <button key={cluster} type="button" className="link" onClick={() => dispatch({ do: 'cluster', cluster })}>
              {ui.clusterBroken(visible(cluster), broken)}
            </button>
          ))}
          {elsewhere.length > MOST && ui.more(elsewhere.length - MOST)}
        </p>
      )}
      {model.others.length > 0 && (
        <p className="second">
          <button
            type="button"
            className="link"
            onClick={() => dispatch({ do: 'route', route: { view: 'diagram', edge: 'other', nth: 0 } })}
          >
            {ui.otherCalls(model.others.length)}
          </button>
        </p>
      )}
      {!model.plain && (
        <ol className="strip" aria-label={ui.callsByNumber}>
          {CALL_SLOTS.filter((slot) => slot !== 'front-proxy' || model.calls[slot].state === 'broken').map((slot) => {
            const { state } = model.calls[slot]
            return (
              <li key={slot}>
                <button
                  type="button"
                  className={`cell ${state}`}
                  aria-label={callName(model, slot, ui, diagram)}
                  aria-current={route.edge === slot ? 'true' : undefined}
                  onClick={() => dispatch({ do: 'route', route: { edge: slot, nth: 0 } })}
                >
                  <span>{slot === 'front-proxy' ? 'FP' : slot}</span>
                  {state === 'absent' ? <span className="absent">–</span> : <GlyphIcon glyph={STATE_GLYPHS[state]} size={10} />}
                </button>
              </li>
            )
          })}
        </ol>
      )}
    </header>
  )
}
