/**
 * The report's own TrueType faces for the PDF library, and the subset of each that a report embeds (ISO/IEC 14496-22). They are made by
 * scripts/fonts.mjs: Basic Multilingual Plane, plain outlines, no layout tables. A general font library would be half of what makes a PDF.
 */

type Octets = Uint8Array<ArrayBuffer>
export interface Glyph {
  readonly id: number
  readonly advanceWidth: number
  /** What a reader of the PDF copies. */
  readonly codePoints: readonly number[]
}
interface Position {
  readonly xAdvance: number
  readonly yAdvance: number
  readonly xOffset: number
  readonly yOffset: number
}

/** Flags of a composite glyph's component. */
const WORDS = 0x01
const MORE = 0x20
const SCALES: readonly (readonly [flag: number, bytes: number])[] = [
  [0x08, 2],
  [0x40, 4],
  [0x80, 8],
]

export class TrueType {
  readonly postscriptName: string
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  readonly lineGap: number
  readonly xHeight: number
  readonly capHeight: number
  readonly bbox: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number }
  readonly italicAngle = 0
  readonly post = { isFixedPitch: 0 }
  readonly head = { macStyle: { italic: false } }
  readonly 'OS/2' = { sFamilyClass: 0 }
  readonly file: Octets
  readonly #tables: ReadonlyMap<string, Octets>
  readonly #glyphs = new Map<number, Glyph>()
  readonly #metrics: { readonly view: DataView; readonly full: number }
  readonly #longOffsets: boolean

  /** `name` is this face's in the PDF: no two faces of a document may share one. */
  constructor(font: Octets, name: string) {
    this.postscriptName = name
    this.file = font
    this.#tables = tablesOf(font)
    const [head, hhea, os2] = ['head', 'hhea', 'OS/2'].map((tag) => viewOf(this.table(tag))) as [DataView, DataView, DataView]
    this.unitsPerEm = head.getUint16(18)
    this.bbox = { minX: head.getInt16(36), minY: head.getInt16(38), maxX: head.getInt16(40), maxY: head.getInt16(42) }
    this.#longOffsets = head.getInt16(50) === 1
    this.ascent = hhea.getInt16(4)
    this.descent = hhea.getInt16(6)
    this.lineGap = hhea.getInt16(8)
    this.#metrics = { view: viewOf(this.table('hmtx')), full: hhea.getUint16(34) }
    this.xHeight = os2.getInt16(86)
    this.capHeight = os2.getInt16(88)
    for (const [codePoint, id] of characters(viewOf(this.table('cmap')))) this.#glyphs.set(codePoint, this.#glyph(id, [codePoint]))
  }

  table(tag: string): Octets {
    const table = this.#tables.get(tag)
    if (table === undefined) throw new Error(`the font has no ${tag}`)
    return table
  }
  /** Width of the advance and the left bearing, as they stand in hmtx. */
  metrics(id: number): readonly [advance: number, bearing: number] {
    const { view, full } = this.#metrics
    return id < full
      ? [view.getUint16(4 * id), view.getInt16(4 * id + 2)]
      : [view.getUint16(4 * (full - 1)), view.getInt16(4 * full + 2 * (id - full))]
  }
  outline(id: number): Octets {
    const loca = viewOf(this.table('loca'))
    const at = (n: number) => (this.#longOffsets ? loca.getUint32(4 * n) : 2 * loca.getUint16(2 * n))
    return this.table('glyf').slice(at(id), at(id + 1))
  }

  #glyph(id: number, codePoints: readonly number[]): Glyph {
    return { id, advanceWidth: this.metrics(id)[0], codePoints }
  }
  getGlyph(id: number): Glyph {
    return this.#glyph(id, [])
  }
  /** Null where this face has none. */
  glyphForCodePoint(codePoint: number): Glyph | null {
    return this.#glyphs.get(codePoint) ?? null
  }
  /** One glyph a character, side by side. */
  layout(text: string): { readonly glyphs: readonly Glyph[]; readonly positions: readonly Position[]; readonly advanceWidth: number } {
    const glyphs = Array.from(text, (character) => {
      const codePoint = character.codePointAt(0) ?? 0
      return this.#glyphs.get(codePoint) ?? this.#glyph(0, [codePoint])
    })
    const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }))
    return { glyphs, positions, advanceWidth: glyphs.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) }
  }
  createSubset(): Subset {
    return new Subset(this)
  }
}

/** The glyphs a document uses, numbered anew as they come; 0 is the missing one. */
class Subset {
  readonly #font: TrueType
  readonly #ids = [0]
  readonly #numbers = new Map([[0, 0]])

  constructor(font: TrueType) {
    this.#font = font
  }
  includeGlyph(id: number): number {
    let number = this.#numbers.get(id)
    if (number === undefined) {
      this.#numbers.set(id, (number = this.#ids.length))
      this.#ids.push(id)
    }
    return number
  }
  /** A font of these glyphs, with the tables a PDF needs (ISO 32000-1 section 9.9). */
  encode(): Octets {
    const outlines: Octets[] = []
    // Composites bring further glyphs while they are gone through.
    for (let n = 0; n < this.#ids.length; n++) outlines.push(this.#renumbered(this.#font.outline(this.#ids[n]!)))
    const count = outlines.length
    const loca = new DataView(new ArrayBuffer(4 * count + 4))
    const hmtx = new DataView(new ArrayBuffer(4 * count))
    let length = 0
    outlines.forEach((outline, n) => {
      const [advance, bearing] = this.#font.metrics(this.#ids[n]!)
      hmtx.setUint16(4 * n, advance)
      hmtx.setInt16(4 * n + 2, bearing)
      length += padded(outline.length)
      loca.setUint32(4 * n + 4, length)
    })
    const glyf = new Uint8Array(length)
    outlines.forEach((outline, n) => glyf.set(outline, loca.getUint32(4 * n)))
    const [head, hhea, maxp] = ['head', 'hhea', 'maxp'].map((tag) => this.#font.table(tag).slice()) as [Octets, Octets, Octets]
    viewOf(head).setUint32(8, 0)
    viewOf(head).setInt16(50, 1)
    viewOf(hhea).setUint16(34, count)
    viewOf(maxp).setUint16(4, count)
    return fontOf({ glyf, head, hhea, hmtx: new Uint8Array(hmtx.buffer), loca: new Uint8Array(loca.buffer), maxp })
  }
  /** An outline; a composite one refers to its components by their new numbers. */
  #renumbered(outline: Octets): Octets {
    if (outline.length === 0) return outline
    const view = viewOf(outline)
    if (view.getInt16(0) >= 0) return outline
    for (let at = 10; ; ) {
      const flags = view.getUint16(at)
      view.setUint16(at + 2, this.includeGlyph(view.getUint16(at + 2)))
      at += (flags & WORDS) !== 0 ? 8 : 6
      for (const [flag, bytes] of SCALES) if ((flags & flag) !== 0) at += bytes
      if ((flags & MORE) === 0) return outline
    }
  }
}

const padded = (length: number): number => (length + 3) & ~3
const viewOf = (bytes: Octets): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function tablesOf(font: Octets): Map<string, Octets> {
  const view = viewOf(font)
  const tables = new Map<string, Octets>()
  for (let n = 0; n < view.getUint16(4); n++) {
    const at = 12 + 16 * n
    const start = view.getUint32(at + 8)
    tables.set(String.fromCharCode(...font.subarray(at, at + 4)), font.subarray(start, start + view.getUint32(at + 12)))
  }
  return tables
}

/** Characters and their glyphs, from the cmap's segments (format 4). */
function* characters(cmap: DataView): Generator<readonly [codePoint: number, glyph: number]> {
  const table = cmap.getUint32(8)
  if (cmap.getUint16(table) !== 4) throw new Error('the font maps its characters in another format than 4')
  const segments = cmap.getUint16(table + 6) / 2
  for (let n = 0; n < segments; n++) {
    const at = table + 14 + 2 * n
    const [end, start] = [cmap.getUint16(at), cmap.getUint16(at + 2 + 2 * segments)]
    const delta = cmap.getUint16(at + 2 + 4 * segments)
    const rangeAt = at + 2 + 6 * segments
    const range = cmap.getUint16(rangeAt)
    for (let codePoint = start; codePoint <= end && codePoint < 0xffff; codePoint++) {
      const found = range === 0 ? codePoint : cmap.getUint16(rangeAt + range + 2 * (codePoint - start))
      const glyph = range !== 0 && found === 0 ? 0 : (found + delta) & 0xffff
      if (glyph !== 0) yield [codePoint, glyph]
    }
  }
}

/** The font file of these tables, which are in the order of their tags. */
function fontOf(tables: Readonly<Record<string, Octets>>): Octets {
  const entries = Object.entries(tables)
  const font = new Uint8Array(entries.reduce((sum, [, table]) => sum + padded(table.length), 12 + 16 * entries.length))
  const view = viewOf(font)
  const power = 2 ** Math.floor(Math.log2(entries.length))
  view.setUint32(0, 0x00010000)
  for (const [n, value] of [entries.length, 16 * power, Math.log2(power), 16 * (entries.length - power)].entries())
    view.setUint16(4 + 2 * n, value)
  let start = 12 + 16 * entries.length
  let adjustmentAt = 0
  for (const [n, [tag, table]] of entries.entries()) {
    const at = 12 + 16 * n
    for (let i = 0; i < 4; i++) font[at + i] = tag.charCodeAt(i)
    font.set(table, start)
    view.setUint32(at + 4, checksum(view, start, padded(table.length)))
    view.setUint32(at + 8, start)
    view.setUint32(at + 12, table.length)
    if (tag === 'head') adjustmentAt = start + 8
    start += padded(table.length)
  }
  view.setUint32(adjustmentAt, 0xb1b0afba - checksum(view, 0, font.length))
  return font
}
function checksum(view: DataView, start: number, length: number): number {
  let sum = 0
  for (let at = start; at < start + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}
