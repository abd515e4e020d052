/** ECDSA and Ed25519 through @noble/curves: P-224, which WebCrypto lacks, and everything where WebCrypto is missing or says no. */
import { weierstrass, type WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import type { Curve } from './certificate.ts'
import { CURVES } from './curve.ts'
import { DerReader, hex, SEQUENCE, unsigned } from './der.ts'
import { type Sha2, sha2 } from './sha2.ts'

/** SEC 2 section 3.2.2. */
function makeP224(): WeierstrassPointCons<bigint> {
  const { p, b } = CURVES['P-224']
  return weierstrass({
    p,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
    h: 1n,
    a: p - 3n,
    b,
    Gx: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    Gy: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  })
}
let p224: WeierstrassPointCons<bigint> | null = null

/** Points of a curve; its order is `Fn.ORDER`. */
export function pointsOf(curve: Curve): WeierstrassPointCons<bigint> {
  switch (curve) {
    case 'P-224':
      p224 ??= makeP224()
      return p224
    case 'P-256':
      return p256.Point
    case 'P-384':
      return p384.Point
    case 'P-521':
      return p521.Point
  }
}

/**
 * ECDSA-Sig-Value (RFC 3279 section 2.2.3) as `r || s`, each as long as a coordinate, which is what WebCrypto and JWS write.
 * Null where Go's ecdsa.VerifyASN1 refuses the encoding, or a number is negative or too long to be below the order.
 */
export function ecdsaFixed(signature: Uint8Array<ArrayBuffer>, curve: Curve): Uint8Array<ArrayBuffer> | null {
  const { size } = CURVES[curve]
  const outer = new DerReader(signature)
  const inner = outer.enter(SEQUENCE)
  if (inner === null || !outer.empty) return null
  const fixed = new Uint8Array(2 * size)
  for (const end of [size, 2 * size]) {
    if (!inner.readInteger() || (signature[inner.contentStart] as number) >= 0x80) return null
    const first = signature[inner.contentStart] === 0 ? inner.contentStart + 1 : inner.contentStart
    if (inner.contentEnd - first > size) return null
    fixed.set(signature.subarray(first, inner.contentEnd), end - (inner.contentEnd - first))
  }
  return inner.empty ? fixed : null
}

/** FIPS 186-5 section 6.4.2. `signature` is `r || s`; `point` is uncompressed and known to be on the curve. */
export function verifyEcdsa(curve: Curve, hash: Sha2, point: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  const Point = pointsOf(curve)
  const { Fn } = Point
  const { size } = CURVES[curve]
  const r = unsigned(signature, 0, size)
  const s = unsigned(signature, size)
  if (r === 0n || s === 0n || r >= Fn.ORDER || s >= Fn.ORDER) return false
  // Of a hash longer than the order only the leftmost bits count.
  const digest = sha2(hash, data)
  const excess = digest.length * 8 - Fn.BITS
  const e = excess > 0 ? unsigned(digest) >> BigInt(excess) : unsigned(digest)
  const inverse = Fn.inv(s)
  const sum = Point.BASE.multiplyUnsafe(Fn.mul(e % Fn.ORDER, inverse)).add(
    Point.fromBytes(Uint8Array.from(point)).multiplyUnsafe(Fn.mul(r, inverse)),
  )
  return !sum.is0() && sum.toAffine().x % Fn.ORDER === r
}

/** As Go's crypto/ed25519: R is compared as octets, without the cofactor, and non-canonical encodings of the key are accepted. */
export function verifyEd25519(key: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false
  const little = (octets: Uint8Array): bigint => BigInt(`0x${hex(Uint8Array.from(octets).reverse())}`)
  const order = ed25519.Point.Fn.ORDER
  const s = little(signature.subarray(32))
  if (s >= order) return false
  const r = signature.subarray(0, 32)
  const challenge = new Uint8Array(64 + data.length)
  challenge.set(r)
  challenge.set(key, 32)
  challenge.set(data, 64)
  const k = little(sha2('SHA-512', challenge)) % order
  try {
    const a = ed25519.Point.fromBytes(Uint8Array.from(key), true)
    const computed = ed25519.Point.BASE.multiplyUnsafe(s).add(a.negate().multiplyUnsafe(k))
    return hex(computed.toBytes()) === hex(r)
  } catch {
    // The key is no point.
    return false
  }
}
