/** Shapes on a canvas, as cytoscape draws its elements: the first picture stands before those have been made, and is not seen to change. */
import { GLYPHS } from '../../report/diagram/glyphs.ts'
import { cellPath, type LineShape, type RectShape, type Shape } from '../../report/diagram/shape.ts'
import { MONO_STACK, SANS_STACK } from './elements.ts'
import type { View } from './Graph.tsx'

type Canvas = CanvasRenderingContext2D
interface Face {
  readonly size: number
  readonly weight: number
  readonly mono: boolean
  readonly fill: string
}
const STEM = { start: 0.5, middle: 0, end: -0.5 } as const
/** A baseline is as far above the foot of its line as cytoscape has it, which draws texts by their feet. */
const FOOT = 0.145
const LABEL_FOOT = 0.4

function face(canvas: Canvas, { size, weight, mono, fill }: Face, align: CanvasTextAlign): void {
  canvas.font = `${weight} ${size}px ${mono ? MONO_STACK : SANS_STACK}`
  canvas.textAlign = align
  canvas.textBaseline = 'bottom'
  canvas.fillStyle = fill
}

/** Begun at the middle of its top: there its dashes begin. */
function outline(canvas: Canvas, { x, y, w, h, r }: RectShape): void {
  const [right, foot, middle] = [x + w, y + h, x + w / 2]
  const radius = Math.min(r, h / 2, w / 2)
  canvas.beginPath()
  canvas.moveTo(middle, y)
  canvas.arcTo(right, y, right, foot, radius)
  canvas.arcTo(right, foot, middle, foot, radius)
  canvas.arcTo(x, foot, x, y, radius)
  canvas.arcTo(x, y, middle, y, radius)
  canvas.closePath()
}

function rect(canvas: Canvas, shape: RectShape): void {
  const { x, y, w, h, fill, stroke, strokeWidth, dash, label } = shape
  outline(canvas, shape)
  if (fill) {
    canvas.fillStyle = fill
    canvas.fill()
  }
  if (stroke && strokeWidth > 0) {
    canvas.setLineDash(dash ?? [])
    canvas.lineWidth = strokeWidth
    canvas.strokeStyle = stroke
    canvas.stroke()
  }
  if (!label) return
  face(canvas, label, 'center')
  canvas.fillText(label.text, x + w / 2 + label.dx, y + h / 2 + label.size / 2 + LABEL_FOOT)
}

function line(canvas: Canvas, { points, corner, stroke, width, dash, round }: LineShape): void {
  canvas.beginPath()
  for (const [i, [x, y]] of points.entries()) {
    const [before, after] = [points[i - 1], points[i + 1]]
    if (!before) canvas.moveTo(x, y)
    else if (!after || corner === 0) canvas.lineTo(x, y)
    else {
      const [from, to] = [Math.hypot(x - before[0], y - before[1]), Math.hypot(after[0] - x, after[1] - y)]
      canvas.arcTo(x, y, after[0], after[1], Math.min(corner, from / 2, to / 2))
    }
  }
  canvas.setLineDash(dash ?? [])
  canvas.lineCap = round ? 'round' : 'butt'
  canvas.lineWidth = width
  canvas.strokeStyle = stroke
  canvas.stroke()
}

function one(canvas: Canvas, shape: Shape): void {
  switch (shape.kind) {
    case 'rect':
      return rect(canvas, shape)
    case 'line':
      return line(canvas, shape)
    case 'polygon':
      canvas.beginPath()
      for (const [x, y] of shape.points) canvas.lineTo(x, y)
      canvas.fillStyle = shape.fill
      return canvas.fill()
    case 'glyph':
      canvas.translate(shape.x - shape.size / 2, shape.y - shape.size / 2)
      canvas.scale(shape.size / 12, shape.size / 12)
      canvas.setLineDash([])
      canvas.lineCap = canvas.lineJoin = 'round'
      canvas.strokeStyle = shape.stroke
      for (const { d, width } of GLYPHS[shape.glyph]) {
        canvas.lineWidth = width
        canvas.stroke(new Path2D(d))
      }
      return
    case 'text':
      face(canvas, shape, shape.anchor === 'middle' ? 'center' : shape.anchor)
      for (const [i, text] of shape.lines.entries())
        canvas.fillText(text, shape.x + STEM[shape.anchor], shape.y + FOOT * shape.size + i * shape.lineHeight)
      return
    case 'cells':
      canvas.translate(shape.x, shape.y)
      for (const fill of new Set(shape.fills)) {
        canvas.fillStyle = fill
        canvas.fill(new Path2D(cellPath(shape, fill)))
      }
  }
}

/** Draws the shapes where they stand in this view; `ratio`: pixels of the canvas to one of the page. */
export function paint(canvas: Canvas, shapes: readonly Shape[], { zoom, x, y }: View, ratio: number): void {
  canvas.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio)
  for (const shape of shapes) {
    canvas.save()
    one(canvas, shape)
    canvas.restore()
  }
}
