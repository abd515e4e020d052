/** What letters and marks mean, for a picture that leaves the page: the CAs in its empty corner, the states and a caption under it. */
import type { DiagramWords } from '../../text/diagram.ts'
import { visible } from '../../text/visible.ts'
import type { Authority } from './authorities.ts'
import { badgeStyle, STATE_GLYPHS } from './call-shapes.ts'
import { pictureHeight } from './extra-shapes.ts'
import { BOX_WIDTH, CAP } from './geometry.ts'
import type { DrawnState } from './drawn-state.ts'
import { type DiagramModel, drawnCalls, keysOf } from './model.ts'
import type { SceneOptions } from './scene.ts'
import { fit, type RectShape, type Shape, type TextShape, textWidth } from './shape.ts'

const MOST_AUTHORITIES = 8
/** The keys that some cap of the picture bears, in legend order. */
export function legendKeys(model: DiagramModel): readonly Authority[] {
  const used = new Set(drawnCalls(model).flatMap(keysOf))
  return model.authorities.list.filter((a) => used.has(a.key)).slice(0, MOST_AUTHORITIES)
}
/** `etcd-ca, another key`, `sa.key (token signer)`. */
export function authorityText(of: Authority, diagram: DiagramWords): string {
  const name = visible(of.name)
  if (of.role === 'service-account') return diagram.tokenSigner(name)
  return of.twin ? diagram.anotherKey(name) : name
}

const STATES: readonly DrawnState[] = ['trusted', 'soon', 'broken', 'unproven', 'unverified', 'plaintext']
/** The states a legend explains: plaintext where there is any. */
export function legendStates(model: DiagramModel): readonly DrawnState[] {
  const present = new Set(drawnCalls(model).flatMap((call) => [call.state, call.clientState, call.serverState]))
  return STATES.filter((state) => state !== 'plaintext' || present.has(state))
}

/** Right of the group of nodes; of plain mutual TLS there is no such corner. */
const CORNER = { x: 694, y: 440, row: 18 }
const UNDER = 52
/** Room round the picture and its key. */
export const MARGIN = 16
export const keyedSize = (model: DiagramModel) => ({ w: BOX_WIDTH, h: pictureHeight(model) + UNDER })

export function keyShapes(model: DiagramModel, { palette, words }: SceneOptions, caption: string): readonly Shape[] {
  const text = (id: string, x: number, y: number, line: string, bold: boolean, fill: string): TextShape => ({
    kind: 'text',
    id: `key-${id}`,
    x,
    y,
    lines: [line],
    lineHeight: 14,
    size: 11.6,
    weight: bold ? 600 : 400,
    mono: false,
    anchor: 'start',
    fill,
  })
  const mark = (
    id: string,
    x: number,
    y: number,
    size: number,
    r: number,
    rest: Pick<RectShape, 'fill' | 'stroke' | 'dash' | 'label'>,
  ): RectShape => ({
    kind: 'rect',
    id: `key-${id}`,
    x,
    y,
    w: size,
    h: size,
    r,
    strokeWidth: 1.25,
    ...rest,
  })
  const tokens = drawnCalls(model).some((call) => call.clientCap.letter === 'T')
  const rows = [
    ...legendKeys(model).map((a) => ({
      id: a.letter,
      letter: a.letter,
      hue: a.hue,
      line: `${fit(authorityText(a, words), 11.6, 130, false)}  ${a.tag}`,
    })),
    ...(tokens ? [{ id: 'T', letter: 'T', hue: 'neutral' as const, line: words.bearerToken }] : []),
  ]
  const authorities = rows.flatMap(({ id, letter, hue, line }, i): Shape[] => {
    const y = CORNER.y + 6 + i * CORNER.row
    const label = {
      text: letter,
      size: letter.length > 1 ? 9.5 : 10.5,
      weight: 700 as const,
      fill: palette.onAuthority,
      mono: false,
      dx: 0,
    }
    return [
      mark(`cap-${id}${i}`, CORNER.x, y, CAP, 4.5, { fill: palette.authority[hue], stroke: null, dash: null, label }),
      text(`name-${id}${i}`, CORNER.x + 22, y + 11.5, line, false, palette.ink2),
    ]
  })
  const y = pictureHeight(model) + 12
  let x = 6
  const states = legendStates(model).flatMap((state): Shape[] => {
    const style = badgeStyle(state, palette)
    const at = x
    x += 24 + textWidth(words.state[state], 11.6) + 16
    return [
      mark(`state-${state}`, at, y, 18, 9, { fill: style.fill, stroke: style.stroke, dash: style.dash, label: null }),
      { kind: 'glyph', id: `key-glyph-${state}`, x: at + 9, y: y + 9, size: 11, glyph: STATE_GLYPHS[state], stroke: style.glyph },
      text(`word-${state}`, at + 24, y + 13, words.state[state], false, palette.ink2),
    ]
  })
  return [
    ...(model.plain || rows.length === 0
      ? []
      : [text('signed-by', CORNER.x, CORNER.y - 2, words.signedBy, true, palette.ink2), ...authorities]),
    ...states,
    text('caption', 6, y + 36, fit(caption, 11.6, BOX_WIDTH - 12, false), false, palette.ink3),
  ]
}
