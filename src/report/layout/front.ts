/** The first pages: title, then contents. */
import type { ReportDocument } from '../block.ts'
import { type Element, type Entry, MARGIN, type Op, sizeOf } from '../pages.ts'
import type { Flow } from './flow.ts'
import { BODY, COLOR } from './style.ts'
import { facts } from './row.ts'
import { text } from './text.ts'

export function titlePage(document: ReportDocument, flow: Flow): void {
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
export function contentsPerPage(): number {
  return Math.floor((sizeOf(false).height - MARGIN.top - MARGIN.bottom - 40) / CONTENTS_LINE)
}

export function flowContents(document: ReportDocument, entries: readonly Entry[], flow: Flow, pages: number): void {
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
