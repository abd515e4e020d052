/**
 * The structure tree (ISO 32000-1 section 14.7): which element each piece of a page's content belongs to, and back. A report has some ten
 * thousand elements, each one object: they are written as they stand in the file.
 */
import type { Element } from '../pages.ts'
import type { PdfFile } from './file.ts'

interface Node {
  readonly id: number
  readonly parent: number
  readonly entries: string
  readonly kids: string[]
  /** Page of the first content: the others' is named with each. */
  page: number | null
}

export class Structure {
  readonly #file: PdfFile
  readonly #nodes = new Map<Element, Node>()
  /** By StructParents of a page the elements of its contents; by StructParent of an annotation its own. */
  readonly #parents: (number | number[])[] = []
  readonly #root: number
  #top: Node | null = null
  #contents: number[] = []

  constructor(file: PdfFile) {
    this.#file = file
    const root = file.inner.ref({})
    this.#root = root.id
    Object.assign(file.inner._root.data, { MarkInfo: { Marked: true }, StructTreeRoot: root })
  }

  /** A page was added. */
  page(): void {
    this.#contents = []
    this.#file.inner.page.dictionary.data['StructParents'] = this.#parents.push(this.#contents) - 1
  }

  /** The number by which the page marks what it paints next as this element's (14.7.4.2). */
  content(element: Element): number {
    const node = this.#node(element)
    const page = this.#file.pageId
    const mark = this.#contents.push(node.id) - 1
    node.page ??= page
    node.kids.push(node.page === page ? String(mark) : `<</Type /MCR /Pg ${page} 0 R /MCID ${mark}>>`)
    return mark
  }

  /** An annotation of this page belongs to the element (14.7.4.3). Out: its StructParent. */
  annotation(element: Element, id: number): number {
    const node = this.#node(element)
    node.kids.push(`<</Type /OBJR /Pg ${this.#file.pageId} 0 R /Obj ${id} 0 R>>`)
    return this.#parents.push(node.id) - 1
  }

  #node(element: Element): Node {
    const known = this.#nodes.get(element)
    if (known) return known
    const parent = element.parent && this.#node(element.parent)
    const node = { id: this.#file.reserve(), parent: parent?.id ?? this.#root, entries: this.#entries(element), kids: [], page: null }
    if (parent) parent.kids.push(`${node.id} 0 R`)
    else this.#top = node
    this.#nodes.set(element, node)
    return node
  }

  #entries({ tag, alt, scope, bbox }: Element): string {
    let entries = `/S /${tag}`
    if (alt !== undefined && tag === 'Figure') entries += `\n/Alt ${textString(alt)}`
    if (scope) entries += `\n/A <</O /Table /Scope /${scope}>>`
    if (bbox) {
      const { height } = this.#file.page
      const [left, top, right, bottom] = bbox
      const box = [left, height - bottom, right, height - top].map((n) => Math.round(n * 1000) / 1000).join(' ')
      entries += `\n/A <</O /Layout /Placement /Block /BBox [${box}]>>`
    }
    return entries
  }

  /** Writes the tree. */
  end(): void {
    for (const { id, parent, entries, kids, page } of this.#nodes.values())
      this.#file.object(id, `<<\n${entries}\n/P ${parent} 0 R${page === null ? '' : `\n/Pg ${page} 0 R`}\n/K [${kids.join(' ')}]\n>>`)
    const parents = this.#file.reserve()
    const numbers = this.#parents.map((of, key) =>
      typeof of === 'number' ? `${key} ${of} 0 R` : `${key} [${of.map((id) => `${id} 0 R`).join(' ')}]`,
    )
    this.#file.object(parents, `<<\n/Nums [\n${numbers.join('\n')}\n]\n>>`)
    this.#file.object(
      this.#root,
      `<<\n/Type /StructTreeRoot\n/K [${this.#top?.id} 0 R]\n/ParentTree ${parents} 0 R\n/ParentTreeNextKey ${this.#parents.length}\n>>`,
    )
  }
}

/** A text string of any characters (7.9.2.2). */
function textString(text: string): string {
  let hexadecimal = 'FEFF'
  for (let i = 0; i < text.length; i++) hexadecimal += text.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0')
  return `<${hexadecimal}>`
}
