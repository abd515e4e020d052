/** How it was judged, and what an offline check of files cannot see. */
import type { Section } from '../block.ts'
import type { SectionContext } from './section.ts'

export function method(c: SectionContext): Section {
  return { title: c.words.sections.method, anchor: 'method', blocks: c.words.method.map((text) => ({ kind: 'paragraph', text })) }
}
