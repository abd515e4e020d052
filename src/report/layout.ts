/** Blocks to pages: the only place that knows where anything stands. Pure: the same document gives the same pages. */
import type { Block, Cell, ReportDocument, Row, Section, Tone } from './block.ts'
import { type Element, type Entry, type Fragment, MARGIN, type Op, type Page, sizeOf } from './pages.ts'
import type { Line, Typesetter } from './typeset.ts'

/** Readable in grey: broken is dark and bold, the rest is ink. */
const COLOR: { readonly [K in Tone]: string } = { ink: '#111827', quiet: '#465063', broken: '#8f0d22', soon: '#7a4a00' }
const RULE = '#c9d0d9'
const BODY = 9
const SMALL = 8
const LEAD = 1.38
const PAD = 4
/** A section's title, its line and the room below. */
const TITLE = 36

export interface Layout {
  readonly pages: readonly Page[]
  readonly entries: readonly Entry[]
}

/** In: the document and a typesetter. Out: pages and contents. */
export function layout(document: ReportDocument, type: Typesetter): Layout {
  const root: Element = { tag: 'Document', parent: null }
  const count = document.sections.reduce((n, s) => n + 1 + listed(s.blocks), 0)
  const front = new Flow(type, root)
  titlePage(document, front)
  const body = new Flow(type, root)
  const contentPages = Math.ceil((count + 2) / contentsPerPage())
  body.base = front.pages.length + contentPages
  for (const section of document.sections) flowSection(section, body, root)
  const contents = new Flow(type, root)
  flowContents(document, body.entries, contents, contentPages)
  return { pages: [...front.pages, ...contents.pages, ...body.pages], entries: body.entries }
}

function listed(blocks: readonly Block[]): number {
  return blocks.reduce((n, b) => n + (b.kind === 'keep' ? listed(b.blocks) : b.kind === 'heading' && b.listed ? 1 : 0), 0)
}

class Flow {
  readonly pages: Page[] = []
  readonly entries: Entry[] = []
  readonly type: Typesetter
  readonly root: Element
  /** Pages before the first of this flow. */
  base = 0
  y = 0
  landscape = false
  /** Level of the last heading: PDF/UA allows no level to be left out. */
  heading = 2

  constructor(type: Typesetter, root: Element) {
    this.type = type
    this.root = root
  }
  get page(): Page {
    return this.pages.at(-1) ?? this.newPage(this.landscape)
  }
  get width(): number {
    return sizeOf(this.landscape).width - 2 * MARGIN.x
  }
  get bottom(): number {
    return sizeOf(this.landscape).height - MARGIN.bottom
  }
  get fresh(): boolean {
    return this.y <= MARGIN.top
  }
  newPage(landscape = false): Page {
    this.landscape = landscape
    const page: Page = { landscape, fragments: [], anchors: [] }
    this.pages.push(page)
    this.y = MARGIN.top
    return page
  }
  /** Makes room for `height`, on a new page if it must. */
  need(height: number): void {
    if (!this.pages.length) this.newPage(this.landscape)
    if (this.y + height > this.bottom && !this.fresh) this.newPage(this.landscape)
  }
  put(fragment: Fragment): void {
    this.page.fragments.push(fragment)
  }
  anchor(name: string): void {
    this.page.anchors.push({ name, y: Math.max(0, this.y - 8) })
  }
  entry(text: string, anchor: string, level: 1 | 2): void {
    this.anchor(anchor)
    this.entries.push({ text, anchor, level, page: this.base + this.pages.length, y: Math.max(0, this.y - 8) })
  }
}

function titlePage(document: ReportDocument, flow: Flow): void {
  flow.newPage()
  const sect: Element = { tag: 'Sect', parent: flow.root }
  flow.y = 150
  text(flow, { tag: 'P', parent: sect }, 'pkiscope', { size: 11, bold: true, color: COLOR.quiet })
  flow.y += 10
  text(flow, { tag: 'H1', parent: sect }, document.title, { size: 26, bold: true, color: COLOR.ink, lead: 1.2 })
  text(flow, { tag: 'P', parent: sect }, document.subject, { size: 12, color: COLOR.quiet })
  flow.y += 26
  const { verdict } = document
  const lines = flow.type.lines(verdict.text, 14, flow.width - 56, true)
  const height = lines.length * 14 * 1.3 + 24
  flow.put({
    element: null,
    ops: [
      { op: 'rect', x: MARGIN.x, y: flow.y, w: flow.width, h: height, fill: '#f1f3f6' },
      { op: 'rect', x: MARGIN.x, y: flow.y, w: 4, h: height, fill: COLOR[verdict.tone] },
    ],
  })
  const ops: Op[] = [
    { op: 'glyph', x: MARGIN.x + 28, y: flow.y + 12 + 14 * 0.65, size: 16, glyph: verdict.glyph, color: COLOR[verdict.tone] },
  ]
  lines.forEach((line, i) =>
    ops.push({
      op: 'text',
      x: MARGIN.x + 46,
      y: flow.y + 12 + 14 * 1.05 + i * 14 * 1.3,
      size: 14,
      line,
      color: COLOR[verdict.tone],
      bold: true,
    }),
  )
  flow.put({ element: { tag: 'P', parent: sect }, ops })
  flow.y += height + 28
  facts(flow, sect, document.facts, document.title)
}

const CONTENTS_LINE = 17
function contentsPerPage(): number {
  return Math.floor((sizeOf(false).height - MARGIN.top - MARGIN.bottom - 40) / CONTENTS_LINE)
}

function flowContents(document: ReportDocument, entries: readonly Entry[], flow: Flow, pages: number): void {
  const per = contentsPerPage()
  const toc: Element = { tag: 'TOC', parent: flow.root }
  for (let p = 0; p < pages; p++) {
    flow.newPage()
    if (p === 0) text(flow, { tag: 'H2', parent: flow.root }, document.contentsTitle, { size: 17, bold: true, color: COLOR.ink })
    flow.y = MARGIN.top + 40
    for (const entry of entries.slice(p * per, (p + 1) * per)) {
      const item: Element = { tag: 'TOCI', parent: toc }
      const link: Element = { tag: 'Link', parent: { tag: 'Reference', parent: item } }
      const indent = entry.level === 1 ? 0 : 16
      const size = entry.level === 1 ? 10 : BODY
      const number = flow.type.line(String(entry.page), size, false)
      const [first] = flow.type.lines(entry.text, size, flow.width - indent - 48, entry.level === 1)
      const whole = flow.type.lines(entry.text, size, flow.width - indent - 48, entry.level === 1).length === 1
      const label = first && !whole ? flow.type.line(`${first.runs.map((r) => r.text).join('')} …`, size, entry.level === 1) : first
      if (!label) continue
      const baseline = flow.y + 12
      flow.put({
        element: link,
        ops: [
          { op: 'text', x: MARGIN.x + indent, y: baseline, size, line: label, color: COLOR.ink, bold: entry.level === 1 },
          { op: 'text', x: MARGIN.x + flow.width - number.width, y: baseline, size, line: number, color: COLOR.ink, bold: false },
        ],
        link: { to: entry.anchor, x: MARGIN.x, y: flow.y, w: flow.width, h: CONTENTS_LINE, label: entry.text },
      })
      const from = MARGIN.x + indent + label.width + 8
      const to = MARGIN.x + flow.width - number.width - 8
      if (to > from)
        flow.put({ element: null, ops: [{ op: 'rule', x: from, y: baseline - 2, w: to - from, color: '#dde2e9', width: 0.5 }] })
      flow.y += CONTENTS_LINE
    }
  }
}

function flowSection(section: Section, flow: Flow, root: Element): void {
  const sect: Element = { tag: 'Sect', parent: root }
  if (section.page) flow.newPage(section.page === 'landscape')
  else {
    if (flow.landscape) flow.newPage(false)
    flow.need(Math.max(120, 64 + leastHeight(section.blocks, flow)))
    if (!flow.fresh) flow.y += 22
  }
  flow.entry(section.title, section.anchor, 1)
  flow.heading = 2
  text(flow, { tag: 'H2', parent: sect }, section.title, { size: 17, bold: true, color: COLOR.ink })
  flow.put({ element: null, ops: [{ op: 'rule', x: MARGIN.x, y: flow.y, w: flow.width, color: COLOR.ink, width: 0.8 }] })
  flow.y += 10
  section.blocks.forEach((block, i) => flowBlock(block, section.blocks.slice(i + 1, i + 3), flow, sect))
}

function flowBlock(block: Block, next: readonly Block[], flow: Flow, sect: Element): void {
  switch (block.kind) {
    case 'page':
      if (!flow.fresh || flow.landscape !== block.landscape) flow.newPage(block.landscape)
      return
    case 'keep': {
      // Laid out on a scratch page first, from where it would begin.
      const scratch = new Flow(flow.type, flow.root)
      scratch.newPage(flow.landscape)
      scratch.y = flow.y
      scratch.heading = flow.heading
      const after = (i: number) => [...block.blocks.slice(i + 1, i + 3), ...next]
      block.blocks.forEach((b, i) => flowBlock(b, after(i), scratch, sect))
      // Below a section's title it is divided instead: the title would stand on a page alone.
      if (scratch.pages.length > 1 && flow.y > MARGIN.top + TITLE) flow.newPage(flow.landscape)
      block.blocks.forEach((b, i) => flowBlock(b, after(i), flow, sect))
      return
    }
    case 'heading': {
      const size = block.level === 2 ? 12 : 10
      // A heading never stands alone at the foot of a page.
      flow.need(size * 2 + 8 + leastHeight(next, flow))
      if (!flow.fresh) flow.y += block.level === 2 ? 12 : 8
      if (block.anchor && block.listed) flow.entry(block.text, block.anchor, 2)
      else if (block.anchor) flow.anchor(block.anchor)
      flow.heading = Math.min(block.level + 1, flow.heading + 1)
      text(flow, { tag: `H${flow.heading}`, parent: sect }, block.text, {
        size,
        bold: true,
        color: COLOR[block.tone ?? 'ink'],
        ...(block.glyph ? { glyph: block.glyph } : {}),
      })
      flow.y += 3
      return
    }
    case 'paragraph':
      text(flow, { tag: 'P', parent: sect }, block.text, {
        size: block.small ? SMALL : BODY,
        bold: block.bold ?? false,
        color: COLOR[block.tone ?? 'ink'],
        ...(block.to ? { to: block.to } : {}),
      })
      flow.y += 5
      return
    case 'list': {
      const list: Element = { tag: 'L', parent: sect }
      for (const item of block.items) {
        const li: Element = { tag: 'LI', parent: list }
        const bullet = flow.type.line('•', BODY, false)
        flow.need(BODY * LEAD)
        flow.put({
          element: { tag: 'Lbl', parent: li },
          ops: [{ op: 'text', x: MARGIN.x + 4, y: flow.y + BODY, size: BODY, line: bullet, color: COLOR.quiet, bold: false }],
        })
        text(flow, { tag: 'LBody', parent: li }, item, { size: BODY, color: COLOR.ink, indent: 16 })
        flow.y += 2
      }
      flow.y += 4
      return
    }
    case 'code':
      code(flow, sect, block.lines)
      return
    case 'facts':
      facts(flow, sect, block.rows, block.summary)
      return
    case 'table':
      table(flow, sect, block)
      return
    case 'figure': {
      const scale = Math.min(flow.width / block.width, (flow.bottom - flow.y - 6) / block.height)
      const [w, h] = [block.width * scale, block.height * scale]
      const x = MARGIN.x + (flow.width - w) / 2
      flow.put({
        element: { tag: 'Figure', parent: sect, alt: block.alt, bbox: [x, flow.y, x + w, flow.y + h] },
        ops: [{ op: 'shapes', x, y: flow.y, scale, shapes: block.shapes }],
      })
      flow.y += h + 8
      return
    }
  }
}

/** What must fit below a heading for it to be worth starting here. */
function leastHeight([block, next]: readonly Block[], flow: Flow): number {
  if (block?.kind === 'table') return startOfTable(block, flow)
  if (block?.kind !== 'paragraph') return block?.kind === 'facts' ? 64 : 40
  const lines = flow.type.lines(block.text, BODY, flow.width, false).length
  const height = Math.min(3, lines) * BODY * LEAD + 6
  // A table and the line that says what it lists stay together.
  return lines <= 3 && next?.kind === 'table' ? height + startOfTable(next, flow) : height
}

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
function text(flow: Flow, element: Element, content: string, style: TextStyle): void {
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

function code(flow: Flow, sect: Element, lines: readonly string[]): void {
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

function facts(flow: Flow, sect: Element, rows: readonly (readonly [string, string | Cell])[], summary: string): void {
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

interface Placed {
  readonly cell: Cell
  readonly x: number
  readonly width: number
  readonly header: 'Row' | 'Column' | null
  readonly align?: 'left' | 'right'
}
const cellText = (cell: Cell, placed: Placed, flow: Flow) =>
  flow.type.lines(
    cell.text,
    SMALL,
    placed.width - PAD * 2 - (cell.glyph ? SMALL + 4 : 0),
    (cell.bold ?? false) || placed.header === 'Column',
  )

function rowHeight(lines: readonly (readonly Line[])[]): number {
  return Math.max(...lines.map((l) => l.length), 1) * SMALL * LEAD + PAD * 1.5
}

/** One row. It is kept whole where a page can hold it, else its lines go on over the page; `again` repeats the heads. */
function drawRow(flow: Flow, row: Element, cells: readonly Placed[], again: (() => void) | null): void {
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
function startOfTable(block: Table, flow: Flow): number {
  const heads = heightOf(flow, placeHeads(flow, block))
  const rows = block.rows.slice(0, MOST_WHOLE).map((row) => heightOf(flow, placeRow(flow, block, row, null)))
  const half = (flow.bottom - MARGIN.top) / 2
  const sum = (heights: readonly number[]) => heights.reduce((n, height) => n + height, heads)
  if (block.rows.length <= MOST_WHOLE && sum(rows) <= half) return sum(rows)
  return Math.min(sum(rows.slice(0, 2)), half)
}

function table(flow: Flow, sect: Element, block: Table): void {
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
