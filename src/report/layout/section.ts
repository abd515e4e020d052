/** A section and its blocks, kept together where they belong together. */
import type { Block, Section } from '../block.ts'
import { type Element, MARGIN } from '../pages.ts'
import { Flow } from './flow.ts'
import { facts } from './row.ts'
import { BODY, COLOR, LEAD, SMALL, TITLE } from './style.ts'
import { startOfTable, table } from './table.ts'
import { code, text } from './text.ts'

export function flowSection(section: Section, flow: Flow, root: Element): void {
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
