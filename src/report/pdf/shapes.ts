/** The diagram and its glyphs as vectors. */
import { GLYPHS, type Glyph } from '../diagram/glyphs.ts'
import { cellPath, type Shape } from '../diagram/shape.ts'
import { linePath } from '../diagram/svg.ts'
import type { Typesetter } from '../typeset.ts'
import type { PdfFile } from './file.ts'
import type { Pen } from './pen.ts'

export function paintGlyph(file: PdfFile, glyph: Glyph, x: number, y: number, size: number, color: string): void {
  file
    .save()
    .translate(x - size / 2, y - size / 2)
    .scale(size / 12)
  for (const { d, width } of GLYPHS[glyph]) file.path(d).lineWidth(width).lineCap('round').lineJoin('round').stroke(color)
  file.restore()
}

export function paintShapes(file: PdfFile, pen: Pen, type: Typesetter, shapes: readonly Shape[]): void {
  for (const shape of shapes) {
    pen.forget() // pdfkit fills shapes, by a colour of its own
    paint(file, pen, type, shape)
  }
}

function paint(file: PdfFile, pen: Pen, type: Typesetter, shape: Shape): void {
  switch (shape.kind) {
    case 'rect': {
      const path = () => file.roundedRect(shape.x, shape.y, shape.w, shape.h, Math.min(shape.r, shape.h / 2, shape.w / 2))
      if (shape.fill) path().fill(shape.fill)
      if (shape.stroke) {
        path().lineWidth(shape.strokeWidth)
        if (shape.dash) file.dash(shape.dash[0], { space: shape.dash[1] })
        file.stroke(shape.stroke)
        file.undash()
      }
      if (!shape.label) return
      const { text, size, weight, fill, dx } = shape.label
      const line = type.line(text, size, weight >= 600)
      pen.text(line, shape.x + shape.w / 2 + dx - line.width / 2, shape.y + shape.h / 2 + size * 0.355, size, fill, weight >= 600)
      return
    }
    case 'line':
      file
        .path(linePath(shape.points, shape.corner))
        .lineWidth(shape.width)
        .lineCap(shape.round ? 'round' : 'butt')
      if (shape.dash?.length) file.dash(shape.dash as unknown as number, {})
      file.stroke(shape.stroke)
      file.undash()
      return
    case 'polygon':
      file.polygon(...shape.points.map(([x, y]) => [x, y])).fill(shape.fill)
      return
    case 'glyph':
      paintGlyph(file, shape.glyph, shape.x, shape.y, shape.size, shape.stroke)
      return
    case 'text':
      shape.lines.forEach((content, i) => {
        const line = type.line(content, shape.size, shape.weight >= 600)
        const x = shape.anchor === 'start' ? shape.x : shape.anchor === 'end' ? shape.x - line.width : shape.x - line.width / 2
        pen.text(line, x, shape.y + i * shape.lineHeight, shape.size, shape.fill, shape.weight >= 600)
      })
      return
    case 'cells':
      file.save().translate(shape.x, shape.y)
      for (const fill of new Set(shape.fills)) file.path(cellPath(shape, fill)).fill(fill)
      file.restore()
      return
  }
}
