import { expect, it } from 'vitest'
import { fill, glyphCode, rect, rule, show } from './operators.ts'

it('writes a glyph as two bytes, escaped where a literal string would end or be read otherwise (ISO 32000-1 section 7.3.4.2)', () => {
  expect(glyphCode(0x0141)).toBe('\u0001A')
  const special = [0x28, 0x29, 0x5c, 0x0d, 0x0a]
  expect(special.map((byte) => glyphCode(byte))).toEqual(['\0\\(', '\0\\)', '\0\\\\', '\0\\r', '\0\\n'])
  expect(glyphCode(0x0d0a)).toBe('\\r\\n')
})
it('writes colours and places in few digits', () => {
  expect(fill('#ff0080')).toBe('1 0 0.502 rg')
  expect(rect(1, 2.00049, 3, 4)).toBe('1 2 3 4 re\nf')
  expect(rule(1, 2, 3, 0.4)).toBe('0.4 w\n1 2 m\n4 2 l\nS')
})
it('draws a stroke around glyphs and takes it back', () => {
  expect(show(1, 2, '\0A', null)).toBe('BT\n1 0 0 -1 1 2 Tm\n(\0A) Tj\nET')
  expect(show(1, 2, '\0A', 0.28)).toBe('0.28 w\nBT\n1 0 0 -1 1 2 Tm\n2 Tr\n(\0A) Tj\n0 Tr\nET')
})
