/** What was not in the drop, and what it would have settled. */
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import { callNumbers, type SectionContext } from './section.ts'

export function coverage(c: SectionContext): Section {
  const w = c.words.coverage
  const { missing } = c.audit.coverage
  const blocks: Block[] = [{ kind: 'paragraph', text: missing.length ? w.intro : w.complete }]
  if (missing.length) {
    blocks.push({
      kind: 'table',
      summary: c.words.sections.coverage,
      columns: [
        { title: w.component, share: 22 },
        { title: w.setting, share: 26 },
        { title: w.file, share: 34 },
        { title: w.settles, share: 18 },
      ],
      rows: missing.map((m) => ({
        cells: [
          { text: m.component },
          { text: visible(m.setting) },
          { text: m.file ? visible(m.file) : '–' },
          { text: callNumbers(c, m.wouldSettle) },
        ],
      })),
    })
  }
  const { unplaced = [] } = c.audit.coverage
  if (unplaced.length > 0) blocks.push({ kind: 'paragraph', text: `${w.unplaced} ${unplaced.map(visible).join(', ')}` })
  return { title: c.words.sections.coverage, anchor: 'coverage', blocks }
}
