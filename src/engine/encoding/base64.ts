/** RFC 4648 base64 as Go's `base64.StdEncoding` reads it: padding required, line breaks ignored, stray trailing bits allowed. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUE = new Int8Array(256).fill(-1)
for (let i = 0; i < 64; i++) VALUE[ALPHABET.charCodeAt(i)] = i

/** A native decoder where there is one (Chromium, Firefox; not Node 20); `loose` allows stray trailing bits as Go does. */
const native = (
  Uint8Array as unknown as { fromBase64?: (text: string, options: { lastChunkHandling: 'loose' }) => Uint8Array<ArrayBuffer> }
).fromBase64

/** Decodes `text`, in which line breaks are ignored; null where Go's decoder reports an error. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const body = /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, '') : text
  if (body.length % 4 !== 0) return null
  const padding = body.endsWith('==') ? 2 : body.endsWith('=') ? 1 : 0
  if (native !== undefined) {
    // The native reader skips white space and takes missing padding; both are errors in Go.
    if (/[ \t\f]/.test(body)) return null
    try {
      return native.call(Uint8Array, body, { lastChunkHandling: 'loose' })
    } catch {
      return null
    }
  }
  const length = (body.length / 4) * 3 - padding
  const bytes = new Uint8Array(length)
  const end = body.length - padding
  let at = 0
  let bits = 0
  let held = 0
  for (let i = 0; i < end; i++) {
    const value = VALUE[body.charCodeAt(i) & 255]!
    if (value < 0 || body.charCodeAt(i) > 255) return null
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      if (at < length) bytes[at++] = (held >> bits) & 255
    }
  }
  return bytes
}

/** Standard base64 with padding, without line breaks. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]]
    text += ALPHABET[a >> 2]! + ALPHABET[((a & 3) << 4) | ((b ?? 0) >> 4)]!
    text += b === undefined ? '==' : ALPHABET[((b & 15) << 2) | ((c ?? 0) >> 6)]! + (c === undefined ? '=' : ALPHABET[c & 63]!)
  }
  return text
}
