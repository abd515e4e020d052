/**
 * The fonts of the PDF as modules, since the page may fetch nothing: `node scripts/fonts.mjs` writes src/report/fonts/*.generated.ts.
 * Latin is small and always loaded; Simplified Chinese, with the Greek and Cyrillic that GB 2312 has too, only where a character needs it.
 * No GSUB, GPOS or hints: the report sets its own lines.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'

const require = createRequire(import.meta.url)
const out = fileURLToPath(new URL('../src/report/fonts/', import.meta.url))
const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))
const SIGNS = '–—‘’“”†•…‰′‹›€™←↑→↓−≈≠≤≥×·'
/** What our own words and nearly every name are written in. */
const WESTERN = range(0x20, 0x7e) + range(0xa0, 0xff) + SIGNS
const LATIN = WESTERN + range(0x100, 0x17f)
const GREEK_AND_CYRILLIC = range(0x384, 0x3ce) + range(0x400, 0x45f)
/** GB 2312 (1980): the 7,445 characters of ordinary Simplified Chinese text, and full-width forms. */
const gb2312 = () => {
  const decoder = new TextDecoder('gbk')
  let text = ''
  for (let row = 0xa1; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) text += decoder.decode(Uint8Array.of(row, cell))
  const han = [...text].filter((c) => c !== '\ufffd' && !LATIN.includes(c) && !/[\ue000-\uf8ff]/.test(c)).join('')
  return han + range(0xff01, 0xff5e) + GREEK_AND_CYRILLIC
}
const FONTS = [
  { name: 'latin', export: 'LATIN', file: '400Regular/NotoSansSC_400Regular.ttf', text: () => LATIN },
  { name: 'latin-bold', export: 'LATIN_BOLD', file: '700Bold/NotoSansSC_700Bold.ttf', text: () => WESTERN },
  { name: 'chinese', export: 'CHINESE', file: '400Regular/NotoSansSC_400Regular.ttf', text: gb2312 },
]

mkdirSync(out, { recursive: true })
for (const font of FONTS) {
  const source = require.resolve(`@expo-google-fonts/noto-sans-sc/${font.file}`)
  const text = font.text()
  const key = createHash('sha256').update(`3 ${font.file} ${text}`).digest('hex').slice(0, 16)
  const target = `${out}${font.name}.generated.ts`
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(`// ${key}`)) continue
  const { default: subset } = await import('subset-font')
  // Before, so that no glyph is kept that only a substitution leads to.
  const plain = stripTables(readFileSync(source))
  const packed = deflateSync(await subset(plain, text, { targetFormat: 'sfnt', noHinting: true }), { level: 9 }).toString('base64')
  writeFileSync(
    target,
    `// ${key} Noto Sans SC, SIL Open Font License 1.1. Made by scripts/fonts.mjs.\nexport const ${font.export} = '${packed}'\n`,
  )
  console.log(`${font.name}: ${[...text].length} characters, ${(packed.length / 1024).toFixed(0)} KiB`)
}

/** Leaves the layout and hinting tables out of an OpenType file: the report uses neither, and fontkit spends its time in them. */
function stripTables(font) {
  const drop = new Set([
    'GSUB',
    'GPOS',
    'GDEF',
    'BASE',
    'JSTF',
    'VORG',
    'fpgm',
    'prep',
    'cvt ',
    'gasp',
    'DSIG',
    'STAT',
    'vhea',
    'vmtx',
    'meta',
  ])
  const count = font.readUInt16BE(4)
  const tables = []
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i
    const tag = font.toString('latin1', at, at + 4)
    if (!drop.has(tag))
      tables.push({
        tag,
        sum: font.readUInt32BE(at + 4),
        data: font.subarray(font.readUInt32BE(at + 8), font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12)),
      })
  }
  const head = Buffer.alloc(12 + 16 * tables.length)
  font.copy(head, 0, 0, 4)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  head.writeUInt16BE(tables.length, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE(tables.length * 16 - power * 16, 10)
  const parts = [head]
  let offset = head.length
  tables.forEach(({ tag, sum, data }, i) => {
    const at = 12 + 16 * i
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(sum, at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(data.length, at + 12)
    const padded = Buffer.alloc((data.length + 3) & ~3)
    data.copy(padded)
    parts.push(padded)
    offset += padded.length
  })
  return Buffer.concat(parts)
}
