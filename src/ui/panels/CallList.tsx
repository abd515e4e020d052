/** Below 900 px the list stands in for the diagram: grouped by state, worst first. */
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import type { DrawnState } from '../../report/diagram/drawn-state.ts'
import type { DrawnCall } from '../../report/diagram/model.ts'
import { endsOf } from '../call-name.ts'
import type { Route } from '../../state/route.ts'
import { useDispatch, useReady, useWords } from '../context.tsx'
import { noteLines } from '../../report/diagram/call-shapes.ts'
import { CaChip, StateMark } from './Chip.tsx'

const GROUPS: readonly (readonly [string, readonly DrawnState[]])[] = [
  ['broken', ['broken']],
  ['soon', ['plaintext', 'soon']],
  ['undecided', ['unproven', 'unverified']],
  ['trusted', ['trusted', 'token']],
]
export function CallList() {
  const { model } = useReady()
  const { ui } = useWords()
  return (
    <div className="calls">
      {GROUPS.map(([id, states]) => {
        const slots = CALL_SLOTS.filter((slot) => states.includes(model.calls[slot].state))
        const extras = model.extras.filter(({ call }) => states.includes(call.state))
        if (slots.length + extras.length === 0) return null
        return (
          <section key={id}>
            <h2 className="label">{ui.groups[id as 'broken' | 'soon' | 'undecided' | 'trusted']}</h2>
            <ul>
              {slots.map((slot) => (
                <Row
                  key={slot}
                  call={model.calls[slot]}
                  label={slot === 'front-proxy' ? 'FP' : slot}
                  ends={endsOf(slot)}
                  route={{ edge: slot, nth: 0 }}
                />
              ))}
              {extras.map(({ id, call, from, to, nth }) => (
                <Row key={id} call={call} label="+" ends={`${from} → ${to}`} route={{ edge: 'other', nth }} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

interface RowProps {
  readonly call: DrawnCall
  readonly label: string
  readonly ends: string
  readonly route: Pick<Route, 'edge' | 'nth'>
}
function Row({ call, label, ends, route }: RowProps) {
  const { diagram } = useWords()
  const dispatch = useDispatch()
  const note = noteLines(call, { words: diagram }).join(' ')
  return (
    <li>
      <button type="button" className={`call-row ${call.state}`} onClick={() => dispatch({ do: 'route', route })}>
        <span className={`pill ${call.state}`}>{label}</span>
        <span className="call-text">
          <span className="strong">{ends}</span>
          {note && <span className={call.state === 'broken' ? 'second bad' : 'second'}>{note}</span>}
        </span>
        <span className="call-caps">
          <CaChip of={call.clientCap} />
          <span aria-hidden="true">→</span>
          <CaChip of={call.serverCap} />
        </span>
        <StateMark state={call.state} />
      </button>
    </li>
  )
}
