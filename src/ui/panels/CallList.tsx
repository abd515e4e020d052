/** Below 900 px the list stands in for the diagram: grouped by state, worst first. */
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import type { DrawnState } from '../../report/diagram/model.ts'
import { endsOf } from '../call-name.ts'
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
  const { ui, diagram } = useWords()
  const dispatch = useDispatch()
  return (
    <div className="calls">
      {GROUPS.map(([id, states]) => {
        const slots = CALL_SLOTS.filter((slot) => states.includes(model.calls[slot].state))
        if (slots.length === 0) return null
        return (
          <section key={id}>
            <h2 className="label">{ui.groups[id as 'broken' | 'soon' | 'undecided' | 'trusted']}</h2>
            <ul>
              {slots.map((slot) => {
                const call = model.calls[slot]
                const note = noteLines(call, { words: diagram }).join(' ')
                return (
                  <li key={slot}>
                    <button
                      type="button"
                      className={`call-row ${call.state}`}
                      onClick={() => dispatch({ do: 'route', route: { edge: slot, nth: 0 } })}
                    >
                      <span className={`pill ${call.state}`}>{slot === 'front-proxy' ? 'FP' : slot}</span>
                      <span className="call-text">
                        <span className="strong">{endsOf(slot)}</span>
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
              })}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
