import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadFonts, needsChinese } from './index.ts'

const TEXT = new URL('../../text/', import.meta.url)
/** The 7,445 characters of GB 2312, which the Chinese face was cut to. */
const decoder = new TextDecoder('gbk')
const han = new Set<string>()
for (let row = 0xa1; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) han.add(decoder.decode(Uint8Array.of(row, cell)))

test('every character of the dictionaries is in a face of the report', () => {
  const missing = new Set<string>()
  for (const name of readdirSync(TEXT).filter((n) => /\.(en|zh-CN)\.ts$/.test(n))) {
    for (const character of readFileSync(new URL(name, TEXT), 'utf8')) {
      const latin = /[\n\u0020-\u007e\u00a0-\u017f–—‘’“”†•…‰‹›€™←↑→↓−≈≠≤≥×·]/.test(character)
      if (!latin && !han.has(character) && !/[\uff01-\uff5e]/.test(character)) missing.add(`${name} ${character}`)
    }
  }
  expect([...missing]).toEqual([])
})

test('Chinese is loaded only where it is needed', async () => {
  expect([needsChinese('CN=kubernetes — «ünïcode»'), needsChinese('集群')]).toEqual([false, true])
  expect((await loadFonts(false)).chinese).toBeUndefined()
  const { regular, chinese } = await loadFonts(true)
  expect([regular, chinese].map((face) => face?.glyphForCodePoint('集'.codePointAt(0) ?? 0) ?? null)).toEqual([
    null,
    expect.objectContaining({ codePoints: [0x96c6] }),
  ])
})

test('the letters of the diagram are in the report’s faces: a twin’s has a prime', async () => {
  const { regular, bold } = await loadFonts(false)
  for (const face of [regular, bold]) expect(face.glyphForCodePoint('′'.codePointAt(0) ?? 0), face.postscriptName).not.toBeNull()
})
