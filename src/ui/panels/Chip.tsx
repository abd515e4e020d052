/** The marks for a CA, a state and a call, as they occur in text. */
import { STATE_GLYPHS } from '../../report/diagram/call-shapes.ts'
import type { DrawnState } from '../../report/diagram/drawn-state.ts'
import type { Cap } from '../../report/diagram/model.ts'
import type { CallSlot } from '../../report/diagram/geometry.ts'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { useDispatch, useWords } from '../context.tsx'

export function CaChip({ of, label }: { readonly of: Pick<Cap, 'letter' | 'hue'>; readonly label?: string }) {
  return (
    <span className={`ca ${of.hue}`} role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true}>
      {of.letter}
    </span>
  )
}
/** A state as its glyph with its word for those who do not see it. */
export function StateMark({ state, spoken = true }: { readonly state: DrawnState; readonly spoken?: boolean }) {
  const { diagram } = useWords()
  return (
    <span
      className={`glyph ${state}`}
      role={spoken ? 'img' : undefined}
      aria-label={spoken ? diagram.state[state] : undefined}
      aria-hidden={spoken ? undefined : true}
    >
      <GlyphIcon glyph={STATE_GLYPHS[state]} size={11} />
    </span>
  )
}
/** `3`, or `front proxy`. */
export const slotText = (slot: CallSlot, frontProxy: string): string => (slot === 'front-proxy' ? frontProxy : slot)
interface PillProps {
  readonly slot: CallSlot
  readonly state: DrawnState
  readonly open?: boolean
  /** Drawn without the colour of its state, which stays said: where a call is only concerned, not to blame. */
  readonly plain?: boolean
}
export function CallPill({ slot, state, open = true, plain = false }: PillProps) {
  const { ui, diagram } = useWords()
  const dispatch = useDispatch()
  const text = slotText(slot, ui.frontProxy)
  const look = `pill ${plain ? 'trusted' : state}`
  if (!open) return <span className={look}>{text}</span>
  return (
    <button
      type="button"
      className={look}
      aria-label={ui.openCall(text, diagram.state[state])}
      onClick={() => dispatch({ do: 'route', route: { view: 'diagram', edge: slot, nth: 0 } })}
    >
      {text}
    </button>
  )
}
