/** A PDF being written: the only door to pdfkit, which knows fonts, pages, outline and metadata. What a report has most of, text, tags and their tree, is written past it. */
import { zlibSync } from 'fflate'
import PDFDocument from 'pdfkit'

/**
 * Of fflate's levels the one that packs a report within a tenth of the highest in two thirds of its time; the same bytes everywhere, as no
 * browser's own are.
 */
const LEVEL = 4
export const packed = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: LEVEL })

interface Data {
  readonly data: Record<string, unknown>
}
interface Stream extends Data {
  readonly id: number
  compress: boolean
  end(chunk?: Uint8Array): void
}
/** What pdfkit has and its types do not say. */
interface Inner {
  readonly _root: Data
  readonly _offsets: (number | null)[]
  readonly page: { readonly dictionary: Data & { readonly id: number }; readonly content: Stream }
  _offset: number
  _waiting: number
  _refEnd(object: { readonly id: number; readonly offset: number }): void
  ref(data: unknown): Stream
  addNamedEmbeddedFile(name: string, file: Stream): void
}

/**
 * Keeps what pdfkit writes as it writes it. Its stream would queue some hundred thousand pieces of one report
 * and take each off the front of an array, which moves all the rest; and each operator would be an array of bytes of its own.
 */
export class PdfFile extends PDFDocument {
  // The header is written before a field of ours could be set.
  declare pieces: (string | Uint8Array)[] | undefined
  declare operators: string[] | undefined
  declare complete: true | undefined

  /** The structure tree is written by `Structure`. */
  override endMarkings(): void {}
  get inner(): Inner {
    return this as unknown as Inner
  }
  get pageId(): number {
    return this.inner.page.dictionary.id
  }
  override push(piece: Uint8Array<ArrayBuffer> | null): boolean {
    if (piece === null) this.complete = true
    else (this.pieces ??= []).push(piece)
    return true
  }
  /** A string of pdfkit's has one character a byte. */
  _write(piece: string | Uint8Array): void {
    const whole = typeof piece === 'string' ? `${piece}\n` : piece
    ;(this.pieces ??= []).push(whole)
    this.inner._offset += whole.length
  }
  /** The number of an object that `object` writes. */
  reserve(): number {
    const { inner } = this
    inner._waiting++
    return inner._offsets.push(null)
  }
  object(id: number, body: string): void {
    const offset = this.inner._offset
    this._write(`${id} 0 obj\n${body}\nendobj`)
    this.inner._refEnd({ id, offset })
  }

  override addContent(operator: string): this {
    ;(this.operators ??= []).push(operator)
    return this
  }
  override flushPages(): void {
    if (this.operators?.length) {
      const { content } = this.inner.page
      content.compress = false
      content.data['Filter'] = 'FlateDecode'
      content.end(packed(octets(`${this.operators.join('\n')}\n`)))
      // pdfkit ends it once more with the page.
      content.end = () => undefined
      this.operators = []
    }
    super.flushPages()
  }
  bytes(): Uint8Array<ArrayBuffer> {
    if (!this.complete) throw new Error('the PDF has no end yet')
    const bytes = new Uint8Array(this.inner._offset)
    let at = 0
    for (const piece of this.pieces ?? []) {
      if (typeof piece === 'string') copy(piece, bytes, at)
      else bytes.set(piece, at)
      at += piece.length
    }
    return bytes
  }
}

function copy(text: string, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i)
}
function octets(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  copy(text, bytes, 0)
  return bytes
}
