/** Blocks to pages: the only place that knows where anything stands. Pure: the same document gives the same pages. */
import type { Block, ReportDocument } from './block.ts'
import { Flow } from './layout/flow.ts'
import { contentsPerPage, flowContents, titlePage } from './layout/front.ts'
import { flowSection } from './layout/section.ts'
import type { Element, Entry, Page } from './pages.ts'
import type { Typesetter } from './typeset.ts'

export interface Layout {
  readonly pages: readonly Page[]
  readonly entries: readonly Entry[]
}

/** In: the document and a typesetter. Out: pages and contents. */
export function layout(document: ReportDocument, type: Typesetter): Layout {
  const root: Element = { tag: 'Document', parent: null }
  const count = document.sections.reduce((n, s) => n + 1 + listed(s.blocks), 0)
  const front = new Flow(type, root)
  titlePage(document, front)
  const body = new Flow(type, root)
  const contentPages = Math.ceil((count + 2) / contentsPerPage())
  body.base = front.pages.length + contentPages
  for (const section of document.sections) flowSection(section, body, root)
  const contents = new Flow(type, root)
  flowContents(document, body.entries, contents, contentPages)
  return { pages: [...front.pages, ...contents.pages, ...body.pages], entries: body.entries }
}

function listed(blocks: readonly Block[]): number {
  return blocks.reduce((n, b) => n + (b.kind === 'keep' ? listed(b.blocks) : b.kind === 'heading' && b.listed ? 1 : 0), 0)
}
