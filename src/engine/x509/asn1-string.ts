/** The string types of a distinguished name, accepted and read as Go's parseASN1String does. */
import { BMP_STRING, IA5_STRING, latin1, NUMERIC_STRING, PRINTABLE_STRING, T61_STRING, UTF8_STRING } from './der.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** 1 where the octet may stand in a PrintableString: X.680 section 41.4, and `*` and `&` as Go allows. */
const PRINTABLE = new Uint8Array(256)
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+,-./ :=?*&")
  PRINTABLE[character.charCodeAt(0)] = 1

/** True where every octet is below 0x80 (RFC 5280: "IA5String is limited to the set of ASCII characters"). */
export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] as number) >= 0x80) return false
  return true
}

/** Well-formed UTF-8 as text, null otherwise. */
function utf8Text(bytes: Uint8Array<ArrayBuffer>, start: number, end: number): string | null {
  if (isAscii(bytes, start, end)) return latin1(bytes, start, end)
  try {
    return utf8.decode(bytes.subarray(start, end))
  } catch {
    return null
  }
}

/** UCS-2 without surrogates and noncharacters, one terminator dropped; null otherwise. */
function bmpText(bytes: Uint8Array, start: number, end: number): string | null {
  if ((end - start) % 2 !== 0) return null
  let stop = end
  if (stop - start >= 2 && bytes[stop - 1] === 0 && bytes[stop - 2] === 0) stop -= 2
  let text = ''
  for (let i = start; i < stop; i += 2) {
    const point = ((bytes[i] as number) << 8) | (bytes[i + 1] as number)
    if (point >= 0xfffe || (point >= 0xfdd0 && point <= 0xfdef) || (point >= 0xd800 && point <= 0xdfff)) return null
    text += String.fromCharCode(point)
  }
  return text
}

/** `error` is the part of Go's message after the colon. */
export function readString(tag: number, bytes: Uint8Array<ArrayBuffer>, start: number, end: number): { text: string } | { error: string } {
  switch (tag) {
    case PRINTABLE_STRING:
      for (let i = start; i < end; i++) if (PRINTABLE[bytes[i] as number] === 0) return { error: 'invalid PrintableString' }
      return { text: latin1(bytes, start, end) }
    case UTF8_STRING: {
      const text = utf8Text(bytes, start, end)
      return text === null ? { error: 'invalid UTF-8 string' } : { text }
    }
    case T61_STRING:
      // Read as Latin-1, as Go and BoringSSL do.
      return { text: latin1(bytes, start, end) }
    case BMP_STRING: {
      const text = bmpText(bytes, start, end)
      return text === null ? { error: 'invalid BMPString' } : { text }
    }
    case IA5_STRING:
      return isAscii(bytes, start, end) ? { text: latin1(bytes, start, end) } : { error: 'invalid IA5String' }
    case NUMERIC_STRING:
      for (let i = start; i < end; i++) {
        const octet = bytes[i] as number
        if ((octet < 0x30 || octet > 0x39) && octet !== 0x20) return { error: 'invalid NumericString' }
      }
      return { text: latin1(bytes, start, end) }
    default:
      return { error: `unsupported string type: ${tag}` }
  }
}
