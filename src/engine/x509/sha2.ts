/** SHA-2 (FIPS 180-4) without waiting: for fingerprints, and for what WebCrypto cannot verify. */
import { hex } from './der.ts'

export type Sha2 = 'SHA-256' | 'SHA-384' | 'SHA-512'

const PRIMES = ((): bigint[] => {
  const primes: bigint[] = []
  for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n)
  return primes
})()

/** FIPS 180-4 section 4.2: the first 64 bits of the fractional part of the `degree`-th root, by bisection. */
function rootFraction(value: bigint, degree: bigint): bigint {
  const scaled = value << (64n * degree)
  let low = 0n
  let high = 1n << 70n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** degree <= scaled) low = middle
    else high = middle
  }
  return BigInt.asUintN(64, low)
}
const K512 = PRIMES.map((prime) => rootFraction(prime, 3n))
const K256 = Int32Array.from(K512.slice(0, 64), (fraction) => Number(fraction >> 32n))
const H512 = PRIMES.slice(0, 8).map((prime) => rootFraction(prime, 2n))
const H384 = PRIMES.slice(8, 16).map((prime) => rootFraction(prime, 2n))

/** Section 5.1: a one bit, zeros, the length in bits. */
function padded(data: Uint8Array, block: 64 | 128): DataView {
  const out = new Uint8Array(Math.ceil((data.length + 1 + block / 8) / block) * block)
  out.set(data)
  out[data.length] = 0x80
  const view = new DataView(out.buffer)
  view.setUint32(out.length - 8, Math.floor(data.length / 2 ** 29))
  view.setUint32(out.length - 4, data.length * 8)
  return view
}

const H256 = Int32Array.from(H512, (fraction) => Number(fraction >> 32n))
/** The message schedule: of one call at a time, since nothing waits. */
const W = new Int32Array(64)
const rotate32 = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

/** Section 6.2, in signed numbers of 32 bits. */
function sha256(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = padded(data, 64)
  const state = H256.slice()
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let t = 0; t < 16; t++) W[t] = view.getInt32(block + 4 * t)
    for (let t = 16; t < 64; t++) {
      const x = W[t - 15]!
      const y = W[t - 2]!
      const small0 = rotate32(x, 7) ^ rotate32(x, 18) ^ (x >>> 3)
      const small1 = rotate32(y, 17) ^ rotate32(y, 19) ^ (y >>> 10)
      W[t] = (small1 + W[t - 7]! + small0 + W[t - 16]!) | 0
    }
    let [a, b, c, d, e, f, g, h] = [state[0]!, state[1]!, state[2]!, state[3]!, state[4]!, state[5]!, state[6]!, state[7]!]
    for (let t = 0; t < 64; t++) {
      const one = (h + (rotate32(e, 6) ^ rotate32(e, 11) ^ rotate32(e, 25)) + ((e & f) ^ (~e & g)) + K256[t]! + W[t]!) | 0
      const two = ((rotate32(a, 2) ^ rotate32(a, 13) ^ rotate32(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    state[0]! += a
    state[1]! += b
    state[2]! += c
    state[3]! += d
    state[4]! += e
    state[5]! += f
    state[6]! += g
    state[7]! += h
  }
  const out = new DataView(new ArrayBuffer(32))
  for (let i = 0; i < 8; i++) out.setInt32(4 * i, state[i]!)
  return new Uint8Array(out.buffer)
}

/** Section 6.4; SHA-384 (section 6.5) starts elsewhere and is cut. */
function sha512(data: Uint8Array, initial: readonly bigint[]): Uint8Array<ArrayBuffer> {
  const view = padded(data, 128)
  const state = BigUint64Array.from(initial)
  const w = new BigUint64Array(80)
  const rotate = (x: bigint, n: bigint): bigint => (x >> n) | BigInt.asUintN(64, x << (64n - n))
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let t = 0; t < 16; t++) w[t] = view.getBigUint64(block + 8 * t)
    for (let t = 16; t < 80; t++) {
      const x = w[t - 15] as bigint
      const y = w[t - 2] as bigint
      const small0 = rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n)
      const small1 = rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n)
      w[t] = small1 + (w[t - 7] as bigint) + small0 + (w[t - 16] as bigint)
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
    for (let t = 0; t < 80; t++) {
      const one = h + (rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)) + ((e & f) ^ (~e & g)) + (K512[t] as bigint) + (w[t] as bigint)
      const two = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))
      h = g
      g = f
      f = e
      e = BigInt.asUintN(64, d + one)
      d = c
      c = b
      b = a
      a = BigInt.asUintN(64, one + two)
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] as bigint) + value
  }
  const out = new DataView(new ArrayBuffer(64))
  for (const [i, value] of state.entries()) out.setBigUint64(8 * i, value)
  return new Uint8Array(out.buffer)
}

export function sha2(hash: Sha2, data: Uint8Array): Uint8Array<ArrayBuffer> {
  switch (hash) {
    case 'SHA-256':
      return sha256(data)
    case 'SHA-384':
      return sha512(data, H384).slice(0, 48)
    case 'SHA-512':
      return sha512(data, H512)
  }
}

/** Lower-case hexadecimal SHA-256, the fingerprint of a certificate (of its DER) or of a key (of its SubjectPublicKeyInfo). */
export const sha256Hex = (data: Uint8Array): string => hex(sha256(data))
