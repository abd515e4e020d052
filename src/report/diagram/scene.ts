/** The diagram as shapes: model, words and palette in, a list in paint order out. Used by the screen, the SVG, the PNG and the PDF. */
import type { DiagramWords } from '../../text/diagram.ts'
import { callShapes } from './call-shapes.ts'
import { plainShapes, stripShapes } from './extra-shapes.ts'
import { CALL_SLOTS, type CallSlot, PLACES, type Place, routeOf } from './geometry.ts'
import { type DiagramModel, type DrawnCall, keysOf } from './model.ts'
import { type Palette, mix } from './palette.ts'
import { groupShapes, placeShapes, portShapes, sheetShapes } from './place-shapes.ts'
import type { Shape } from './shape.ts'
import { workerShapes } from './worker-shapes.ts'

export interface SceneOptions {
  readonly palette: Palette
  readonly words: DiagramWords
  /** File names in nodes and at ports: hidden where they would fall under 9 px. */
  readonly fileNames: boolean
  readonly selected: CallSlot | null
  /** The inspected one of the calls beyond the twelve, by its index among them. */
  readonly other?: number | null
  /** Keys whose blast radius stands out, null for none. */
  readonly keys: readonly string[] | null
}
/** What stays at full strength: everything, or what shares a credential or a CA with the selection. */
export interface Emphasis {
  readonly call: (slot: CallSlot) => boolean
  readonly place: (place: Place) => boolean
  /** A colour as drawn: itself, or mixed towards the canvas. */
  readonly tone: (colour: string, full: boolean) => string
}

/** Calls that depend on one of these keys, or are the selected one. */
export function relatedCalls(model: DiagramModel, selected: CallSlot | null, keys: readonly string[] | null): ReadonlySet<CallSlot> {
  const wanted = keys ?? (selected ? keysOf(model.calls[selected]) : [])
  const shares = (call: DrawnCall) => keysOf(call).some((key) => wanted.includes(key))
  return new Set(CALL_SLOTS.filter((slot) => slot === selected || shares(model.calls[slot])))
}

export function emphasis(model: DiagramModel, options: Pick<SceneOptions, 'palette' | 'selected' | 'keys'>): Emphasis {
  const { palette, selected, keys } = options
  const tone = (colour: string, full: boolean) => (full ? colour : mix(colour, palette.canvas, palette.lighten))
  if (selected === null && keys === null) return { call: () => true, place: () => true, tone }
  const related = relatedCalls(model, selected, keys)
  const touched = new Set([...related].flatMap((slot) => [routeOf(slot).from, routeOf(slot).to]))
  return { call: (slot) => related.has(slot), place: (place) => touched.has(place), tone }
}

/** Paint order: groups, sheets, halos, lines, nodes, port dots, badges, notes. */
export function scene(model: DiagramModel, options: SceneOptions): readonly Shape[] {
  const strength = emphasis(model, options)
  if (model.plain) return plainShapes(model, options, strength)
  const calls = CALL_SLOTS.flatMap((slot) =>
    model.calls[slot].state === 'absent' ? [] : [callShapes(model.calls[slot], options, strength)],
  )
  const layer = (name: keyof (typeof calls)[number]) => calls.flatMap((c) => c[name])
  return [
    ...groupShapes(model, options),
    ...workerShapes(model, options),
    ...PLACES.flatMap((place) => sheetShapes(model.places[place], options, strength)),
    ...layer('halos'),
    ...layer('lines'),
    ...PLACES.flatMap((place) => placeShapes(model.places[place], options, strength)),
    ...portShapes(model, options, strength),
    ...layer('rings'),
    ...layer('badges'),
    ...layer('notes'),
    ...stripShapes(model, options, strength),
  ]
}
