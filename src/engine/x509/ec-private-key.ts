/** Private keys of elliptic curves: ECPrivateKey of RFC 5915, and the public key that belongs to the scalar. */
import { encodeBase64 } from '../encoding/base64.ts'
import type { Curve } from './certificate.ts'
import { CURVES } from './curve.ts'
import { BIT_STRING, DerReader, explicit, fromLatin1, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, unsigned } from './der.ts'
import { bitString, type Der, element, integer, oid, sequence } from './der-writer.ts'
import { pointsOf } from './elliptic.ts'
import { CURVE_OIDS, EC, namedCurve } from './public-key.ts'

export interface Scalar {
  readonly curve: Curve
  readonly value: bigint
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
    claimed = der.slice(fields.contentStart, fields.contentEnd)
  }
  if (version !== 1n) throw new Malformed(`x509: unknown EC private key version ${version}`, 0)
  const curve = namedCurve(containerCurve ?? curveOid)
  if (curve === null) throw new Malformed('x509: unknown elliptic curve', 0)
  // Leading zeros too many or too few are forgiven.
  const value = unsigned(der, contentStart, contentEnd)
  if (value >= 1n << BigInt(8 * CURVES[curve].size)) throw new Malformed('x509: invalid private key length', contentStart)
  if (value === 0n || value >= pointsOf(curve).Fn.ORDER) throw new Malformed('ecdsa: invalid private key scalar', contentStart)
  return { curve, value, claimed: claimed?.[0] === 4 && claimed.length === 1 + 2 * CURVES[curve].size ? claimed : null }
}

/** SubjectPublicKeyInfo of the scalar's public key. */
export async function ecSpki({ curve, value, claimed }: Scalar): Promise<Der> {
  const proven = claimed !== null && (await belongs(curve, value, claimed)) ? claimed : null
  const point = proven ?? (await nativePoint(curve, value)) ?? pointsOf(curve).BASE.multiply(value).toBytes(false)
  return sequence(sequence(oid(EC), oid(CURVE_OIDS[curve])), bitString(point))
}

/** The public point by WebCrypto, five to ten times as fast as in JavaScript; null where it will not. */
async function nativePoint(curve: Curve, value: bigint): Promise<Uint8Array | null> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle
  if (subtle === undefined || curve === 'P-224') return null
  const { size } = CURVES[curve]
  const info = emptyInfo(curve).slice()
  writeScalar(value, info.subarray(info.length - size))
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
async function belongs(curve: Curve, value: bigint, point: Uint8Array): Promise<boolean> {
  if (curve === 'P-224') return false
  refusesOthers ??= fits('P-256', 1n, pointsOf('P-256').BASE.double().toBytes(false)).then((taken) => !taken)
  return (await refusesOthers) && fits(curve, value, point)
}
/** Chromium compares the two when it imports a key; a platform that does not is not asked. */
let refusesOthers: Promise<boolean> | null = null

async function fits(curve: Curve, value: bigint, point: Uint8Array): Promise<boolean> {
  const { size } = CURVES[curve]
  const scalar = new Uint8Array(size)
  writeScalar(value, scalar)
  const key = {
    kty: 'EC',
    crv: curve,
    x: toBase64url(point.subarray(1, 1 + size)),
    y: toBase64url(point.subarray(1 + size)),
    d: toBase64url(scalar),
  }
  scalar.fill(0)
  try {
    await crypto.subtle.importKey('jwk', key, { name: 'ECDSA', namedCurve: curve }, false, ['sign'])
    return true
  } catch {
    return false
  }
}

/** Big-endian, to the last octet of `into`. */
function writeScalar(value: bigint, into: Uint8Array): void {
  let rest = value
  for (let end = into.length; end > 0; end -= 4) {
    const low = Number(BigInt.asUintN(32, rest))
    for (let i = 1; i <= 4 && end - i >= 0; i++) into[end - i] = low >>> (8 * (i - 1))
    rest >>= 32n
  }
}

const toBase64url = (bytes: Uint8Array): string => encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const base64url = (text = ''): Uint8Array => fromLatin1(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
