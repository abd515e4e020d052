/** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), refused as Go's parsePublicKey refuses it. */
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { Curve, KeyAlgorithm, PublicKey } from './certificate.ts'
import { CURVES, pointError } from './curve.ts'
import { DerReader, latin1, Malformed, NULL, SEQUENCE, unsigned } from './der.ts'

/** Keys already read, by their DER: a key shared by certificates is one object, and is checked once. */
export type KeyInterner = Map<string, PublicKey>

const RSA = '1.2.840.113549.1.1.1'
const DSA = '1.2.840.10040.4.1'
/** id-ecPublicKey of RFC 5480. */
export const EC = '1.2.840.10045.2.1'
const X25519 = '1.3.101.110'
const ED25519 = '1.3.101.112'

export const CURVE_OIDS: Readonly<Record<Curve, string>> = {
  'P-224': '1.3.132.0.33',
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
}
/** RFC 5480 section 2.1.1.1; null for a curve Go does not have. */
export const namedCurve = (oid: string | null): Curve | null =>
  (Object.keys(CURVE_OIDS) as Curve[]).find((curve) => CURVE_OIDS[curve] === oid) ?? null

/** Reads the SubjectPublicKeyInfo that comes next. Throws `Malformed` with Go's message. */
export function readPublicKey(der: DerReader, interned: KeyInterner): PublicKey {
  if (!der.read(SEQUENCE)) throw new Malformed('x509: malformed spki', der.at)
  const spki = latin1(der.bytes, der.start, der.contentEnd)
  const known = interned.get(spki)
  if (known !== undefined) return known
  const info = der.content()
  const algorithmContent = info.enter(SEQUENCE)
  if (algorithmContent === null) throw new Malformed('x509: malformed public key algorithm identifier', info.at)
  const algorithm = readAlgorithmIdentifier(algorithmContent)
  const unused = info.readBitString()
  if (unused < 0) throw new Malformed('x509: malformed subjectPublicKey', info.at)
  const data = rightAligned(info, unused)
  const key = keyFacts(algorithm, info, data, spki)
  interned.set(spki, key)
  return key
}

/** Go's BitString.RightAlign: unused bits are shifted out, not dropped. */
function rightAligned(info: DerReader, unused: number): DerReader {
  const { bytes, contentStart, contentEnd } = info
  if (unused === 0) return info.within(contentStart, contentEnd)
  const shifted = bytes.slice(contentStart, contentEnd)
  for (let i = shifted.length - 1; i >= 0; i--) {
    shifted[i] = ((shifted[i] as number) >> unused) | (i > 0 ? ((shifted[i - 1] as number) << (8 - unused)) & 0xff : 0)
  }
  return new DerReader(shifted)
}

const facts = (algorithm: KeyAlgorithm, bits: number, spki: string): PublicKey => ({ algorithm, bits, curve: null, exponent: null, spki })

function keyFacts({ oid, parameters }: AlgorithmIdentifier, info: DerReader, data: DerReader, spki: string): PublicKey {
  const noParameters = parameters.end === parameters.start
  switch (oid) {
    case RSA: {
      // RFC 3279 section 2.3.1: the parameters are NULL.
      const isNull = parameters.end - parameters.start === 2 && info.bytes[parameters.start] === NULL
      if (!isNull) throw new Malformed('x509: RSA key missing NULL parameters', parameters.start)
      return readRsaPublicKey(data, spki)
    }
    case EC: {
      const curveOid = info.within(parameters.start, parameters.end).readOid()
      if (curveOid === null) throw new Malformed('x509: invalid ECDSA parameters', parameters.start)
      const curve = namedCurve(curveOid)
      if (curve === null) throw new Malformed('x509: unsupported elliptic curve', parameters.start)
      const error = pointError(curve, data.bytes, data.at, data.end)
      if (error !== null) throw new Malformed(error, data.at)
      return { algorithm: 'ECDSA', bits: CURVES[curve].bits, curve, exponent: null, spki }
    }
    case ED25519:
      if (!noParameters) throw new Malformed('x509: Ed25519 key encoded with illegal parameters', parameters.start)
      if (data.end - data.at !== 32) throw new Malformed('x509: wrong Ed25519 public key size', data.at)
      return facts('Ed25519', 256, spki)
    case DSA:
      return readDsaPublicKey(info.within(parameters.start, parameters.end), data, spki)
    case X25519:
      // Go does not parse it in certificates, and refuses nothing about it.
      return facts('X25519', 256, spki)
    default:
      return facts('unknown', 0, spki)
  }
}

/** RSAPublicKey of RFC 8017 appendix A.1.1; the exponent must fit Go's int. */
export function readRsaPublicKey(data: DerReader, spki: string): PublicKey {
  const key = data.enter(SEQUENCE)
  if (key === null) throw new Malformed('x509: invalid RSA public key', data.at)
  if (!key.readInteger()) throw new Malformed('x509: invalid RSA modulus', key.at)
  const modulus = { start: key.contentStart, end: key.contentEnd }
  const exponent = key.readInt64()
  if (exponent === null) throw new Malformed('x509: invalid RSA public exponent', key.at)
  const bits = bitLength(key.bytes, modulus.start, modulus.end)
  if (bits <= 0) throw new Malformed('x509: RSA modulus is not a positive number', modulus.start)
  if (exponent <= 0n) throw new Malformed('x509: RSA public exponent is not a positive number', key.start)
  return { algorithm: 'RSA', bits, curve: null, exponent: exponent === 65537n ? '65537' : exponent.toString(), spki }
}

/** Significant bits of a minimally encoded INTEGER, -1 for a negative one. */
function bitLength(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] as number
  if (first >= 0x80) return -1
  if (first > 0) return (end - start) * 8 - Math.clz32(first) + 24
  return end - start === 1 ? 0 : (end - start - 1) * 8 - Math.clz32(bytes[start + 1] as number) + 24
}

/** RFC 3279 section 2.3.2. */
function readDsaPublicKey(parameters: DerReader, data: DerReader, spki: string): PublicKey {
  if (!data.readInteger()) throw new Malformed('x509: invalid DSA public key', data.at)
  let positive = bitLength(data.bytes, data.contentStart, data.contentEnd) > 0
  const values = parameters.enter(SEQUENCE)
  let bits = 0
  for (let i = 0; i < 3; i++) {
    if (values === null || !values.readInteger()) throw new Malformed('x509: invalid DSA parameters', parameters.at)
    const length = bitLength(values.bytes, values.contentStart, values.contentEnd)
    if (i === 0) bits = length
    positive &&= length > 0
  }
  if (!positive) throw new Malformed('x509: zero or negative DSA parameter', data.at)
  return facts('DSA', bits, spki)
}

/** Modulus and exponent of an RSA key, null for other keys. */
export function rsaNumbers(key: PublicKey, spkiDer: Uint8Array<ArrayBuffer>): { readonly n: bigint; readonly e: bigint } | null {
  if (key.algorithm !== 'RSA' || key.exponent === null) return null
  const info = new DerReader(spkiDer).enter(SEQUENCE)
  if (!info?.read(SEQUENCE)) return null
  const unused = info.readBitString()
  if (unused < 0) return null
  const numbers = rightAligned(info, unused).enter(SEQUENCE)
  if (!numbers?.readInteger()) return null
  return { n: unsigned(numbers.bytes, numbers.contentStart, numbers.contentEnd), e: BigInt(key.exponent) }
}

/** The octets of the subjectPublicKey bit string (an EC point, an Ed25519 key), right aligned as Go does. */
export function keyOctets(spkiDer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  const info = new DerReader(spkiDer).enter(SEQUENCE)
  if (!info?.read(SEQUENCE)) return null
  const unused = info.readBitString()
  if (unused < 0) return null
  const data = rightAligned(info, unused)
  return data.bytes.subarray(data.at, data.end)
}
