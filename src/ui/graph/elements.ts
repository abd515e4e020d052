/** Shapes of the diagram as cytoscape elements: one element a shape, its look in its own style, nothing decided here. */
import type { ElementDefinition } from 'cytoscape'
import { BOX_WIDTH } from '../../report/diagram/geometry.ts'
import { cellsSvg, glyphSvg } from '../../report/diagram/svg.ts'
import type { Shape } from '../../report/diagram/shape.ts'

export const SANS_STACK =
  '-apple-system, Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans, Arial, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, system-ui, sans-serif'
export const MONO_STACK = 'ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, monospace'

/** Lines hang between two fixed, invisible points; their own ends are given as offsets from these. */
export const ANCHORS = [
  { id: '@a', x: 0, y: 0 },
  { id: '@b', x: BOX_WIDTH, y: 0 },
] as const

const uri = (svg: string): string => `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
type Style = Readonly<Record<string, string | number | readonly number[]>>
const NO_BODY: Style = { 'background-opacity': 0, 'border-width': 0, width: 1, height: 1 }

interface Placed {
  readonly position: { readonly x: number; readonly y: number }
  readonly style: Style
}
function text(label: string, size: number, weight: number, fill: string, mono: boolean): Style {
  return {
    label,
    'font-size': size,
    'font-weight': weight,
    color: fill,
    'font-family': mono ? MONO_STACK : SANS_STACK,
    'text-valign': 'center',
    'text-halign': 'center',
  }
}

function node(shape: Exclude<Shape, { kind: 'line' }>): Placed {
  switch (shape.kind) {
    case 'rect': {
      const round = shape.r >= shape.h / 2 && shape.w === shape.h
      return {
        position: { x: shape.x + shape.w / 2, y: shape.y + shape.h / 2 },
        style: {
          shape: round ? 'ellipse' : shape.r > 0 ? 'round-rectangle' : 'rectangle',
          'corner-radius': Math.min(shape.r, shape.h / 2),
          width: shape.w,
          height: shape.h,
          'background-color': shape.fill ?? '#000000',
          'background-opacity': shape.fill ? 1 : 0,
          'border-width': shape.stroke ? shape.strokeWidth : 0,
          'border-color': shape.stroke ?? '#000000',
          'border-style': shape.dash ? 'dashed' : 'solid',
          ...(shape.dash ? { 'border-dash-pattern': shape.dash } : {}),
          ...(shape.label
            ? {
                ...text(shape.label.text, shape.label.size, shape.label.weight, shape.label.fill, shape.label.mono),
                'text-margin-x': shape.label.dx,
                'text-margin-y': 0.4,
              }
            : { label: '' }),
        },
      }
    }
    case 'polygon': {
      const xs = shape.points.map((p) => p[0])
      const ys = shape.points.map((p) => p[1])
      const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
      const relative = shape.points.flatMap(([x, y]) => [((x - x0) / (x1 - x0)) * 2 - 1, ((y - y0) / (y1 - y0)) * 2 - 1])
      return {
        position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 },
        style: {
          shape: 'polygon',
          'shape-polygon-points': relative,
          width: x1 - x0,
          height: y1 - y0,
          'background-color': shape.fill,
          'background-opacity': 1,
          'border-width': 0,
          label: '',
        },
      }
    }
    case 'glyph':
      return {
        position: { x: shape.x, y: shape.y },
        style: {
          ...NO_BODY,
          shape: 'rectangle',
          width: shape.size,
          height: shape.size,
          'background-image': uri(glyphSvg(shape.glyph, shape.stroke)),
          'background-fit': 'contain',
          label: '',
        },
      }
    case 'text': {
      const middle = shape.y - shape.size * 0.355 + ((shape.lines.length - 1) * shape.lineHeight) / 2
      return {
        position: { x: shape.x, y: middle },
        style: {
          ...NO_BODY,
          ...text(shape.lines.join('\n'), shape.size, shape.weight, shape.fill, shape.mono),
          'text-wrap': 'wrap',
          'text-max-width': '9999px',
          'line-height': shape.lineHeight / shape.size / 1.0,
          'text-halign': shape.anchor === 'start' ? 'right' : shape.anchor === 'end' ? 'left' : 'center',
          'text-justification': shape.anchor === 'start' ? 'left' : shape.anchor === 'end' ? 'right' : 'center',
        },
      }
    }
    case 'cells': {
      const w = shape.columns * shape.pitch
      const h = Math.ceil(shape.fills.length / shape.columns) * shape.pitch
      return {
        position: { x: shape.x + w / 2, y: shape.y + h / 2 },
        style: {
          ...NO_BODY,
          shape: 'rectangle',
          width: w,
          height: h,
          'background-image': uri(cellsSvg(shape)),
          'background-fit': 'none',
          'background-width': '100%',
          'background-height': '100%',
          label: '',
        },
      }
    }
  }
}

function edge(shape: Extract<Shape, { kind: 'line' }>): Style {
  const [first = [0, 0], last = [0, 0]] = [shape.points[0], shape.points[shape.points.length - 1]]
  const [a, b] = ANCHORS
  const end = (point: readonly [number, number], from: { x: number; y: number }) => `${point[0] - from.x}px ${point[1] - from.y}px`
  const between = shape.points.slice(1, -1)
  const dx = last[0] - first[0]
  const dy = last[1] - first[1]
  const length = Math.hypot(dx, dy) || 1
  return {
    'source-endpoint': end(first, a),
    'target-endpoint': end(last, b),
    'line-color': shape.stroke,
    width: shape.width,
    'line-cap': shape.round ? 'round' : 'butt',
    'line-style': shape.dash ? 'dashed' : 'solid',
    ...(shape.dash ? { 'line-dash-pattern': shape.dash } : {}),
    'edge-distances': 'endpoints',
    ...(between.length === 0
      ? { 'curve-style': 'straight' }
      : {
          'curve-style': shape.corner > 0 ? 'round-segments' : 'segments',
          'segment-radii': between.map(() => shape.corner),
          'segment-weights': between.map(([x, y]) => ((x - first[0]) * dx + (y - first[1]) * dy) / (length * length)),
          'segment-distances': between.map(([x, y]) => ((x - first[0]) * -dy + (y - first[1]) * dx) / length),
        }),
  }
}

/** In: shapes in paint order. Out: cytoscape elements with the same ids and the order as z-index. */
export function elements(shapes: readonly Shape[]): ElementDefinition[] {
  const anchors: ElementDefinition[] = ANCHORS.map(({ id, x, y }) => ({
    group: 'nodes',
    data: { id },
    position: { x, y },
    style: { ...NO_BODY, opacity: 0, label: '' },
  }))
  const drawn = shapes.map((shape, order): ElementDefinition => {
    if (shape.kind === 'line')
      return { group: 'edges', data: { id: shape.id, source: '@a', target: '@b' }, style: { ...edge(shape), 'z-index': order } }
    const { position, style } = node(shape)
    return { group: 'nodes', data: { id: shape.id }, position: { ...position }, style: { ...style, 'z-index': order } }
  })
  return [...anchors, ...drawn]
}
