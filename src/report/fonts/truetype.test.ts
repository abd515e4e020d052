/** Held against fontkit, which the PDF library would use: the same characters, widths and outlines, and subsets that draw the same. */
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { loadFonts } from './index.ts'
import type { TrueType } from './truetype.ts'

interface Fontkit {
  readonly characterSet: readonly number[]
  readonly numGlyphs: number
  readonly [key: string]: unknown
  glyphForCodePoint(codePoint: number): { readonly id: number; readonly advanceWidth: number; readonly path: { toSVG(): string } }
  getGlyph(id: number): { readonly advanceWidth: number; readonly path: { toSVG(): string } }
}
const require = createRequire(import.meta.url)
const { create } = createRequire(require.resolve('pdfkit'))('fontkit') as { create: (font: Buffer) => Fontkit }

/** 0xffff ends the table of characters. */
const charactersOf = ({ characterSet }: Fontkit): readonly number[] => characterSet.filter((codePoint) => codePoint !== 0xffff)
const faces = Object.entries(await loadFonts(true)) as [string, TrueType][]

test.each(faces)('%s: characters, widths and measures', (_name, face) => {
  const theirs = create(Buffer.from(face.file))
  for (const codePoint of charactersOf(theirs)) {
    const { id, advanceWidth } = theirs.glyphForCodePoint(codePoint)
    expect(face.glyphForCodePoint(codePoint), String.fromCodePoint(codePoint)).toEqual({ id, advanceWidth, codePoints: [codePoint] })
  }
  expect(charactersOf(theirs).length).toBeGreaterThan(200)
  expect(face.glyphForCodePoint(0x1f600)).toBeNull()
  for (const key of ['unitsPerEm', 'ascent', 'descent', 'lineGap', 'xHeight', 'capHeight', 'italicAngle'] as const)
    expect(face[key], key).toBe(theirs[key])
  expect(face.bbox).toEqual({ ...(theirs['bbox'] as object) })
})

test.each(faces)('%s: a subset draws what the whole font draws, composites too', (_name, face) => {
  const whole = create(Buffer.from(face.file))
  // Every seventh character, and all that have an accent.
  const chosen = charactersOf(whole).filter((codePoint, n) => n % 7 === 0 || (codePoint >= 0xc0 && codePoint < 0x180))
  const subset = face.createSubset()
  const numbers = chosen.map((codePoint) => subset.includeGlyph(face.glyphForCodePoint(codePoint)?.id ?? 0))
  const bytes = subset.encode()
  const part = create(Buffer.from(bytes))
  expect(part.numGlyphs).toBeGreaterThan(new Set(numbers).size)
  for (const [n, codePoint] of chosen.entries()) {
    const [ours, theirs] = [part.getGlyph(numbers[n] ?? 0), whole.glyphForCodePoint(codePoint)]
    expect([ours.advanceWidth, ours.path.toSVG()], String.fromCodePoint(codePoint)).toEqual([theirs.advanceWidth, theirs.path.toSVG()])
  }
  // Sums of the whole file (OpenType, "Calculating checksums").
  const view = new DataView(bytes.buffer)
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  expect(sum).toBe(0xb1b0afba)
})

test('what a face does not have is the missing glyph, and keeps its character', async () => {
  const { regular } = await loadFonts(false)
  expect(regular.layout('a\u{1f600}').glyphs.map(({ id, codePoints }) => [id === 0, codePoints])).toEqual([
    [false, [0x61]],
    [true, [0x1f600]],
  ])
})
