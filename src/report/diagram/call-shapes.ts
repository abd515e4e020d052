/** One call: two half lines, each in the hue of who signed and the dash of whether it holds, and the badge where they meet. */
import { CAP, type Halves, PILL, type Point, type Route, badgeSize, halvesOf, routeOf } from './geometry.ts'
import type { Glyph } from './glyphs.ts'
import type { DrawnState } from './drawn-state.ts'
import type { Cap, DrawnCall } from './model.ts'
import { mix, type Palette } from './palette.ts'
import type { Emphasis, SceneOptions } from './scene.ts'
import type { GlyphShape, LineShape, RectShape, Shape, TextShape } from './shape.ts'
import { textWidth } from './shape.ts'

export interface CallLayers {
  readonly halos: readonly Shape[]
  readonly lines: readonly Shape[]
  readonly rings: readonly Shape[]
  readonly badges: readonly Shape[]
  readonly notes: readonly Shape[]
}

export interface LineStyle {
  readonly width: number
  readonly dash: readonly number[] | null
  readonly round: boolean
  readonly double: boolean
}
/** Dash and width of a half: the second channel beside its hue. */
export const LINE_STYLES: Readonly<Record<DrawnState, LineStyle>> = {
  trusted: { width: 2.2, dash: null, round: false, double: false },
  soon: { width: 2.2, dash: [11, 3.5], round: false, double: false },
  broken: { width: 3, dash: [4.5, 3.5], round: false, double: false },
  unproven: { width: 2.6, dash: [0.1, 5.5], round: true, double: false },
  unverified: { width: 2.2, dash: [9, 3.5, 1.5, 3.5], round: false, double: false },
  token: { width: 1.4, dash: null, round: false, double: false },
  plaintext: { width: 4.4, dash: null, round: false, double: true },
  absent: { width: 0, dash: null, round: false, double: false },
}
export const STATE_GLYPHS: Readonly<Record<DrawnState, Glyph>> = {
  trusted: 'tick',
  soon: 'clock',
  broken: 'cross',
  unproven: 'question',
  unverified: 'barred',
  token: 'tick',
  plaintext: 'barred',
  absent: 'barred',
}

export interface BadgeStyle {
  readonly fill: string
  readonly stroke: string
  readonly ink: string
  readonly glyph: string
  readonly dash: readonly [number, number] | null
}
/** Fill and outline of a badge, cell or chip in a state. */
export function badgeStyle(state: DrawnState, p: Palette): BadgeStyle {
  if (state === 'broken') return { fill: p.broken, stroke: p.broken, ink: p.onBroken, glyph: p.onBroken, dash: null }
  if (state === 'soon' || state === 'plaintext')
    return { fill: p.soonTint, stroke: p.soonLine, ink: p.soonInk, glyph: p.soonInk, dash: null }
  if (state === 'unproven') return { fill: p.surface, stroke: mix(p.ink3, p.surface, 0.3), ink: p.ink, glyph: p.ink2, dash: [3, 2.5] }
  return { fill: p.surface, stroke: p.line2, ink: p.ink, glyph: state === 'unverified' ? p.ink2 : p.ink3, dash: null }
}

function halfLine(id: string, points: readonly Point[], state: DrawnState, colour: string, ground: string): LineShape[] {
  const style = LINE_STYLES[state]
  const line = (suffix: string, stroke: string, width: number): LineShape => ({
    kind: 'line',
    id: id + suffix,
    points,
    stroke,
    width,
    dash: style.dash,
    round: style.round,
    corner: points.length > 2 ? 10 : 0,
  })
  return style.double ? [line('', colour, style.width), line('-gap', ground, 2)] : [line('', colour, style.width)]
}

function capShapes(id: string, centre: Point, cap: Cap, options: SceneOptions, strength: Emphasis, full: boolean): RectShape {
  const { palette } = options
  const [x, y] = centre
  return {
    kind: 'rect',
    id,
    x: x - CAP / 2,
    y: y - CAP / 2,
    w: CAP,
    h: CAP,
    r: 4.5,
    fill: strength.tone(palette.authority[cap.hue], full),
    stroke: null,
    strokeWidth: 0,
    dash: null,
    label: {
      text: cap.letter,
      size: cap.letter.length > 1 ? 9.5 : 10.5,
      weight: 700,
      fill: strength.tone(palette.onAuthority, full),
      mono: false,
      dx: 0,
    },
  }
}

/** The words of a note as the slot's lines. */
export function noteLines(call: DrawnCall, options: Pick<SceneOptions, 'words'>, route: Route = routeOf(call.slot)): readonly string[] {
  if (call.note === null) return []
  const slot = route.note
  const words = options.words.note(call.note.id, call.note.n, call.note.total)
  if (slot.lines === 1) return [words.one]
  const lines = words.two.some((line) => textWidth(line, 11.6) > slot.width + 2) ? words.narrow : words.two
  return lines.filter((line) => line !== '')
}

/** Where a call is drawn that has no slot of its own, and what its shapes are called. */
export interface Elsewhere {
  readonly id: string
  readonly route: Route
  readonly selected: boolean
}

/** All shapes of one call, by layer. */
export function callShapes(call: DrawnCall, options: SceneOptions, strength: Emphasis, elsewhere: Elsewhere | null = null): CallLayers {
  const { palette } = options
  const slot = elsewhere?.id ?? call.slot
  const unnumbered = elsewhere !== null || call.slot === 'front-proxy'
  const selected = elsewhere?.selected ?? options.selected === call.slot
  const route = elsewhere?.route ?? routeOf(call.slot)
  const { axis } = route.badge
  const cut: Halves = halvesOf(route)
  const full = elsewhere !== null || strength.call(call.slot)
  const tone = (colour: string) => strength.tone(colour, full)
  const hue = (cap: Cap) => tone(palette.authority[cap.hue])
  const broken = call.state === 'broken'
  const halos: LineShape[] = []
  const halo = (half: 'client' | 'server', colour: string) =>
    halos.push({
      kind: 'line',
      id: `${slot}-halo-${half}`,
      points: cut[half],
      stroke: colour,
      width: 16,
      dash: null,
      round: false,
      corner: cut[half].length > 2 ? 10 : 0,
    })
  for (const half of ['client', 'server'] as const) {
    if (selected) halo(half, palette.selectionTint)
    else if (call[`${half}State`] === 'broken') halo(half, tone(palette.brokenTint))
  }
  const style = badgeStyle(call.state, palette)
  const { x, y } = route.badge
  const w = unnumbered ? 28 : PILL.w
  const pill = (
    id: string,
    grow: number,
    fill: string | null,
    stroke: string | null,
    strokeWidth: number,
    dash: readonly [number, number] | null,
    label: RectShape['label'],
  ): RectShape => ({
    kind: 'rect',
    id,
    x: x - w / 2 - grow,
    y: y - PILL.h / 2 - grow,
    w: w + 2 * grow,
    h: PILL.h + 2 * grow,
    r: PILL.h / 2 + grow,
    fill,
    stroke,
    strokeWidth,
    dash,
    label,
  })
  // The unnumbered pill is shorter: its caps move in with it.
  const inset = axis === 'h' ? (PILL.w - w) / 2 : 0
  const shift = (point: Point): Point => [point[0] + Math.sign(x - point[0]) * inset, point[1]]
  const badges: Shape[] = []
  if (broken) badges.push(pill(`${slot}-ring`, 5, tone(palette.brokenRing), null, 0, null, null))
  badges.push(
    pill(
      `${slot}-pill`,
      0,
      tone(style.fill),
      tone(style.stroke),
      1.25,
      style.dash,
      unnumbered ? null : { text: slot, size: 13, weight: 700, fill: tone(style.ink), mono: false, dx: -8 },
    ),
    {
      kind: 'glyph',
      id: `${slot}-glyph`,
      x: unnumbered ? x : x + 10.5,
      y,
      size: 12,
      glyph: STATE_GLYPHS[call.state],
      stroke: tone(style.glyph),
    } satisfies GlyphShape,
    capShapes(`${slot}-cap-client`, shift(cut.clientCap), call.clientCap, options, strength, full),
    capShapes(`${slot}-cap-server`, shift(cut.serverCap), call.serverCap, options, strength, full),
  )
  if (selected) {
    const outer = badgeSize(axis)
    const width = outer.w - 2 * inset
    badges.push({
      kind: 'rect',
      id: `${slot}-frame`,
      x: x - width / 2 - 4,
      y: y - outer.h / 2 - 4,
      w: width + 8,
      h: outer.h + 8,
      r: 12,
      fill: null,
      stroke: palette.selection,
      strokeWidth: 2,
      dash: null,
      label: null,
    })
  }
  const lines = noteLines(call, options, route)
  const ink = broken ? palette.brokenInk : call.state === 'soon' || call.state === 'plaintext' ? palette.soonInk : palette.ink2
  const notes: TextShape[] =
    lines.length === 0
      ? []
      : [
          {
            kind: 'text',
            id: `${slot}-note`,
            x: route.note.x,
            y: route.note.y + (lines.length < route.note.lines && axis === 'v' ? 8 : 0),
            lines,
            lineHeight: 14,
            size: 11.6,
            weight: broken ? 600 : 400,
            mono: false,
            anchor: route.note.anchor,
            fill: tone(ink),
          },
        ]
  const ring: RectShape = {
    kind: 'rect',
    id: `${slot}-port`,
    x: cut.ring[0] - 3,
    y: cut.ring[1] - 3,
    w: 6,
    h: 6,
    r: 3,
    fill: palette.node,
    stroke: hue(call.clientCap),
    strokeWidth: 2,
    dash: null,
    label: null,
  }
  return {
    halos,
    lines: [
      ...halfLine(`${slot}-client`, cut.client, call.clientState, hue(call.clientCap), palette.canvas),
      ...halfLine(`${slot}-server`, cut.server, call.serverState, hue(call.serverCap), palette.canvas),
      { kind: 'polygon', id: `${slot}-arrow`, points: cut.arrow, fill: hue(call.serverCap) },
    ],
    rings: [ring],
    badges,
    notes,
  }
}
