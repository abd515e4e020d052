/** Every file that was dropped: digest, mode, owner, what it was read as or why it was not. */
import { visible } from '../../text/visible.ts'
import type { Section } from '../block.ts'
import { beyond, MOST_ROWS, type SectionContext } from './section.ts'

export function inputs(c: SectionContext): Section {
  const w = c.words.inputs
  const files = c.audit.inventory.files.filter((f) => !f.directory)
  return {
    title: c.words.sections.inputs,
    anchor: 'inputs',
    blocks: [
      {
        kind: 'table',
        summary: c.words.sections.inputs,
        columns: [
          // A digest fits on one line.
          { title: w.path, share: 61 },
          { title: w.mode, share: 8 },
          { title: w.owner, share: 11 },
          { title: w.bytes, share: 8, align: 'right' },
          { title: w.readAs, share: 14 },
        ],
        rows: files.slice(0, MOST_ROWS).map((f) => ({
          cells: [
            { text: `${visible(f.path)}${f.linkTarget === null ? '' : ` → ${visible(f.linkTarget)}`}\n${f.sha256 ?? ''}`.trimEnd() },
            { text: f.mode === null ? '–' : (f.mode & 0o7777).toString(8).padStart(4, '0') },
            { text: visible(f.owner ?? (f.uid === null ? '–' : `${f.uid}:${f.gid ?? ''}`)) },
            { text: String(f.bytes) },
            {
              text: f.readAs.length ? f.readAs.join(', ') : f.ignored ? w.ignored(f.ignored) : '–',
              ...(f.readAs.length ? {} : { tone: 'quiet' as const }),
            },
          ],
        })),
      },
      ...beyond(c, files.length),
    ],
  }
}
