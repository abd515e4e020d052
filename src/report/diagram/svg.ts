/** Shapes to a standalone SVG document: no script, no style sheet, no reference to anything outside. */
import { GLYPHS } from './glyphs.ts'
import { type CellsShape, type Shape, cellPath } from './shape.ts'

export const SANS =
  '-apple-system, &quot;Segoe UI&quot;, Roboto, &quot;Helvetica Neue&quot;, &quot;Noto Sans&quot;, &quot;Liberation Sans&quot;, Arial, &quot;PingFang SC&quot;, &quot;Microsoft YaHei&quot;, &quot;Noto Sans CJK SC&quot;, system-ui, sans-serif'
export const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, &quot;Liberation Mono&quot;, monospace'

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
const n = (x: number): string => String(Math.round(x * 100) / 100)
const points = (list: readonly (readonly [number, number])[]): string => list.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')

/** A polyline with rounded corners, as path data. */
export function linePath(list: readonly (readonly [number, number])[], corner: number): string {
  return list
    .map(([x, y], i) => {
      const before = list[i - 1]
      const after = list[i + 1]
      if (!before) return `M${n(x)} ${n(y)}`
      if (!after || corner === 0) return `L${n(x)} ${n(y)}`
      const cut = (to: readonly [number, number]): string => {
        const d = Math.hypot(to[0] - x, to[1] - y) || 1
        const r = Math.min(corner, d)
        return `${n(x + ((to[0] - x) * r) / d)} ${n(y + ((to[1] - y) * r) / d)}`
      }
      return `L${cut(before)}Q${n(x)} ${n(y)} ${cut(after)}`
    })
    .join('')
}

const cells = (shape: CellsShape): string =>
  [...new Set(shape.fills)].map((fill) => `<path fill="${fill}" d="${cellPath(shape, fill)}"/>`).join('')

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const stroke = shape.stroke ? ` stroke="${shape.stroke}" stroke-width="${n(shape.strokeWidth)}"` : ''
      const dash = shape.dash ? ` stroke-dasharray="${shape.dash.join(' ')}"` : ''
      const rect = `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.w)}" height="${n(shape.h)}" rx="${n(Math.min(shape.r, shape.h / 2))}" fill="${shape.fill ?? 'none'}"${stroke}${dash}/>`
      if (!shape.label) return rect
      const { text, size, weight, fill, mono, dx } = shape.label
      return `${rect}<text x="${n(shape.x + shape.w / 2 + dx)}" y="${n(shape.y + shape.h / 2 + size * 0.355)}" text-anchor="middle" font-family="${mono ? MONO : SANS}" font-size="${n(size)}" font-weight="${weight}" fill="${fill}">${escape(text)}</text>`
    }
    case 'line': {
      const dash = shape.dash ? ` stroke-dasharray="${shape.dash.join(' ')}"` : ''
      return `<path d="${linePath(shape.points, shape.corner)}" fill="none" stroke="${shape.stroke}" stroke-width="${n(shape.width)}"${dash}${shape.round ? ' stroke-linecap="round"' : ''}/>`
    }
    case 'polygon':
      return `<polygon points="${points(shape.points)}" fill="${shape.fill}"/>`
    case 'glyph': {
      const scale = shape.size / 12
      const paths = GLYPHS[shape.glyph].map((p) => `<path d="${p.d}" stroke-width="${p.width}"/>`).join('')
      return `<g transform="translate(${n(shape.x - shape.size / 2)} ${n(shape.y - shape.size / 2)}) scale(${n(scale)})" fill="none" stroke="${shape.stroke}" stroke-linecap="round" stroke-linejoin="round">${paths}</g>`
    }
    case 'text': {
      const spans = shape.lines
        .map((line, i) => `<tspan x="${n(shape.x)}" dy="${i === 0 ? 0 : shape.lineHeight}">${escape(line)}</tspan>`)
        .join('')
      return `<text x="${n(shape.x)}" y="${n(shape.y)}" text-anchor="${shape.anchor}" font-family="${shape.mono ? MONO : SANS}" font-size="${n(shape.size)}" font-weight="${shape.weight}" fill="${shape.fill}">${spans}</text>`
    }
    case 'cells':
      return `<g transform="translate(${n(shape.x)} ${n(shape.y)})">${cells(shape)}</g>`
  }
}

/** In: shapes in paint order, outer size, ground colour (null: transparent), title, long description and a margin. Out: one SVG document. */
export function svg(
  shapes: readonly Shape[],
  size: { readonly w: number; readonly h: number },
  ground: string | null,
  title: string,
  description = '',
  margin = 0,
): string {
  const [w, h] = [size.w + 2 * margin, size.h + 2 * margin]
  const back = ground ? `<rect x="${-margin}" y="${-margin}" width="${w}" height="${h}" fill="${ground}"/>` : ''
  const about = `<title>${escape(title)}</title>${description ? `<desc>${escape(description)}</desc>` : ''}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${w} ${h}" width="${w}" height="${h}" role="img">${about}${back}${shapes.map(element).join('')}</svg>\n`
}

/** One glyph as a document of its own, to be used as an image. */
export const glyphSvg = (glyph: keyof typeof GLYPHS, stroke: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" width="48" height="48" fill="none" stroke="${stroke}" stroke-linecap="round" stroke-linejoin="round">${GLYPHS[glyph].map((p) => `<path d="${p.d}" stroke-width="${p.width}"/>`).join('')}</svg>`
/** The cells of a matrix as a document of its own. */
export function cellsSvg(shape: CellsShape): string {
  const rows = Math.ceil(shape.fills.length / shape.columns)
  const w = shape.columns * shape.pitch
  const h = rows * shape.pitch
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(w)} ${n(h)}" width="${n(w * 2)}" height="${n(h * 2)}">${cells(shape)}</svg>`
}
