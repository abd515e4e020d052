/** The NIST curves of SEC 2 and FIPS 186, as far as reading a key needs them: is this point on the curve? */
import type { Curve } from './certificate.ts'
import { unsigned } from './der.ts'

interface CurveNumbers {
  readonly bits: number
  /** Octets of a coordinate. */
  readonly size: number
  readonly p: bigint
  readonly b: bigint
}
export const CURVES: Readonly<Record<Curve, CurveNumbers>> = {
  'P-224': {
    bits: 224,
    size: 28,
    p: 2n ** 224n - 2n ** 96n + 1n,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
  },
  'P-256': {
    bits: 256,
    size: 32,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    bits: 384,
    size: 48,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  'P-521': {
    bits: 521,
    size: 66,
    p: 2n ** 521n - 1n,
    b: 0x051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
}

/** Go's ecdsa.ParseUncompressedPublicKey: null where the point is accepted, its message otherwise. Compressed points are refused. */
export function pointError(curve: Curve, bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start < 1 || bytes[start] !== 4) return 'ecdsa: invalid uncompressed public key'
  const { size, p, b } = CURVES[curve]
  const name = curve.replace('-', '')
  if (end - start !== 1 + 2 * size) return `invalid ${name} point encoding`
  const x = unsigned(bytes, start + 1, start + 1 + size)
  const y = unsigned(bytes, start + 1 + size, end)
  // P-256 has its own assembly in Go, with its own words.
  if (x >= p || y >= p) return curve === 'P-256' ? 'invalid P256 element encoding' : `invalid ${name}Element encoding`
  return (y * y - (x * x - 3n) * x - b) % p === 0n ? null : `${name} point not on curve`
}
