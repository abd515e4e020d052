/** SHA-256 (FIPS 180-4), synchronous: exports are written without waiting, a hundred thousand certificates at a time. */
const PRIMES = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137,
  139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281,
  283, 293, 307, 311,
] // prettier-ignore
const fraction = (x: number) => ((x - Math.floor(x)) * 2 ** 32) | 0
/** Section 4.2.2: fractional parts of the cube roots of the first 64 primes; section 5.3.3: of the square roots of the first eight. */
const K = Int32Array.from(PRIMES, (p) => fraction(Math.cbrt(p)))
const H = Int32Array.from(PRIMES.slice(0, 8), (p) => fraction(Math.sqrt(p)))
const rotate = (x: number, n: number) => (x >>> n) | (x << (32 - n))

/** The digest of `bytes`, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = ((bytes.length + 72) >> 6) << 6
  const padded = new Uint8Array(length)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(length - 4, bytes.length << 3)
  const h = H.slice()
  const w = new Int32Array(64)
  for (let at = 0; at < length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i)
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15]!
      const b = w[i - 2]!
      w[i] = w[i - 16]! + (rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)) + w[i - 7]! + (rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10))
    }
    let [a, b, c, d, e, f, g, k] = h as unknown as [number, number, number, number, number, number, number, number]
    for (let i = 0; i < 64; i++) {
      const t1 = (k + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
      const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      k = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    const add = [a, b, c, d, e, f, g, k]
    for (let i = 0; i < 8; i++) h[i] = (h[i]! + add[i]!) | 0
  }
  const out = new Uint8Array(32)
  const result = new DataView(out.buffer)
  h.forEach((word, i) => result.setInt32(4 * i, word))
  return out
}

/** Lower-case hex. */
export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** Lower-case hex SHA-256 of bytes, or of the UTF-8 of text. */
export function sha256Hex(data: Uint8Array | string): string {
  return hex(sha256(typeof data === 'string' ? new TextEncoder().encode(data) : data))
}
