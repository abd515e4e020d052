import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Typesetter } from './typeset.ts'

/** Half an em for Latin, one for Han; nothing else has a glyph. */
const type = new Typesetter({
  advance: (face, c) => (face === 'chinese' ? (c >= 0x4e00 && c <= 0x9fa5 ? 1 : null) : c >= 0x20 && c < 0x7f ? 0.5 : null),
})
const text = (lines: readonly { runs: readonly { text: string }[] }[]) => lines.map((l) => l.runs.map((r) => r.text).join(''))

test('lines break after separators, between Han, never before closing punctuation', () => {
  expect(text(type.lines('etc/kubernetes/pki/ca.crt', 10, 80, false))).toEqual(['etc/kubernetes/', 'pki/ca.crt'])
  expect(text(type.lines('证书已过期', 10, 20, false))).toEqual(['证书', '已过', '期'])
  expect(text(type.lines('one two', 10, 20, false))).toEqual(['one', 'two'])
})

test('what no face has is written as its escape, and so are bidirectional controls', () => {
  expect(text(type.lines('a\u{1F600}b\u202e', 10, 1000, false))).toEqual(['a\\u{1F600}b\\u{202E}'])
})

test('a command does not break within quotes', () => {
  const lines = type.command(`grep -oE 'data.?: *.?[a-z]+ b' 'it'\\''s a/ca.crt' | base64 -d`, 10, 140)
  const texts = lines.map((line) => line.runs.map((run) => run.text).join(''))
  expect(texts.length).toBeGreaterThan(2)
  for (const text of texts) expect((text.replaceAll("\\'", '').split("'").length - 1) % 2, text).toBe(0)
})

test('commands break between words, and can be pasted', () => {
  expect(text(type.command('openssl verify -CAfile ca.crt leaf.crt', 10, 110))).toEqual([
    'openssl verify \\',
    '  -CAfile ca.crt \\',
    '  leaf.crt',
  ])
})

test('nothing is lost and no line is too wide, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), fc.integer({ min: 30, max: 200 }), (content, width) => {
      const lines = type.lines(content, 10, width, false)
      const squash = (s: string) => s.replace(/ /g, '')
      const whole = text([type.line(content.replaceAll('\n', ''), 10, false)]).join('')
      expect(squash(text(lines).join(''))).toBe(squash(whole))
      expect(Math.max(...lines.map((l) => l.width))).toBeLessThanOrEqual(width + 0.001)
    }),
  )
})
