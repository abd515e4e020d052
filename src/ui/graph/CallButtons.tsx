/** Real buttons over the badges: one stop of the tab key, arrows from one to the next. */
import { extraBox, isInspected } from '../../report/diagram/extra-shapes.ts'
import { badgeBox, CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import { callName, extraName } from '../call-name.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'

/** What a finger hits. */
const LEAST = 44
export function CallButtons({ zoom }: { readonly zoom: number }) {
  const { model } = useReady()
  const { route } = useStateValue()
  const { ui, diagram } = useWords()
  const dispatch = useDispatch()
  const selected = route.edge === 'other' ? null : route.edge
  const other = route.edge === 'other' ? route.nth : null
  const drawn = CALL_SLOTS.filter((slot) => model.calls[slot].state !== 'absent')
  const open = (slot: CallSlot) => dispatch({ do: 'route', route: { edge: slot, nth: 0 } })
  const move = (event: React.KeyboardEvent<HTMLButtonElement>, slot: CallSlot) => {
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0
    const target =
      event.key === 'Home'
        ? drawn[0]
        : event.key === 'End'
          ? drawn[drawn.length - 1]
          : step
            ? drawn[(drawn.indexOf(slot) + step + drawn.length) % drawn.length]
            : undefined
    if (!target) return
    event.preventDefault()
    document.getElementById(`call-${target}`)?.focus()
  }
  const tabStop = selected ?? drawn.find((slot) => model.calls[slot].state === 'broken') ?? drawn[0]
  return (
    <div role="group" aria-label={ui.callsInDiagram}>
      {drawn.map((slot) => {
        const { x, y, w, h } = badgeBox(slot)
        const width = Math.max(w, LEAST / zoom)
        const tall = Math.max(h, LEAST / zoom)
        return (
          <button
            key={slot}
            id={`call-${slot}`}
            type="button"
            className="badge-button"
            tabIndex={slot === tabStop ? 0 : -1}
            aria-current={slot === selected ? 'true' : undefined}
            aria-label={callName(model, slot, ui, diagram)}
            onClick={() => open(slot)}
            onKeyDown={(event) => move(event, slot)}
            style={{ left: x + w / 2 - width / 2, top: y + h / 2 - tall / 2, width, height: tall }}
          />
        )
      })}
      {model.extras.map((extra, index) => {
        const { x, y, w, h } = extraBox(model, index)
        return (
          <button
            key={extra.id}
            type="button"
            className="badge-button"
            aria-current={isInspected(extra, other) ? 'true' : undefined}
            aria-label={extraName(model, extra, ui, diagram)}
            onClick={() => dispatch({ do: 'route', route: { edge: 'other', nth: extra.nth } })}
            style={{ left: x, top: y, width: w, height: h }}
          />
        )
      })}
    </div>
  )
}
