/** The report's fonts, loaded when a report is made. Chinese only where it is needed: it is forty times the size. */
import { decodeBase64 } from '../../engine/encoding/base64.ts'
import type { Face } from '../typeset.ts'
import { TrueType } from './truetype.ts'

/** A report without Chinese has no Chinese face. */
export type Fonts = { readonly [K in Face]?: TrueType } & { readonly regular: TrueType; readonly bold: TrueType }

/** Han, and the Greek and Cyrillic letters that GB 2312 has beside it. */
const IN_CHINESE = /[\u0384-\u03ce\u0400-\u045f\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/
/** Does any text within need the Chinese face? */
export function needsChinese(value: unknown): boolean {
  if (typeof value === 'string') return IN_CHINESE.test(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(needsChinese)
}

const loaded = new Map<string, Promise<TrueType>>()
function load(name: string, packed: () => Promise<string>): Promise<TrueType> {
  let font = loaded.get(name)
  if (!font)
    loaded.set(
      name,
      (font = packed()
        .then(inflate)
        .then((bytes) => new TrueType(bytes, name))),
    )
  return font
}

export async function loadFonts(chinese: boolean): Promise<Fonts> {
  const [regular, bold, han] = await Promise.all([
    load('NotoSansSC-Regular', async () => (await import('./latin.generated.ts')).LATIN),
    load('NotoSansSC-Bold', async () => (await import('./latin-bold.generated.ts')).LATIN_BOLD),
    chinese ? load('NotoSansSC-GB2312', async () => (await import('./chinese.generated.ts')).CHINESE) : null,
  ])
  return han ? { regular, bold, chinese: han } : { regular, bold }
}

async function inflate(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([decodeBase64(base64) ?? new Uint8Array()]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
