/** Pages being filled from the top, and what has been put on them. */
import { type Element, type Entry, type Fragment, MARGIN, type Page, sizeOf } from '../pages.ts'
import type { Typesetter } from '../typeset.ts'

export class Flow {
  readonly pages: Page[] = []
  readonly entries: Entry[] = []
  readonly type: Typesetter
  readonly root: Element
  /** Pages before the first of this flow. */
  base = 0
  y = 0
  landscape = false
  /** Level of the last heading: PDF/UA allows no level to be left out. */
  heading = 2

  constructor(type: Typesetter, root: Element) {
    this.type = type
    this.root = root
  }
  get page(): Page {
    return this.pages.at(-1) ?? this.newPage(this.landscape)
  }
  get width(): number {
    return sizeOf(this.landscape).width - 2 * MARGIN.x
  }
  get bottom(): number {
    return sizeOf(this.landscape).height - MARGIN.bottom
  }
  get fresh(): boolean {
    return this.y <= MARGIN.top
  }
  newPage(landscape = false): Page {
    this.landscape = landscape
    const page: Page = { landscape, fragments: [], anchors: [] }
    this.pages.push(page)
    this.y = MARGIN.top
    return page
  }
  /** Makes room for `height`, on a new page if it must. */
  need(height: number): void {
    if (!this.pages.length) this.newPage(this.landscape)
    if (this.y + height > this.bottom && !this.fresh) this.newPage(this.landscape)
  }
  put(fragment: Fragment): void {
    this.page.fragments.push(fragment)
  }
  anchor(name: string): void {
    this.page.anchors.push({ name, y: Math.max(0, this.y - 8) })
  }
  entry(text: string, anchor: string, level: 1 | 2): void {
    this.anchor(anchor)
    this.entries.push({ text, anchor, level, page: this.base + this.pages.length, y: Math.max(0, this.y - 8) })
  }
}
