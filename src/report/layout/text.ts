/** Lines of text over as many pages as they take: paragraphs and commands. */
import { type Element, MARGIN, type Op } from '../pages.ts'
import type { Flow } from './flow.ts'
import { COLOR, LEAD, SMALL } from './style.ts'

interface TextStyle {
  readonly size: number
  readonly color: string
  readonly bold?: boolean
  readonly lead?: number
  readonly indent?: number
  readonly glyph?: Extract<Op, { op: 'glyph' }>['glyph']
  readonly to?: string
}
/** A run of lines over as many pages as it takes; not one line alone at the foot or head of a page. */
export function text(flow: Flow, element: Element, content: string, style: TextStyle): void {
  const { size, color } = style
  const bold = style.bold ?? false
  const step = size * (style.lead ?? LEAD)
  const indent = (style.indent ?? 0) + (style.glyph ? size + 5 : 0)
  const lines = flow.type.lines(content, size, flow.width - indent, bold)
  flow.need(Math.min(lines.length, 2) * step)
  for (let i = 0; i < lines.length; ) {
    let fit = Math.max(1, Math.floor((flow.bottom - flow.y) / step))
    if (fit < lines.length - i && lines.length - i - fit === 1 && fit > 2) fit--
    const part = lines.slice(i, i + fit)
    const ops: Op[] = part.map((line, j) => ({ op: 'text', x: MARGIN.x + indent, y: flow.y + j * step + size, size, line, color, bold }))
    if (style.glyph && i === 0)
      ops.unshift({ op: 'glyph', x: MARGIN.x + (style.indent ?? 0) + size / 2, y: flow.y + size * 0.66, size, glyph: style.glyph, color })
    const link = style.to
      ? {
          link: {
            to: style.to,
            x: MARGIN.x + indent,
            y: flow.y,
            w: Math.max(...part.map((l) => l.width)),
            h: part.length * step,
            label: content,
          },
        }
      : {}
    flow.put({ element: style.to ? { tag: 'Link', parent: element } : element, ops, ...link })
    flow.y += part.length * step
    i += part.length
    if (i < lines.length) flow.newPage(flow.landscape)
  }
}

export function code(flow: Flow, sect: Element, lines: readonly string[]): void {
  const element: Element = { tag: 'Code', parent: { tag: 'P', parent: sect } }
  const step = SMALL * 1.45
  for (const content of lines) {
    const wrapped = flow.type.command(content, SMALL, flow.width - 14)
    for (const line of wrapped) {
      flow.need(step)
      flow.put({ element: null, ops: [{ op: 'rect', x: MARGIN.x, y: flow.y, w: flow.width, h: step + 0.3, fill: '#f4f6f9' }] })
      flow.put({
        element,
        ops: [{ op: 'text', x: MARGIN.x + 6, y: flow.y + SMALL + 1, size: SMALL, line, color: COLOR.ink, bold: false }],
      })
      flow.y += step
    }
  }
  flow.y += 6
}
