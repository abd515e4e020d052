/** Rows of cells side by side: the measure of one, one over as many pages as it takes, and rows of a label and a value. */
import type { Cell } from '../block.ts'
import { type Element, MARGIN, type Op } from '../pages.ts'
import type { Line } from '../typeset.ts'
import type { Flow } from './flow.ts'
import { COLOR, LEAD, PAD, RULE, SMALL } from './style.ts'

export function facts(flow: Flow, sect: Element, rows: readonly (readonly [string, string | Cell])[], summary: string): void {
  const element: Element = { tag: 'Table', parent: sect, alt: summary }
  const label = Math.min(150, flow.width * 0.26)
  for (const [name, value] of rows) {
    const cell: Cell = typeof value === 'string' ? { text: value } : value
    const row: Element = { tag: 'TR', parent: element }
    drawRow(
      flow,
      row,
      [
        { cell: { text: name, tone: 'quiet' }, x: MARGIN.x, width: label, header: 'Row' },
        { cell, x: MARGIN.x + label, width: flow.width - label, header: null },
      ],
      null,
    )
  }
  flow.y += 8
}

export interface Placed {
  readonly cell: Cell
  readonly x: number
  readonly width: number
  readonly header: 'Row' | 'Column' | null
  readonly align?: 'left' | 'right'
}
export const cellText = (cell: Cell, placed: Placed, flow: Flow) =>
  flow.type.lines(
    cell.text,
    SMALL,
    placed.width - PAD * 2 - (cell.glyph ? SMALL + 4 : 0),
    (cell.bold ?? false) || placed.header === 'Column',
  )

export function rowHeight(lines: readonly (readonly Line[])[]): number {
  return Math.max(...lines.map((l) => l.length), 1) * SMALL * LEAD + PAD * 1.5
}

/** One row. It is kept whole where a page can hold it, else its lines go on over the page; `again` repeats the heads. */
export function drawRow(flow: Flow, row: Element, cells: readonly Placed[], again: (() => void) | null): void {
  const lines = cells.map((placed) => cellText(placed.cell, placed, flow))
  const step = SMALL * LEAD
  const height = rowHeight(lines)
  const whole = flow.bottom - MARGIN.top - 30
  if (height <= whole && flow.y + height > flow.bottom) {
    flow.newPage(flow.landscape)
    again?.()
  }
  const elements = cells.map(({ header, cell }): Element => {
    const own: Element = header ? { tag: 'TH', parent: row, scope: header } : { tag: 'TD', parent: row }
    return cell.to ? { tag: 'Link', parent: own } : own
  })
  const longest = Math.max(...lines.map((l) => l.length), 1)
  for (let from = 0; from < longest; ) {
    const fit = Math.max(1, Math.floor((flow.bottom - flow.y - PAD * 1.5) / step))
    const to = Math.min(longest, from + fit)
    cells.forEach(({ cell, x, width, align, header }, i) => {
      const color = COLOR[cell.tone ?? 'ink']
      const bold = (cell.bold ?? false) || header === 'Column'
      const left = x + PAD + (cell.glyph ? SMALL + 4 : 0)
      const part = (lines[i] ?? []).slice(from, to)
      if (part.length === 0 && from > 0) return
      const ops: Op[] = part.map((line, j) => ({
        op: 'text',
        x: align === 'right' ? x + width - PAD - line.width : left,
        y: flow.y + PAD * 0.75 + j * step + SMALL,
        size: SMALL,
        line,
        color,
        bold,
      }))
      if (cell.glyph && from === 0)
        ops.unshift({
          op: 'glyph',
          x: x + PAD + SMALL / 2,
          y: flow.y + PAD * 0.75 + SMALL * 0.66,
          size: SMALL + 1,
          glyph: cell.glyph,
          color,
        })
      const link =
        cell.to && part.length
          ? { link: { to: cell.to, x: left, y: flow.y, w: Math.max(...part.map((l) => l.width)), h: part.length * step, label: cell.text } }
          : {}
      flow.put({ element: elements[i] ?? null, ops, ...link })
    })
    flow.y += (to - from) * step + PAD * 1.5
    from = to
    if (from < longest) {
      flow.newPage(flow.landscape)
      again?.()
    }
  }
  flow.put({ element: null, ops: [{ op: 'rule', x: MARGIN.x, y: flow.y, w: flow.width, color: RULE, width: 0.4 }] })
}
