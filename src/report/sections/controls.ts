/** The controls of the CIS benchmark with their evidence. */
import type { ControlResult } from '../../engine/audit.ts'
import { controlTerm, controlTitle } from '../../text/controls.ts'
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import type { Glyph } from '../diagram/glyphs.ts'
import type { SectionContext } from './section.ts'

const GLYPH: { readonly [K in ControlResult['status']]: Glyph } = {
  pass: 'tick',
  fail: 'cross',
  undecidable: 'question',
  'not-applicable': 'barred',
}
/** Nodes listed control by control; further ones are in the attached JSON. */
const MOST_NODES = 6
const MOST_LINES = { pass: 1, fail: 6, undecidable: 0, 'not-applicable': 0 } as const
const NAMES: Readonly<Record<string, string>> = { 'cis-1.11': 'CIS Kubernetes Benchmark 1.11', 'cis-1.12': 'CIS Kubernetes Benchmark 1.12' }

export function controls(c: SectionContext): Section {
  const w = c.words.controls
  const all = c.audit.controls
  const blocks: Block[] = []
  if (!all.length) blocks.push({ kind: 'paragraph', text: w.none })
  else blocks.push({ kind: 'paragraph', text: w.intro([...new Set(all.map((r) => NAMES[r.benchmark] ?? r.benchmark))].join(', ')) })
  const nodes = [...new Set(all.map((r) => r.node))]
  for (const node of nodes.slice(0, MOST_NODES)) {
    const own = all.filter((r) => r.node === node)
    const count = (status: ControlResult['status']) => own.filter((r) => r.status === status).length
    if (nodes.length > 1 || node !== null)
      blocks.push({
        kind: 'heading',
        level: 2,
        text: node === null ? '–' : visible(node),
        anchor: `controls-${node ?? ''}`,
        listed: nodes.length > 1,
      })
    blocks.push({
      kind: 'paragraph',
      text: w.counts(count('pass'), count('fail'), count('undecidable'), count('not-applicable')),
      bold: true,
    })
    blocks.push({
      kind: 'table',
      summary: c.words.sections.controls,
      columns: [
        { title: w.id, share: 7 },
        { title: w.control, share: 31 },
        { title: w.result, share: 15 },
        { title: w.evidence, share: 47 },
      ],
      rows: own.map((r) => ({
        cells: [
          { text: r.id },
          { text: `${controlTitle(r.id, c.language)}${r.scored ? '' : `  (${w.advice})`}` },
          {
            text: w.status[r.status],
            glyph: GLYPH[r.status],
            tone: r.status === 'fail' ? ('broken' as const) : r.status === 'pass' ? ('ink' as const) : ('quiet' as const),
            bold: r.status === 'fail',
          },
          { text: evidence(c, r) },
        ],
      })),
    })
  }
  if (nodes.length > MOST_NODES) blocks.push({ kind: 'paragraph', text: c.words.call.more(nodes.length - MOST_NODES), tone: 'quiet' })
  return { title: c.words.sections.controls, anchor: 'controls', page: 'portrait', blocks }
}

function evidence(c: SectionContext, r: ControlResult): string {
  if (r.status === 'undecidable')
    return `${c.words.controls.needs}: ${r.needs.map((need) => visible(controlTerm(need, c.language))).join(', ')}`
  if (r.status === 'not-applicable') return r.evidence.map((e) => controlTerm(e.value ?? '', c.language)).join('\n') || '–'
  const most = Math.max(MOST_LINES[r.status], r.evidence.length === 2 ? 2 : 0)
  const lines = r.evidence.slice(0, most).map((e) => {
    const where = e.file ? `${visible(e.file)}${e.line ? `:${e.line}` : ''}` : ''
    return `${visible(e.setting ?? '')} = ${e.value === null ? '–' : visible(controlTerm(e.value, c.language))} (${controlTerm(e.expected ?? '', c.language)})${where ? `\n${where}` : ''}`
  })
  if (r.evidence.length > most) lines.push(c.words.finding.also(r.evidence.length - most))
  return lines.join('\n') || '–'
}
