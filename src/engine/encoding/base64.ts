/** Base64 with exactly the strictness of Go's base64.StdEncoding (RFC 4648 section 4; CR and LF skipped, trailing bits not looked at). */

interface Native {
  readonly fromBase64?: (text: string, options: { lastChunkHandling: 'strict' }) => Uint8Array<ArrayBuffer>
  readonly prototype: {
    readonly setFromBase64?: (text: string, options: { lastChunkHandling: 'strict' }) => { readonly written: number }
    readonly toBase64?: (options?: { alphabet: 'base64url'; omitPadding: true }) => string
  }
}
const { fromBase64, prototype } = Uint8Array as unknown as Native
const { setFromBase64, toBase64 } = prototype
const STRICT = { lastChunkHandling: 'strict' } as const
/** The native decoder skips white space that Go refuses. */
const isNativeAlike = (text: string): boolean => !text.includes(' ') && !text.includes('\t') && !text.includes('\f')

const NOT = 0xff
const VALUES = new Uint8Array(256).fill(NOT)
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i
const LF = 10
const CR = 13
const PAD = 61

/** The bytes, or null where Go refuses: `base64Error` then has Go's message. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (fromBase64 !== undefined && isNativeAlike(text)) {
    try {
      return fromBase64.call(Uint8Array, text, STRICT)
    } catch {
      // What it refuses and Go accepts are non-zero trailing bits.
    }
  }
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3)
  const end = decodeInto(text, bytes)
  return end < 0 ? null : bytes.slice(0, end)
}

/** The same into `octets`, which have room for three of every four characters begun: how many were written, -1 where Go refuses. */
export function decodeBase64Into(text: string, octets: Uint8Array): number {
  if (setFromBase64 !== undefined && isNativeAlike(text)) {
    try {
      return setFromBase64.call(octets, text, STRICT).written
    } catch {
      // As above.
    }
  }
  return Math.max(-1, decodeInto(text, octets))
}

/** Go's message for a text that `decodeBase64` refuses, '' for one it accepts. */
export function base64Error(text: string): string {
  const end = decodeInto(text, new Uint8Array(Math.ceil(text.length / 4) * 3))
  return end < 0 ? `illegal base64 data at input byte ${-1 - end}` : ''
}

/** Number of bytes written, or -1 minus the offset of Go's CorruptInputError. Follows Encoding.decodeQuantum. */
function decodeInto(text: string, bytes: Uint8Array): number {
  const length = text.length
  let at = 0
  let out = 0
  for (;;) {
    let quantum = 0
    let digits = 0
    while (digits < 4) {
      if (at === length) return digits === 0 ? out : -1 - (at - digits)
      const code = text.charCodeAt(at++)
      const value = code < 256 ? (VALUES[code] as number) : NOT
      if (value !== NOT) {
        quantum = (quantum << 6) | value
        digits++
      } else if (code !== LF && code !== CR) {
        return code === PAD && digits >= 2 ? endPadded(text, at, digits, quantum, bytes, out) : -1 - (at - 1)
      }
    }
    bytes[out] = quantum >> 16
    bytes[out + 1] = quantum >> 8
    bytes[out + 2] = quantum
    out += 3
  }
}

function endPadded(text: string, from: number, digits: number, quantum: number, bytes: Uint8Array, out: number): number {
  let at = skipNewlines(text, from)
  if (digits === 2) {
    if (at === text.length) return -1 - text.length
    if (text.charCodeAt(at) !== PAD) return -1 - (at - 1)
    at = skipNewlines(text, at + 1)
  }
  if (at < text.length) return -1 - at
  if (digits === 2) {
    bytes[out] = quantum >> 4
    return out + 1
  }
  bytes[out] = quantum >> 10
  bytes[out + 1] = quantum >> 2
  return out + 2
}

function skipNewlines(text: string, from: number): number {
  let at = from
  while (at < text.length && (text.charCodeAt(at) === LF || text.charCodeAt(at) === CR)) at++
  return at
}

/** Standard base64 with padding, without line breaks. */
export function encodeBase64(bytes: Uint8Array): string {
  if (toBase64 !== undefined) return toBase64.call(bytes)
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]]
    text += ALPHABET[a >> 2]! + ALPHABET[((a & 3) << 4) | ((b ?? 0) >> 4)]!
    text += b === undefined ? '==' : ALPHABET[((b & 15) << 2) | ((c ?? 0) >> 6)]! + (c === undefined ? '=' : ALPHABET[c & 63]!)
  }
  return text
}

/** As JWK writes it (RFC 7515 section 2). */
export const encodeBase64url = (bytes: Uint8Array): string =>
  toBase64 === undefined
    ? encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    : toBase64.call(bytes, { alphabet: 'base64url', omitPadding: true })
