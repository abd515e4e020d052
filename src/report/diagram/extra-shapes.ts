/** Calls beyond the twelve: a strip under the picture; and the picture itself where a drop is plain mutual TLS and no cluster. */
import { callShapes } from './call-shapes.ts'
import { type Box, heightFor, plainHeight, plainRow, stripBox, stripRoute, stripTitle } from './geometry.ts'
import type { DiagramModel, DrawnExtra } from './model.ts'
import type { Emphasis, SceneOptions } from './scene.ts'
import { fit, type Shape, type TextShape } from './shape.ts'
import { cellCount } from './worker-shapes.ts'

/** Height of the whole picture of a model. */
export const pictureHeight = (model: Pick<DiagramModel, 'workers' | 'extras' | 'plain'>): number =>
  model.plain ? plainHeight(model.extras.length) : heightFor(cellCount(model), model.extras.length)

/** What a press of a call beyond the twelve hits. */
export function extraBox(model: Pick<DiagramModel, 'workers' | 'plain'>, index: number): Box {
  if (!model.plain) return stripBox(cellCount(model), index)
  const { client, server } = plainRow(index)
  return { x: client.x, y: client.y, w: server.x + server.w - client.x, h: client.h }
}

/** Is this the call inspected? `other`: the index of the inspected one among all calls beyond the twelve. */
export const isInspected = ({ nth, call }: Pick<DrawnExtra, 'nth' | 'call'>, other: number | null = null): boolean =>
  other !== null && other >= nth && other < nth + call.calls.length

const text = (id: string, x: number, y: number, line: string, size: number, anchor: TextShape['anchor'], bold: boolean, fill: string) =>
  ({ kind: 'text', id, x, y, lines: [line], lineHeight: 14, size, weight: bold ? 600 : 400, mono: false, anchor, fill }) satisfies TextShape

/** The strip under the picture. */
export function stripShapes(model: DiagramModel, options: SceneOptions, strength: Emphasis): readonly Shape[] {
  if (model.plain || model.extras.length === 0) return []
  const { palette, words } = options
  const cells = cellCount(model)
  const [x, y] = stripTitle(cells)
  const chips = model.extras.flatMap((extra, index): Shape[] => {
    const box = stripBox(cells, index)
    const selected = isInspected(extra, options.other)
    const { badges } = callShapes(extra.call, options, strength, { id: `extra-${extra.id}`, route: stripRoute(box), selected: false })
    const broken = extra.call.state === 'broken'
    return [
      {
        kind: 'rect',
        id: `extra-${extra.id}`,
        ...box,
        r: 8,
        fill: selected ? palette.selectionTint : palette.node,
        stroke: selected ? palette.selection : palette.line2,
        strokeWidth: 1,
        dash: null,
        label: null,
      },
      ...badges,
      text(
        `extra-${extra.id}-ends`,
        box.x + 84,
        box.y + box.h / 2 + 4,
        fit(`${extra.from} → ${extra.to}`, 11.6, box.w - 90, false),
        11.6,
        'start',
        broken,
        broken ? palette.brokenInk : palette.ink,
      ),
    ]
  })
  return [text('extras-title', x, y, words.beyond, 11.5, 'start', true, palette.ink2), ...chips]
}

/** Plain mutual TLS: one row a call, a client, its call and a server. */
export function plainShapes(model: DiagramModel, options: SceneOptions, strength: Emphasis): readonly Shape[] {
  const { palette } = options
  return model.extras.flatMap((extra, index): Shape[] => {
    const { client, server, route } = plainRow(index)
    const selected = isInspected(extra, options.other)
    const drawn = callShapes(extra.call, options, strength, { id: `extra-${extra.id}`, route, selected })
    const end = (name: string, box: Box, file: string): Shape[] => [
      {
        kind: 'rect',
        id: `${name}-${extra.id}`,
        ...box,
        r: 9,
        fill: palette.node,
        stroke: palette.line2,
        strokeWidth: 1,
        dash: null,
        label: null,
      },
      text(`${name}-${extra.id}-name`, box.x + box.w / 2, box.y + 34, name, 15, 'middle', true, palette.ink),
      {
        ...text(
          `${name}-${extra.id}-file`,
          box.x + box.w / 2,
          box.y + 53,
          fit(file, 10.4, box.w - 12, true),
          10.4,
          'middle',
          false,
          palette.ink3,
        ),
        mono: true,
      },
    ]
    return [
      ...drawn.halos,
      ...drawn.lines,
      ...end('client', client, extra.from),
      ...end('server', server, extra.to),
      ...drawn.rings,
      ...drawn.badges,
      ...drawn.notes,
    ]
  })
}
