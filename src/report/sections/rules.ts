/** Every rule that was run, passes included. */
import { LINTS } from '../../engine/lints/index.ts'
import type { Section } from '../block.ts'
import type { SectionContext } from './section.ts'

export function rules(c: SectionContext): Section {
  const w = c.words.rules
  return {
    title: c.words.sections.rules,
    anchor: 'rules',
    blocks: [
      { kind: 'paragraph', text: w.intro },
      {
        kind: 'table',
        summary: c.words.sections.rules,
        columns: [
          { title: w.rule, share: 34 },
          { title: w.applied, share: 10, align: 'right' },
          { title: w.found, share: 9, align: 'right' },
          { title: w.reason, share: 47 },
        ],
        rows: c.audit.checked.map((run) => {
          const rule = LINTS.find((l) => l.id === run.lint)
          const title = rule ? c.findingWords.lints[rule.id].title : ''
          return {
            cells: [
              { text: `${run.lint}\n${title}`.trimEnd() },
              { text: String(run.applied) },
              { text: String(run.found), bold: run.found > 0 },
              { text: rule?.citation ?? '' },
            ],
          }
        }),
      },
    ],
  }
}
