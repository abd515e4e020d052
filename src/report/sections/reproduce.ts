/** The commands that repeat the facts, with what they answer. */
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import { type Reproduction, reproductions } from '../reproduce.ts'
import { callTitle, type SectionContext } from './section.ts'

/** Blocks of commands printed; the rest repeats them for further nodes. */
const MOST_COMMANDS = 80

export function reproduce(c: SectionContext): Section {
  const w = c.words.reproduce
  const all = reproductions(c.audit)
  const blocks: Block[] = [{ kind: 'paragraph', text: all.length ? w.intro : w.nothing }]
  if (all.length) blocks.push({ kind: 'paragraph', text: w.count(all.length, all.filter((r) => r.differs !== null).length), bold: true })
  // What fails and what differs is looked for first, and must not be among those left out.
  const rank = (r: Reproduction) => (r.go === 'OK' ? (r.differs === null ? 2 : 1) : 0)
  const shown = new Set(all.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_COMMANDS))
  for (const r of all) if (shown.has(r)) blocks.push({ kind: 'keep', blocks: one(c, r) })
  if (all.length > MOST_COMMANDS) blocks.push({ kind: 'paragraph', text: c.words.call.more(all.length - MOST_COMMANDS), tone: 'quiet' })
  return { title: c.words.sections.reproduce, anchor: 'reproduce', page: 'portrait', blocks }
}

function one(c: SectionContext, r: Reproduction): Block[] {
  const w = c.words.reproduce
  const call = c.audit.calls[r.call]
  if (!call) return []
  const halves: Readonly<Record<Reproduction['half'], string | undefined>> = {
    callerAcceptsServer: c.words.call.halves[0],
    providerAcceptsClient: c.words.call.halves[1],
    identityAuthorised: c.words.call.halves[2],
    file: w.file,
    keys: undefined,
  }
  const half = halves[r.half]
  const answer = r.half === 'keys' && r.openssl !== null ? w.digests(r.openssl) : w.openssl(r.openssl)
  const blocks: Block[] = [
    { kind: 'heading', level: 3, text: half === undefined ? callTitle(call) : `${callTitle(call)}: ${half}` },
    { kind: 'code', lines: [...r.lines, `# ${w.go(visible(r.go))}`, `# ${answer}`] },
  ]
  if (r.differs !== null) blocks.push({ kind: 'paragraph', text: `${w.differs} ${w.differences[r.differs]}`, bold: true, small: true })
  return blocks
}
