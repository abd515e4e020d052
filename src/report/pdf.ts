/**
 * Pages to PDF: the only door to pdfkit. Tagged, PDF/A-3a and PDF/UA-1 declared, the JSON of the audit attached, and the same bytes
 * for the same input. Every paint operation stands inside a structure element or an artifact.
 */
import PDFDocument from 'pdfkit'
import { rfc3339 } from '../text/format.ts'
import type { ReportDocument } from './block.ts'
import { linePath } from './diagram/svg.ts'
import { GLYPHS } from './diagram/glyphs.ts'
import { cellPath, type Shape } from './diagram/shape.ts'
import { type Fonts, loadFonts, needsChinese } from './fonts/index.ts'
import { layout } from './layout.ts'
import { type Element, type Fragment, MARGIN, type Op, sizeOf } from './pages.ts'
import { fill, glyphCode, rect, rule, show, stroke } from './operators.ts'
import { type Face, type Line, type Metrics, type Run, Typesetter } from './typeset.ts'

type Doc = PDFKit.PDFDocument
type Struct = PDFKit.PDFStructureElement
/** What pdfkit makes of a face. */
interface EmbeddedFont {
  readonly id: string
  ref(): unknown
  /** Glyph numbers of the subset as hexadecimal. */
  encode(text: string, features: readonly string[]): readonly [glyphs: readonly string[], positions: unknown]
}

export interface PdfOptions {
  /** The JSON export, attached as the data behind the report. */
  readonly attachment: string
  /** What the attachment is, in the language of the report. */
  readonly description: string
}

/** The claim of PDF/UA-1, and the description of its property that PDF/A wants of every schema it does not know (ISO 19005-3 section 6.6.2.3). */
const UNIVERSAL_ACCESS = `
        <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
                <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
                <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
                <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
                <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
                    <pdfaProperty:name>part</pdfaProperty:name>
                    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
                    <pdfaProperty:category>internal</pdfaProperty:category>
                    <pdfaProperty:description>Part of ISO 14289 that this file follows</pdfaProperty:description>
                </rdf:li></rdf:Seq></pdfaSchema:property>
            </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        `

/** In: the document and its data. Out: the bytes of the PDF. */
export async function renderPdf(document: ReportDocument, options: PdfOptions): Promise<Uint8Array<ArrayBuffer>> {
  const fonts = await loadFonts(document.language.startsWith('zh') || needsChinese(JSON.stringify(document)))
  const date = new Date(document.at * 1000)
  const plain = (text: string) => text.replace(/[<>&]/g, ' ')
  const doc = new Collected({
    autoFirstPage: false,
    bufferPages: false,
    // The default face would be loaded from a file the browser build does not have.
    font: null as unknown as string,
    pdfVersion: '1.7',
    tagged: true,
    subset: 'PDF/A-3a',
    lang: document.language,
    displayTitle: true,
    info: {
      Title: plain(document.title),
      Subject: plain(document.subject),
      Creator: 'pkiscope',
      Producer: 'pkiscope (pdfkit)',
      CreationDate: date,
      ModDate: date,
    },
  } as PDFKit.PDFDocumentOptions)
  doc.appendXML(UNIVERSAL_ACCESS)
  // What the information dictionary says the metadata must say too (ISO 19005-3 section 6.6.3); pdfkit leaves this one out.
  doc.appendXML(
    `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:ModifyDate>${rfc3339(document.at)}</xmp:ModifyDate></rdf:Description>`,
  )
  const metrics = register(doc, fonts)
  const { pages, entries } = layout(document, new Typesetter(metrics))
  const painter = new Painter(doc, new Typesetter(metrics))
  const outline: PDFKit.PDFOutline[] = []
  pages.forEach((page, index) => {
    const { width, height } = sizeOf(page.landscape)
    doc.addPage({ size: [width, height], margin: 0 })
    ;(doc.page.dictionary.data as Record<string, unknown>)['Tabs'] = 'S'
    for (const { name, y } of page.anchors) doc.addNamedDestination(name, 'XYZ', 0, y, null as unknown as number)
    for (const entry of entries) {
      if (entry.page !== index + 1) continue
      const parent = entry.level === 1 ? doc.outline : outline.at(-1)
      const item = (parent ?? doc.outline).addItem(entry.text, { expanded: false, top: entry.y } as { expanded: boolean })
      if (entry.level === 1) outline.push(item)
    }
    painter.begin()
    for (const fragment of page.fragments) painter.fragment(fragment)
    if (index > 0) painter.footer(document.footer, document.page(index + 1, pages.length), width, height)
  })
  painter.end()
  attach(doc, options, date)
  doc.end()
  return doc.bytes()
}

function register(doc: Doc, fonts: Fonts): Metrics {
  // pdfkit takes what can lay out text for a font, and opens no file then.
  for (const [face, font] of Object.entries(fonts)) doc.registerFont(face, font as unknown as Buffer)
  return {
    advance: (face, codePoint) => {
      const font = fonts[face]
      const glyph = font?.glyphForCodePoint(codePoint)
      return font && glyph ? glyph.advanceWidth / font.unitsPerEm : null
    },
  }
}

/**
 * PDF/A-3 section 6.8: the file is associated with the document by the catalog's AF. pdfkit's own way takes an MD5 of it besides,
 * which nobody checks and which takes as long as a third of packing it.
 */
function attach(doc: Doc, { attachment, description }: PdfOptions, date: Date): void {
  const data = new TextEncoder().encode(attachment)
  const inner = doc as unknown as {
    readonly _root: { readonly data: Record<string, unknown> }
    addNamedEmbeddedFile(name: string, file: PDFKit.PDFKitReference): void
  }
  const name = 'audit.json'
  const Params = { CreationDate: date, ModDate: date, Size: data.length }
  const stream = doc.ref({ Type: 'EmbeddedFile', Subtype: 'application#2Fjson', Params })
  stream.end(data)
  const text = (words: string) => new String(words)
  const file = doc.ref({
    Type: 'Filespec',
    AFRelationship: 'Data',
    F: text(name),
    UF: text(name),
    EF: { F: stream, UF: stream },
    Desc: text(description),
  })
  file.end(undefined)
  inner.addNamedEmbeddedFile(name, file)
  inner._root.data['AF'] = [file]
}

/**
 * Keeps what pdfkit writes as it writes it. Its stream would queue some hundred thousand pieces of one report
 * and take each off the front of an array, which moves all the rest; and each operator would be an array of bytes of its own.
 */
class Collected extends PDFDocument {
  // The header is written before a field of ours could be set.
  declare pieces: (string | Uint8Array)[] | undefined
  declare operators: string[] | undefined
  declare complete: true | undefined
  declare _offset: number
  override push(piece: Uint8Array<ArrayBuffer> | null): boolean {
    if (piece === null) this.complete = true
    else (this.pieces ??= []).push(piece)
    return true
  }
  /** A string of pdfkit's has one character a byte. */
  _write(piece: string | Uint8Array): void {
    const whole = typeof piece === 'string' ? `${piece}\n` : piece
    ;(this.pieces ??= []).push(whole)
    this._offset += whole.length
  }
  override addContent(operator: string): this {
    ;(this.operators ??= []).push(operator)
    return this
  }
  /** What has been painted since the call before this one, as one text. */
  painted(): string {
    const text = (this.operators ?? []).join('\n')
    this.operators = []
    return text
  }
  override flushPages(): void {
    const content = this.painted()
    if (content) (this.page as unknown as { write(content: string): void }).write(content)
    super.flushPages()
  }
  bytes(): Uint8Array<ArrayBuffer> {
    if (!this.complete) throw new Error('the PDF has no end yet')
    const bytes = new Uint8Array(this._offset)
    let at = 0
    for (const piece of this.pieces ?? []) {
      if (typeof piece === 'string') for (let i = 0; i < piece.length; i++) bytes[at + i] = piece.charCodeAt(i)
      else bytes.set(piece, at)
      at += piece.length
    }
    return bytes
  }
}

class Painter {
  readonly #doc: Collected
  readonly #type: Typesetter
  readonly #structs = new Map<Element, Struct>()
  readonly #faces = new Map<Face, { readonly font: EmbeddedFont; readonly glyphs: Map<string, string> }>()
  #root: Struct | null = null
  /** What is filled with on this page; null where it is not known. */
  #color: string | null = null

  constructor(doc: Collected, type: Typesetter) {
    this.#doc = doc
    this.#type = type
  }

  /** A page begins with a state of its own. */
  begin(): void {
    this.#color = null
  }

  fragment({ element, ops, link }: Fragment): void {
    const doc = this.#doc
    if (!element) {
      doc.markContent('Artifact', { type: 'Layout' })
      for (const op of ops) this.#op(op)
      doc.endMarkedContent()
      return
    }
    const struct = this.#struct(element)
    const content = (doc as unknown as { markStructureContent(tag: string): PDFKit.PDFStructureContent }).markStructureContent(element.tag)
    for (const op of ops) this.#op(op)
    doc.endMarkedContent()
    struct.add(content)
    if (link) {
      const options = { structParent: struct, Contents: new String(link.label.slice(0, 200)) }
      doc.goTo(link.x, link.y, link.w, link.h, link.to, options as unknown as PDFKit.Mixins.AnnotationOption)
    }
  }

  footer(left: string, right: string, width: number, height: number): void {
    const doc = this.#doc
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] } as PDFKit.Mixins.MarkingOptions)
    const y = height - MARGIN.bottom + 28
    const end = this.#type.line(right, 8, false)
    this.#op({ op: 'rule', x: MARGIN.x, y: y - 12, w: width - 2 * MARGIN.x, color: '#c9d0d9', width: 0.5 })
    this.#text(this.#type.line(left, 8, false), MARGIN.x, y, 8, '#465063', false)
    this.#text(end, width - MARGIN.x - end.width, y, 8, '#465063', false)
    doc.endMarkedContent()
  }

  end(): void {
    this.#root?.end()
  }

  #struct(element: Element): Struct {
    const known = this.#structs.get(element)
    if (known) return known
    const { tag, alt, scope, bbox } = element
    const struct = this.#doc.struct(tag, {
      ...(alt && tag === 'Figure' ? { alt } : {}),
      ...(scope ? { scope } : {}),
      ...(bbox ? { bbox } : {}),
    } as PDFKit.Mixins.MarkingOptions)
    if (element.parent) this.#struct(element.parent).add(struct)
    else {
      this.#doc.addStructure(struct)
      this.#root = struct
    }
    this.#structs.set(element, struct)
    return struct
  }

  #op(op: Op): void {
    const doc = this.#doc
    switch (op.op) {
      case 'text':
        this.#text(op.line, op.x, op.y, op.size, op.color, op.bold)
        return
      case 'rect':
        this.#fillWith(op.fill)
        doc.addContent(rect(op.x, op.y, op.w, op.h))
        return
      case 'rule':
        doc.addContent(stroke(op.color)).addContent(rule(op.x, op.y, op.w, op.width))
        return
      case 'glyph':
        this.#glyph(op.glyph, op.x, op.y, op.size, op.color)
        return
      case 'shapes':
        doc.save().translate(op.x, op.y).scale(op.scale)
        for (const shape of op.shapes) this.#shape(shape)
        doc.restore()
        this.#color = null
        return
    }
  }

  #text(line: Line, x: number, y: number, size: number, color: string, bold: boolean): void {
    const doc = this.#doc
    this.#fillWith(color)
    for (const run of line.runs) {
      // The bold face has the letters of our own words alone: for others bold is a stroke around them.
      const outline = bold && run.face !== 'bold' ? size * 0.035 : null
      if (outline !== null) doc.addContent(stroke(color))
      const { font, glyphs } = this.#encoded(run)
      doc.addContent(show(font, size, x, y, glyphs, outline))
      x += run.width
    }
  }
  #fillWith(color: string): void {
    if (this.#color === color) return
    this.#color = color
    this.#doc.addContent(fill(color))
  }

  /** The glyphs of a run and the name its font has on this page. */
  #encoded({ face, text }: Run): { readonly font: string; readonly glyphs: string } {
    let known = this.#faces.get(face)
    if (!known) {
      const { _font } = this.#doc.font(face) as unknown as { readonly _font: EmbeddedFont }
      this.#faces.set(face, (known = { font: _font, glyphs: new Map() }))
    }
    const { font, glyphs } = known
    const { fonts } = this.#doc.page as unknown as { readonly fonts: Record<string, unknown> }
    fonts[font.id] ??= font.ref()
    let all = ''
    for (const character of text) {
      let glyph = glyphs.get(character)
      if (glyph === undefined) {
        const [encoded] = font.encode(character, [])
        glyphs.set(character, (glyph = encoded.map((hex) => glyphCode(Number.parseInt(hex, 16))).join('')))
      }
      all += glyph
    }
    return { font: font.id, glyphs: all }
  }

  #glyph(glyph: keyof typeof GLYPHS, x: number, y: number, size: number, color: string): void {
    const doc = this.#doc
    doc
      .save()
      .translate(x - size / 2, y - size / 2)
      .scale(size / 12)
    for (const { d, width } of GLYPHS[glyph]) doc.path(d).lineWidth(width).lineCap('round').lineJoin('round').stroke(color)
    doc.restore()
  }

  #shape(shape: Shape): void {
    const doc = this.#doc
    this.#color = null // pdfkit fills shapes, by a colour of its own
    switch (shape.kind) {
      case 'rect': {
        const path = () => doc.roundedRect(shape.x, shape.y, shape.w, shape.h, Math.min(shape.r, shape.h / 2, shape.w / 2))
        if (shape.fill) path().fill(shape.fill)
        if (shape.stroke) {
          path().lineWidth(shape.strokeWidth)
          if (shape.dash) doc.dash(shape.dash[0], { space: shape.dash[1] })
          doc.stroke(shape.stroke)
          doc.undash()
        }
        if (!shape.label) return
        const { text, size, weight, fill, dx } = shape.label
        const line = this.#type.line(text, size, weight >= 600)
        this.#text(line, shape.x + shape.w / 2 + dx - line.width / 2, shape.y + shape.h / 2 + size * 0.355, size, fill, weight >= 600)
        return
      }
      case 'line':
        doc
          .path(linePath(shape.points, shape.corner))
          .lineWidth(shape.width)
          .lineCap(shape.round ? 'round' : 'butt')
        if (shape.dash?.length) doc.dash(shape.dash as unknown as number, {})
        doc.stroke(shape.stroke)
        doc.undash()
        return
      case 'polygon':
        doc.polygon(...shape.points.map(([x, y]) => [x, y])).fill(shape.fill)
        return
      case 'glyph':
        this.#glyph(shape.glyph, shape.x, shape.y, shape.size, shape.stroke)
        return
      case 'text':
        shape.lines.forEach((content, i) => {
          const line = this.#type.line(content, shape.size, shape.weight >= 600)
          const x = shape.anchor === 'start' ? shape.x : shape.anchor === 'end' ? shape.x - line.width : shape.x - line.width / 2
          this.#text(line, x, shape.y + i * shape.lineHeight, shape.size, shape.fill, shape.weight >= 600)
        })
        return
      case 'cells':
        doc.save().translate(shape.x, shape.y)
        for (const fill of new Set(shape.fills)) doc.path(cellPath(shape, fill)).fill(fill)
        doc.restore()
        return
    }
  }
}
