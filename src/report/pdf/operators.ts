/** Operators of a page's content (ISO 32000-1 Annex A) as text, in points from the upper left: the page's own matrix points its axis down. */

const digits = (value: number): string => String(Math.round(value * 1000) / 1000)
const components = (color: string): string => [1, 3, 5].map((at) => digits(Number.parseInt(color.slice(at, at + 2), 16) / 255)).join(' ')

/** A colour is `#rrggbb`; the same few are asked for again and again. */
const known = new Map<string, string>()
function colorOf(color: string): string {
  let text = known.get(color)
  if (text === undefined) known.set(color, (text = components(color)))
  return text
}
export const fill = (color: string): string => `${colorOf(color)} rg`
export const stroke = (color: string): string => `${colorOf(color)} RG`

export const rect = (x: number, y: number, w: number, h: number): string => `${digits(x)} ${digits(y)} ${digits(w)} ${digits(h)} re\nf`
/** A horizontal line. */
export const rule = (x: number, y: number, w: number, width: number): string =>
  `${digits(width)} w\n${digits(x)} ${digits(y)} m\n${digits(x + w)} ${digits(y)} l\nS`

/** A glyph's number as two bytes of a literal string, half of what hexadecimal takes to pack. */
export const glyphCode = (number: number): string =>
  String.fromCharCode(number >> 8, number & 0xff).replace(/[()\\\r\n]/g, (byte) =>
    byte === '\r' ? '\\r' : byte === '\n' ? '\\n' : `\\${byte}`,
  )

/** A page keeps its font from one text to the next. */
export const font = (id: string, size: number): string => `/${id} ${digits(size)} Tf`

/** In: glyphs as `glyphCode` writes them. `outline` is the width of a stroke around them, for a weight the face does not have. */
export function show(x: number, y: number, glyphs: string, outline: number | null): string {
  const begin = `BT\n1 0 0 -1 ${digits(x)} ${digits(y)} Tm`
  if (outline === null) return `${begin}\n(${glyphs}) Tj\nET`
  return `${digits(outline)} w\n${begin}\n2 Tr\n(${glyphs}) Tj\n0 Tr\nET`
}
