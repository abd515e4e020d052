import { expect, test } from 'vitest'
import { AT, DAY, plainCertificate, plainInventory, plainName } from '../engine/testing/plain.ts'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import type { Block } from './block.ts'
import { layout } from './layout.ts'
import { MARGIN, sizeOf } from './pages.ts'
import { reportDocument } from './report.ts'
import { Typesetter } from './typeset.ts'

const type = new Typesetter({
  advance: (face, c) => (face === 'chinese' ? (c > 0x2e80 ? 1 : null) : c < 0x500 || (c >= 0x2010 && c <= 0x22ff) ? 0.55 : null),
})
const audit = sampleAudit()
/** Sixty-character subjects, two hundred names, more certificates than a page holds. */
const certificates = [
  ...audit.inventory.certificates,
  ...Array.from({ length: 80 }, (_, i) =>
    plainCertificate({
      id: 5 + i,
      notAfter: AT + i * DAY,
      subject: plainName('s'.repeat(60)),
      names: {
        dns: Array.from({ length: i === 3 ? 200 : 2 }, (__, n) => `name-${n}.namespace.svc.cluster.local`),
        ip: [],
        email: [],
        uri: [],
      },
    }),
  ),
]
const large = {
  ...audit,
  inventory: plainInventory({
    ...audit.inventory,
    certificates,
    locations: certificates.map((c) => [{ file: `${'deep/'.repeat(20)}${c.id}.crt`, field: null, line: null }]),
  }),
}
const { pages, entries } = layout(reportDocument(large), type)

test('nothing is painted outside the margins', () => {
  for (const [number, page] of pages.entries()) {
    const { width, height } = sizeOf(page.landscape)
    for (const { ops } of page.fragments) {
      for (const op of ops) {
        if (op.op === 'shapes') continue
        const right = op.op === 'text' ? op.x + op.line.width : op.op === 'glyph' ? op.x : op.x + op.w
        expect(right, `page ${number + 1}`).toBeLessThanOrEqual(width - MARGIN.x + 0.5)
        expect(op.y, `page ${number + 1}`).toBeLessThanOrEqual(height - MARGIN.bottom + 4)
        expect(op.x).toBeGreaterThanOrEqual(MARGIN.x - 0.5)
      }
    }
  }
})

test('headings leave out no level, and none ends a page', () => {
  let level = 0
  for (const page of pages) {
    const tags = page.fragments.flatMap((f) => (f.element && f.ops.length ? [f.element.tag] : []))
    expect(tags.at(-1)).not.toMatch(/^H\d$/)
    for (const tag of tags) {
      const own = /^H(\d)$/.exec(tag)?.[1]
      if (!own) continue
      expect(Number(own)).toBeLessThanOrEqual(level + 1)
      level = Number(own)
    }
  }
  expect(level).toBeGreaterThan(1)
})

test('the contents name the page each section is on', () => {
  expect(entries.length).toBeGreaterThan(12)
  for (const entry of entries) expect(pages[entry.page - 1]?.anchors.map((a) => a.name)).toContain(entry.anchor)
})

test('every link leads somewhere', () => {
  const anchors = new Set(pages.flatMap((p) => p.anchors.map((a) => a.name)))
  for (const { link } of pages.flatMap((p) => p.fragments)) if (link) expect(anchors).toContain(link.to)
})

test('a table over several pages repeats its head on each, as an artifact', () => {
  const head = (f: (typeof pages)[number]['fragments'][number]) =>
    f.ops.some((op) => op.op === 'text' && op.line.runs.map((r) => r.text).join('') === 'Subject and SHA-256')
  const found = pages.flatMap((p) => p.fragments.filter(head))
  expect(found.length).toBeGreaterThan(2)
  expect(found.filter((f) => f.element !== null)).toHaveLength(1)
})

test('a table’s last row does not stand on a page alone', () => {
  const row = (n: number) => ({ cells: [{ text: `row ${n}` }] })
  for (let rows = 30; rows < 90; rows++) {
    const table: Block = {
      kind: 'table',
      summary: 't',
      columns: [{ title: 'head', share: 1 }],
      rows: Array.from({ length: rows }, (_, n) => row(n)),
    }
    const section = { title: 's', anchor: 's', page: 'portrait' as const, blocks: [table] }
    const made = layout({ ...reportDocument(audit), sections: [section] }, type)
    const last = made.pages.at(-1)?.fragments.filter(({ element }) => element?.tag === 'TD') ?? []
    expect(last.length, String(rows)).toBeGreaterThan(1)
  }
})
