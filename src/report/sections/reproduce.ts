/** The commands that repeat the facts. */
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import { reproductions } from '../reproduce.ts'
import { callTitle, type SectionContext } from './section.ts'

/** Blocks of commands printed; the rest repeats them for further nodes. */
const MOST_COMMANDS = 80

export function reproduce(c: SectionContext): Section {
  const w = c.words.reproduce
  const all = reproductions(c.audit)
  const blocks: Block[] = [{ kind: 'paragraph', text: all.length ? w.intro : w.nothing }]
  if (all.length) blocks.push({ kind: 'list', items: w.differences })
  for (const r of all.slice(0, MOST_COMMANDS)) {
    const call = c.audit.calls[r.call]
    if (!call) continue
    const half = r.half === 'keys' ? '' : `: ${c.words.call.halves[r.half === 'callerAcceptsServer' ? 0 : 1]}`
    const block: Block[] = [
      { kind: 'heading', level: 3, text: `${callTitle(call)}${half}` },
      { kind: 'code', lines: [...r.lines, `# Go: ${visible(r.go)}`] },
    ]
    if (r.differs) block.push({ kind: 'paragraph', text: w.differs, bold: true, small: true })
    blocks.push({ kind: 'keep', blocks: block })
  }
  if (all.length > MOST_COMMANDS) blocks.push({ kind: 'paragraph', text: c.words.call.more(all.length - MOST_COMMANDS), tone: 'quiet' })
  return { title: c.words.sections.reproduce, anchor: 'reproduce', page: 'portrait', blocks }
}
