/** What is missing, what each would settle, and the command that fetches what only the cluster itself holds. */
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { slotOf } from '../../report/diagram/call-slot.ts'
import { visible } from '../../text/visible.ts'
import { useAudit, useWords } from '../context.tsx'
import { CallPill } from '../panels/Chip.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { fetching } from './fetching.ts'

const MOST = 200
/** Objects fetched from one of several clusters, and nothing says which. */
export function Unplaced() {
  const { audit } = useAudit()
  const { ui } = useWords()
  const { unplaced = [] } = audit.coverage
  if (unplaced.length === 0) return null
  return (
    <section className="section">
      <h2>{ui.unplaced}</h2>
      <p className="second">{ui.unplacedDetail}</p>
      <ul>
        {unplaced.slice(0, MOST).map((file) => (
          <li key={file} className="mono">
            {visible(file)}
          </li>
        ))}
      </ul>
      {unplaced.length > MOST && <p className="third">{ui.more(unplaced.length - MOST)}</p>}
    </section>
  )
}

export function Missing() {
  const { audit, model } = useAudit()
  const { ui } = useWords()
  const { missing } = audit.coverage
  if (missing.length === 0) return null
  const slotsOf = (calls: readonly number[]) => {
    const found = new Set(
      calls.flatMap((index) => {
        const call = audit.calls[index]
        return call ? (slotOf(call) ?? []) : []
      }),
    )
    return CALL_SLOTS.filter((slot) => found.has(slot))
  }
  return (
    <section className="section">
      <h2>{ui.missingFiles}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{ui.missing}</th>
            <th scope="col">{ui.setting}</th>
            <th scope="col">{ui.wouldSettle}</th>
          </tr>
        </thead>
        <tbody>
          {missing.slice(0, MOST).map((one) => {
            const command = fetching(one)
            return (
              <tr key={`${one.component} ${one.setting} ${one.file}`}>
                <td>
                  <span className="mono">{one.file === null ? ui.noFileNamed(one.component) : visible(one.file)}</span>
                  {command !== null && (
                    <span className="fetch">
                      <code>{command}</code> <CopyButton quiet text={command} of={one.file ?? one.setting} />
                    </span>
                  )}
                </td>
                <td className="mono">
                  {one.component} {one.setting}
                </td>
                <td>
                  <span className="pills">
                    {slotsOf(one.wouldSettle).map((slot) => (
                      <CallPill key={slot} slot={slot} state={model.calls[slot].state} />
                    ))}
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {missing.length > MOST && <p className="third">{ui.more(missing.length - MOST)}</p>}
    </section>
  )
}
