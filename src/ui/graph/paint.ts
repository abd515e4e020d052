/** Shapes on a canvas, as cytoscape draws its elements: the first picture stands before those have been made, and is not seen to change. */
import { GLYPHS } from '../../report/diagram/glyphs.ts'
import { cellPath, type CellsShape, type GlyphShape, type LineShape, type RectShape, type Shape } from '../../report/diagram/shape.ts'
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

function pen(canvas: Canvas, stroke: string, width: number, cap: CanvasLineCap, dash: readonly number[] | null): void {
  canvas.strokeStyle = stroke
  canvas.lineWidth = width
  canvas.lineCap = cap
  canvas.setLineDash(dash ?? [])
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
    pen(canvas, stroke, strokeWidth, 'butt', dash)
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
  pen(canvas, stroke, width, round ? 'round' : 'butt', dash)
  canvas.stroke()
}

function glyph(canvas: Canvas, { x, y, size, glyph: name, stroke }: GlyphShape): void {
  canvas.translate(x - size / 2, y - size / 2)
  canvas.scale(size / 12, size / 12)
  canvas.lineJoin = 'round'
  for (const { d, width } of GLYPHS[name]) {
    pen(canvas, stroke, width, 'round', null)
    canvas.stroke(new Path2D(d))
  }
}

function cells(canvas: Canvas, shape: CellsShape): void {
  canvas.translate(shape.x, shape.y)
  for (const fill of new Set(shape.fills)) {
    canvas.fillStyle = fill
    canvas.fill(new Path2D(cellPath(shape, fill)))
  }
}

/** In coordinates of its own. */
function apart<S>(canvas: Canvas, draw: (canvas: Canvas, shape: S) => void, shape: S): void {
  canvas.save()
  draw(canvas, shape)
  canvas.restore()
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
      return apart(canvas, glyph, shape)
    case 'text':
      face(canvas, shape, shape.anchor === 'middle' ? 'center' : shape.anchor)
      for (const [i, text] of shape.lines.entries())
        canvas.fillText(text, shape.x + STEM[shape.anchor], shape.y + FOOT * shape.size + i * shape.lineHeight)
      return
    case 'cells':
      return apart(canvas, cells, shape)
  }
}

/** Draws the shapes where they stand in this view; `ratio`: pixels of the canvas to one of the page. */
export function paint(canvas: Canvas, shapes: readonly Shape[], { zoom, x, y }: View, ratio: number): void {
  canvas.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio)
  for (const shape of shapes) one(canvas, shape)
}
