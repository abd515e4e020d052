/** Fragments to the operators of pages: every paint operation stands inside a structure element or an artifact. */
import { type Fragment, MARGIN, type Op } from '../pages.ts'
import type { Typesetter } from '../typeset.ts'
import type { PdfFile } from './file.ts'
import { rect, rule, stroke } from './operators.ts'
import { Pen } from './pen.ts'
import { paintGlyph, paintShapes } from './shapes.ts'
import type { Structure } from './structure.ts'

export class Painter {
  readonly #doc: PdfFile
  readonly #type: Typesetter
  readonly #structure: Structure
  readonly #pen: Pen

  constructor(doc: PdfFile, type: Typesetter, structure: Structure) {
    this.#doc = doc
    this.#type = type
    this.#structure = structure
    this.#pen = new Pen(doc)
  }

  /** A page begins with a state of its own. */
  begin(): void {
    this.#pen.forget()
    this.#structure.page()
  }

  fragment({ element, ops, link }: Fragment): void {
    const doc = this.#doc
    doc.addContent(element ? `/${element.tag} <</MCID ${this.#structure.content(element)}>> BDC` : '/Artifact <</Type /Layout>> BDC')
    for (const op of ops) this.#op(op)
    doc.addContent('EMC')
    if (!element || !link) return
    const add = ({ annotationRef }: { annotationRef: { id: number; data: Record<string, unknown> } }) => {
      annotationRef.data['StructParent'] = this.#structure.annotation(element, annotationRef.id)
    }
    const options = { structParent: { add }, Contents: new String(link.label.slice(0, 200)) }
    doc.goTo(link.x, link.y, link.w, link.h, link.to, options as unknown as PDFKit.Mixins.AnnotationOption)
  }

  footer(left: string, right: string, width: number, height: number): void {
    const doc = this.#doc
    doc.addContent('/Artifact <</Type /Pagination /Attached [/Bottom]>> BDC')
    const y = height - MARGIN.bottom + 28
    const end = this.#type.line(right, 8, false)
    this.#op({ op: 'rule', x: MARGIN.x, y: y - 12, w: width - 2 * MARGIN.x, color: '#c9d0d9', width: 0.5 })
    this.#pen.text(this.#type.line(left, 8, false), MARGIN.x, y, 8, '#465063', false)
    this.#pen.text(end, width - MARGIN.x - end.width, y, 8, '#465063', false)
    doc.addContent('EMC')
  }

  #op(op: Op): void {
    const doc = this.#doc
    switch (op.op) {
      case 'text':
        this.#pen.text(op.line, op.x, op.y, op.size, op.color, op.bold)
        return
      case 'rect':
        this.#pen.fill(op.fill)
        doc.addContent(rect(op.x, op.y, op.w, op.h))
        return
      case 'rule':
        doc.addContent(stroke(op.color)).addContent(rule(op.x, op.y, op.w, op.width))
        return
      case 'glyph':
        paintGlyph(doc, op.glyph, op.x, op.y, op.size, op.color)
        return
      case 'shapes':
        doc.save().translate(op.x, op.y).scale(op.scale)
        paintShapes(doc, this.#pen, this.#type, op.shapes)
        doc.restore()
        this.#pen.forget()
        return
    }
  }
}
