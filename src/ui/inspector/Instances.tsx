/** All calls behind one drawn call, worst first: choose which one is inspected. */
import { useAudit, useDispatch, useStateValue, useWords } from '../context.tsx'
import { callState } from '../../report/diagram/drawn-state.ts'
import { visible } from '../../text/visible.ts'

const MOST = 200
export function Instances({ index }: { readonly index: number }) {
  const { audit, model } = useAudit()
  const { route } = useStateValue()
  const { ui, diagram } = useWords()
  const dispatch = useDispatch()
  const list = route.edge === null || route.edge === 'other' ? model.others : model.calls[route.edge].calls
  const call = audit.calls[index]
  const stands = call?.instances?.length ?? 1
  if (list.length < 2 && stands < 2) return null
  return (
    <section className="section instances">
      {list.length > 1 && (
        <label className="second">
          {ui.oneOf(list.length)}{' '}
          <select
            className="field"
            value={Math.min(route.nth, list.length - 1)}
            onChange={(event) => dispatch({ do: 'route', route: { nth: Number(event.target.value) } })}
          >
            {list.slice(0, Math.max(MOST, route.nth + 1)).map((i, nth) => {
              const one = audit.calls[i]
              if (!one) return null
              const name = (end: 'from' | 'to') => visible(one[end].node ?? one[end].component)
              return (
                <option
                  key={i}
                  value={nth}
                >{`${name('from')} → ${name('to')}${one.context ? ` (${visible(one.context.name)})` : ''}: ${diagram.state[callState(one, audit.at, route.soon)]}`}</option>
              )
            })}
          </select>
        </label>
      )}
      {stands > 1 && <p className="second">{ui.standsFor(stands)}</p>}
    </section>
  )
}
