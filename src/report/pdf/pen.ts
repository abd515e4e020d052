/** Lines of text on a page, and what they are written with: an operator that would set what is set already is left out. */
import type { Face, Line, Run } from '../typeset.ts'
import type { PdfFile } from './file.ts'
import { fill, font, glyphCode, show, stroke } from './operators.ts'

/** What pdfkit makes of a face. */
interface EmbeddedFont {
  readonly id: string
  ref(): unknown
  /** Glyph numbers of the subset as hexadecimal. */
  encode(text: string, features: readonly string[]): readonly [glyphs: readonly string[], positions: unknown]
}
interface Encoding {
  readonly font: EmbeddedFont
  /** By code point. */
  readonly glyphs: Map<number, string>
  /** By text: what a table says it says in many rows. */
  readonly runs: Map<string, string>
}

export class Pen {
  readonly #file: PdfFile
  readonly #faces = new Map<Face, Encoding>()
  #color: string | null = null
  #font: string | null = null

  constructor(file: PdfFile) {
    this.#file = file
  }

  /** Colour and font are not known any more: a page begins, or pdfkit has painted. */
  forget(): void {
    this.#color = null
    this.#font = null
  }
  fill(color: string): void {
    if (this.#color === color) return
    this.#color = color
    this.#file.addContent(fill(color))
  }

  text(line: Line, x: number, y: number, size: number, color: string, bold: boolean): void {
    this.fill(color)
    for (const run of line.runs) {
      // The bold face has the letters of our own words alone: for others bold is a stroke around them.
      const outline = bold && run.face !== 'bold' ? size * 0.035 : null
      if (outline !== null) this.#file.addContent(stroke(color))
      const encoding = this.#encoding(run.face)
      this.#take(encoding.font, size)
      this.#file.addContent(show(x, y, encoded(run, encoding), outline))
      x += run.width
    }
  }

  #take(face: EmbeddedFont, size: number): void {
    const operator = font(face.id, size)
    if (this.#font === operator) return
    this.#font = operator
    const { fonts } = this.#file.page as unknown as { readonly fonts: Record<string, unknown> }
    fonts[face.id] ??= face.ref()
    this.#file.addContent(operator)
  }

  #encoding(face: Face): Encoding {
    let known = this.#faces.get(face)
    if (!known) {
      const { _font } = this.#file.font(face) as unknown as { readonly _font: EmbeddedFont }
      this.#faces.set(face, (known = { font: _font, glyphs: new Map(), runs: new Map() }))
    }
    return known
  }
}

function encoded({ text }: Run, { font: face, glyphs, runs }: Encoding): string {
  const known = runs.get(text)
  if (known !== undefined) return known
  let all = ''
  for (let at = 0; at < text.length; at++) {
    const codePoint = text.codePointAt(at) as number
    let glyph = glyphs.get(codePoint)
    if (glyph === undefined) {
      const [numbers] = face.encode(String.fromCodePoint(codePoint), [])
      glyphs.set(codePoint, (glyph = numbers.map((hex) => glyphCode(Number.parseInt(hex, 16))).join('')))
    }
    all += glyph
    if (codePoint > 0xffff) at++
  }
  runs.set(text, all)
  return all
}
