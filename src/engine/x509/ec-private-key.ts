/** Private keys of elliptic curves: ECPrivateKey of RFC 5915, and the public key that belongs to the scalar. */
import { encodeBase64url } from '../encoding/base64.ts'
import { once } from '../encoding/maps.ts'
import type { Curve } from './certificate.ts'
import { CURVES } from './curve.ts'
import {
  BIT_STRING,
  DerReader,
  explicit,
  fromLatin1,
  latin1,
  Malformed,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
  unsigned,
} from './der.ts'
import { bitString, element, integer, oid, sequence } from './der-writer.ts'
import { pointsOf } from './elliptic.ts'
import { CURVE_OIDS, EC, namedCurve } from './public-key.ts'

export interface Scalar {
  readonly curve: Curve
  /** As many as a coordinate has, perhaps those of the file. */
  readonly octets: Uint8Array<ArrayBuffer>
  /** The uncompressed point the file says belongs to it. */
  readonly claimed: Uint8Array<ArrayBuffer> | null
}

/** ECPrivateKey of RFC 5915, as Go's parseECPrivateKey. The public key it may hold is not believed unless it proves right. */
export function readSec1(der: Uint8Array<ArrayBuffer>, containerCurve: string | null): Scalar {
  const unreadable = 'x509: failed to parse EC private key'
  const fields = new DerReader(der).enter(SEQUENCE)
  const version = fields?.readInt64() ?? null
  if (!fields || version === null || !fields.read(OCTET_STRING)) throw new Malformed(unreadable, 0)
  const { contentStart, contentEnd } = fields
  // Both optional; one that is something else is passed over.
  const curveOid = fields.unwrap(explicit(0)) && fields.peek() === OBJECT_IDENTIFIER ? fields.readOid() : null
  let claimed: Scalar['claimed'] = null
  if (fields.unwrap(explicit(1)) && fields.peek() === BIT_STRING) {
    if (fields.readBitString() < 0) throw new Malformed(unreadable, fields.start)
    claimed = der.subarray(fields.contentStart, fields.contentEnd)
  }
  if (version !== 1n) throw new Malformed(`x509: unknown EC private key version ${version}`, 0)
  const curve = namedCurve(containerCurve ?? curveOid)
  if (curve === null) throw new Malformed('x509: unknown elliptic curve', 0)
  const octets = fitted(der, contentStart, contentEnd, CURVES[curve].size)
  if (octets === null) throw new Malformed('x509: invalid private key length', contentStart)
  if (!octets.some((octet) => octet !== 0) || !isBelow(octets, orderOf(curve)))
    throw new Malformed('ecdsa: invalid private key scalar', contentStart)
  return { curve, octets, claimed: claimed?.[0] === 4 && claimed.length === 1 + 2 * CURVES[curve].size ? claimed : null }
}

/** A number in so many octets, null where it has more. Leading zeros too many or too few are forgiven. */
function fitted(der: Uint8Array<ArrayBuffer>, start: number, end: number, size: number): Scalar['octets'] | null {
  if (end - start === size) return der.subarray(start, end)
  let first = start
  while (end - first > size && der[first] === 0) first++
  if (end - first > size) return null
  const octets = new Uint8Array(size)
  octets.set(der.subarray(first, end), size - (end - first))
  return octets
}

/** Of two numbers of as many octets. */
function isBelow(one: Uint8Array, other: Uint8Array): boolean {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at < one.length && (one[at] as number) < (other[at] as number)
}

const orders = new Map<Curve, Uint8Array>()
const orderOf = (curve: Curve): Uint8Array =>
  once(orders, curve, () => {
    const octets = new Uint8Array(CURVES[curve].size)
    let rest = pointsOf(curve).Fn.ORDER
    for (let at = octets.length - 1; at >= 0; at--, rest >>= 8n) octets[at] = Number(rest & 255n)
    return octets
  })

/** SubjectPublicKeyInfo of the scalar's public key, as Latin-1. */
export async function ecSpki({ curve, octets, claimed }: Scalar): Promise<string> {
  const proven = claimed !== null && (await belongs(curve, octets, claimed)) ? claimed : null
  return spkiOf(curve, proven ?? (await nativePoint(curve, octets)) ?? pointsOf(curve).BASE.multiply(unsigned(octets)).toBytes(false))
}

/** SubjectPublicKeyInfo of an uncompressed point, as Latin-1. */
export const spkiOf = (curve: Curve, point: Uint8Array): string => prefixOf(curve) + latin1(point)

/** What stands before the point. */
const prefixes = new Map<Curve, string>()
const prefixOf = (curve: Curve): string =>
  once(prefixes, curve, () => {
    const point = new Uint8Array(1 + 2 * CURVES[curve].size)
    const info = sequence(sequence(oid(EC), oid(CURVE_OIDS[curve])), bitString(point))
    return latin1(info, 0, info.length - point.length)
  })

/** The public point by WebCrypto, five to ten times as fast as in JavaScript; null where it will not. */
async function nativePoint(curve: Curve, scalar: Uint8Array): Promise<Uint8Array | null> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle
  if (subtle === undefined || curve === 'P-224') return null
  const info = emptyInfo(curve).slice()
  info.set(scalar, info.length - scalar.length)
  try {
    const key = await subtle.importKey('pkcs8', info, { name: 'ECDSA', namedCurve: curve }, true, ['sign'])
    const { x, y } = await subtle.exportKey('jwk', key)
    return Uint8Array.of(4, ...base64url(x), ...base64url(y))
  } catch {
    return null
  } finally {
    info.fill(0)
  }
}

/** PKCS #8 of a scalar that is all zeros; it stands at the end. */
const infos = new Map<Curve, Uint8Array<ArrayBuffer>>()
function emptyInfo(curve: Curve): Uint8Array<ArrayBuffer> {
  let info = infos.get(curve)
  if (info === undefined) {
    const ecPrivateKey = sequence(integer(1n), element(OCTET_STRING, new Uint8Array(CURVES[curve].size)))
    info = Uint8Array.from(sequence(integer(0n), sequence(oid(EC), oid(CURVE_OIDS[curve])), element(OCTET_STRING, ecPrivateKey)))
    infos.set(curve, info)
  }
  return info
}

/** Does WebCrypto take the point for that of the scalar? False where it does not, or where it would take any. */
async function belongs(curve: Curve, scalar: Uint8Array, point: Uint8Array): Promise<boolean> {
  if (curve === 'P-224') return false
  refusesOthers ??= fits('P-256', new Uint8Array(32).fill(1, 31), pointsOf('P-256').BASE.double().toBytes(false)).then((taken) => !taken)
  return (await refusesOthers) && fits(curve, scalar, point)
}
/** Chromium compares the two when it imports a key; a platform that does not is not asked. */
let refusesOthers: Promise<boolean> | null = null

async function fits(curve: Curve, scalar: Uint8Array, point: Uint8Array): Promise<boolean> {
  const { size } = CURVES[curve]
  const key = {
    kty: 'EC',
    crv: curve,
    x: encodeBase64url(point.subarray(1, 1 + size)),
    y: encodeBase64url(point.subarray(1 + size)),
    d: encodeBase64url(scalar),
  }
  try {
    await crypto.subtle.importKey('jwk', key, { name: 'ECDSA', namedCurve: curve }, false, ['sign'])
    return true
  } catch {
    return false
  }
}

const base64url = (text = ''): Uint8Array => fromLatin1(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
