/** Tables: where one begins, its heads again on every page, and no last row alone. */
import type { Block, Row } from '../block.ts'
import { type Element, MARGIN, type Op } from '../pages.ts'
import type { Flow } from './flow.ts'
import { cellText, drawRow, type Placed, rowHeight } from './row.ts'
import { COLOR, LEAD, PAD, SMALL } from './style.ts'

type Table = Extract<Block, { kind: 'table' }>
function placeRow(flow: Flow, block: Table, row: Row, header: Placed['header']): Placed[] {
  const total = block.columns.reduce((n, c) => n + c.share, 0)
  let x: number = MARGIN.x
  return block.columns.map((column, i) => {
    const width = (flow.width * column.share) / total
    const placed: Placed = { cell: row.cells[i] ?? { text: '' }, x, width, header, ...(column.align ? { align: column.align } : {}) }
    x += width
    return placed
  })
}
const placeHeads = (flow: Flow, block: Table) => placeRow(flow, block, { cells: block.columns.map((c) => ({ text: c.title })) }, 'Column')
const heightOf = (flow: Flow, placed: readonly Placed[]) => rowHeight(placed.map((p) => cellText(p.cell, p, flow)))

/** Rows of a table that is not divided where half a page holds it. */
const MOST_WHOLE = 6
/** What must fit where a table begins: its head and two rows, or all of a small one. */
export function startOfTable(block: Table, flow: Flow): number {
  const heads = heightOf(flow, placeHeads(flow, block))
  const rows = block.rows.slice(0, MOST_WHOLE).map((row) => heightOf(flow, placeRow(flow, block, row, null)))
  const half = (flow.bottom - MARGIN.top) / 2
  const sum = (heights: readonly number[]) => heights.reduce((n, height) => n + height, heads)
  if (block.rows.length <= MOST_WHOLE && sum(rows) <= half) return sum(rows)
  return Math.min(sum(rows.slice(0, 2)), half)
}

export function table(flow: Flow, sect: Element, block: Table): void {
  const element: Element = { tag: 'Table', parent: sect, alt: block.summary }
  const heads = placeHeads(flow, block)
  // Only the first is in the structure; a repeated head is an artifact of its page.
  const repeat = () => {
    const lines = heads.map((h) => cellText(h.cell, h, flow))
    const height = rowHeight(lines)
    flow.put({
      element: null,
      ops: [
        { op: 'rect', x: MARGIN.x, y: flow.y, w: flow.width, h: height, fill: '#eff2f6' },
        ...heads.flatMap((h, i) =>
          (lines[i] ?? []).map(
            (line, j): Op => ({
              op: 'text',
              x: h.align === 'right' ? h.x + h.width - PAD - line.width : h.x + PAD,
              y: flow.y + PAD * 0.75 + j * SMALL * LEAD + SMALL,
              size: SMALL,
              line,
              color: COLOR.ink,
              bold: true,
            }),
          ),
        ),
      ],
    })
    flow.y += height
  }
  const height = heightOf(flow, heads)
  flow.need(startOfTable(block, flow))
  flow.put({ element: null, ops: [{ op: 'rect', x: MARGIN.x, y: flow.y, w: flow.width, h: height, fill: '#eff2f6' }] })
  drawRow(flow, { tag: 'TR', parent: element }, heads, null)
  for (const [n, row] of block.rows.entries()) {
    const placed = placeRow(flow, block, row, null)
    const last = n > 0 && n === block.rows.length - 2 ? block.rows[n + 1] : undefined
    if (last) {
      // The last row does not stand on a page alone.
      const [own, after] = [heightOf(flow, placed), heightOf(flow, placeRow(flow, block, last, null))]
      const both = flow.y + own + after
      if (flow.y + own <= flow.bottom && both > flow.bottom && both - flow.y < flow.bottom - MARGIN.top - height) {
        flow.newPage(flow.landscape)
        repeat()
      }
    }
    const before = flow.pages.length
    const y = flow.y
    drawRow(flow, { tag: 'TR', parent: element }, placed, repeat)
    if (row.anchor)
      (flow.pages[before - 1 + (flow.pages.length > before ? 1 : 0)] ?? flow.page).anchors.push({
        name: row.anchor,
        y: flow.pages.length > before ? MARGIN.top : y,
      })
  }
  flow.y += 10
}
