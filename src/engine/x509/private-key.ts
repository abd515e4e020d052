/**
 * Keys in files: to facts, and no further. What of a private key leaves this file is its algorithm, its size and the SubjectPublicKeyInfo of
 * its public part; errors are Go's words and never hold octets of the key. Accepted is what Go's tls.X509KeyPair accepts.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import type { Curve, PublicKey } from './certificate.ts'
import { CURVES } from './curve.ts'
import { DerReader, INTEGER, latin1, Malformed, OCTET_STRING, SEQUENCE } from './der.ts'
import { bitString, type Der, element, integer, nullElement, oid, sequence } from './der-writer.ts'
import { EC, readPublicKey, readRsaPublicKey } from './public-key.ts'
import { ecSpki, readSec1, type Scalar, spkiOf } from './ec-private-key.ts'
import { readRsaPrivateKey, type RsaPublicNumbers } from './rsa-private-key.ts'

export type KeyFormat = 'PKCS #1' | 'SEC 1' | 'PKCS #8' | 'PKIX'

/** What may be known of a key. `spki` is null where it is encrypted. */
export interface KeyReading {
  readonly kind: 'private' | 'public'
  /** RSA, ECDSA, Ed25519, ...; `unknown` where encrypted. */
  readonly algorithm: string
  readonly bits: number
  readonly spki: string | null
  readonly format: KeyFormat
  readonly encrypted: boolean
}
export type KeyAnswer =
  | { readonly ok: true; readonly key: KeyReading }
  /** `error` is what the component logs, `cause` the parser's own words where it has some. */
  | { readonly ok: false; readonly error: string; readonly cause: string | null }

const RSA = '1.2.840.113549.1.1.1'
const ED25519 = '1.3.101.112'
const X25519 = '1.3.101.110'
const UNPARSED = 'tls: failed to parse private key'

/**
 * Go's tls.parsePrivateKey on the content of a PEM block of any type: PKCS #1, then PKCS #8, then SEC 1.
 * An EncryptedPrivateKeyInfo, which no component can load, is recognised and answered with `encrypted: true`.
 */
export async function readPrivateKey(der: Uint8Array<ArrayBuffer>): Promise<KeyAnswer> {
  try {
    const rsa = startsLikePkcs1(der) ? attempt(() => readRsaPrivateKey(der)) : null
    if (rsa !== null && !(rsa instanceof Malformed)) return found('PKCS #1', rsaSpki(rsa))
    const info = pkcs8(der)
    if (info !== null) return await readPkcs8(info)
    const scalar = attempt(() => readSec1(der, null))
    if (!(scalar instanceof Malformed)) return await elliptic('SEC 1', scalar)
    if (isEncryptedPkcs8(der)) return encryptedKey('PKCS #8')
    return { ok: false, error: UNPARSED, cause: (rsa ?? scalar).message }
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, error: UNPARSED, cause: error.message }
    throw error
  }
}

/** What an elliptic key says of itself, with the public half it holds, which is not proven; null of one that holds none, and of all others. */
export function claimedKey(der: Uint8Array<ArrayBuffer>): KeyReading | null {
  const info = pkcs8(der)
  if (info !== null && info.algorithm !== EC) return null
  const scalar = attempt(() => (info === null ? readSec1(der, null) : scalarOf(info)))
  if (scalar instanceof Malformed || scalar.claimed === null) return null
  return ellipticReading(info === null ? 'SEC 1' : 'PKCS #8', scalar.curve, spkiOf(scalar.curve, scalar.claimed))
}

/** A key that a PEM header (`Proc-Type: 4,ENCRYPTED`) or its PEM type says is encrypted. */
export const encryptedKey = (format: KeyFormat): KeyAnswer => ({
  ok: true,
  key: { kind: 'private', algorithm: 'unknown', bits: 0, spki: null, format, encrypted: true },
})

/** x509.ParsePKIXPublicKey, and RSAPublicKey of PKCS #1 (`RSA PUBLIC KEY`), which client-go does not read as a service-account key. */
export function readPublicKeyFile(der: Uint8Array<ArrayBuffer>): KeyAnswer {
  const outer = new DerReader(der)
  const pkix = attempt(() => readPublicKey(outer, new Map()))
  if (!(pkix instanceof Malformed)) {
    if (!outer.empty) return { ok: false, error: 'x509: trailing data after ASN.1 of public-key', cause: null }
    if (pkix.algorithm === 'unknown') return { ok: false, error: 'x509: unknown public key algorithm', cause: null }
    return { ok: true, key: publicReading('public', 'PKIX', pkix) }
  }
  const rsa = attempt(() => readRsaPublicKey(new DerReader(der), ''))
  if (rsa instanceof Malformed) return { ok: false, error: pkix.message, cause: null }
  const numbers = new DerReader(der).enter(SEQUENCE)
  const modulus = numbers?.readInteger() === true ? der.subarray(numbers.contentStart, numbers.contentEnd) : new Uint8Array(0)
  return {
    ok: true,
    key: {
      kind: 'public',
      algorithm: 'RSA',
      bits: rsa.bits,
      spki: latin1(rsaSpki({ modulus, exponent: BigInt(rsa.exponent as string) })),
      format: 'PKCS #1',
      encrypted: false,
    },
  }
}

const publicReading = (kind: 'private' | 'public', format: KeyFormat, key: PublicKey): KeyReading => ({
  kind,
  algorithm: key.algorithm,
  bits: key.bits,
  spki: key.spki,
  format,
  encrypted: false,
})
const found = (format: KeyFormat, spki: Der): KeyAnswer => ({
  ok: true,
  key: publicReading('private', format, readPublicKey(new DerReader(spki), new Map())),
})

const ellipticReading = (format: KeyFormat, curve: Curve, spki: string): KeyReading => ({
  kind: 'private',
  algorithm: 'ECDSA',
  bits: CURVES[curve].bits,
  spki,
  format,
  encrypted: false,
})
/** Of a point that is on its curve. */
const elliptic = async (format: KeyFormat, scalar: Scalar): Promise<KeyAnswer> => ({
  ok: true,
  key: ellipticReading(format, scalar.curve, await ecSpki(scalar)),
})

function attempt<T>(read: () => T): T | Malformed {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed) return error
    throw error
  }
}

interface PrivateKeyInfo {
  readonly algorithm: string
  readonly parameters: Uint8Array<ArrayBuffer>
  readonly key: Uint8Array<ArrayBuffer>
}

/** PrivateKeyInfo of RFC 5208 section 5; attributes and what follows are not looked at, as in Go. */
function pkcs8(der: Uint8Array<ArrayBuffer>): PrivateKeyInfo | null {
  const info = new DerReader(der).enter(SEQUENCE)
  if (!info || info.readInt64() === null) return null
  const identifier = info.enter(SEQUENCE)
  const algorithm = identifier?.readOid() ?? null
  if (!identifier || algorithm === null || !info.read(OCTET_STRING)) return null
  const { at, end } = identifier
  if (at < end && !identifier.readAny()) return null
  return { algorithm, parameters: der.subarray(at, end), key: der.subarray(info.contentStart, info.contentEnd) }
}

/** Of an elliptic key, whose curve its container names. */
const scalarOf = ({ parameters, key }: PrivateKeyInfo): Scalar => readSec1(key, new DerReader(parameters).readOid())

async function readPkcs8(info: PrivateKeyInfo): Promise<KeyAnswer> {
  const { algorithm, parameters, key } = info
  switch (algorithm) {
    case RSA:
      return found('PKCS #8', rsaSpki(readRsaPrivateKey(key)))
    case EC:
      return await elliptic('PKCS #8', scalarOf(info))
    case ED25519: {
      if (parameters.length > 0) throw new Malformed('x509: invalid Ed25519 private key parameters', 0)
      const seed = new DerReader(key)
      if (!seed.read(OCTET_STRING)) throw new Malformed('x509: invalid Ed25519 private key', 0)
      const length = seed.contentEnd - seed.contentStart
      if (length !== 32) throw new Malformed(`x509: invalid Ed25519 private key length: ${length}`, 0)
      const publicKey = ed25519.getPublicKey(key.slice(seed.contentStart, seed.contentEnd))
      return found('PKCS #8', sequence(sequence(oid(ED25519)), bitString(publicKey)))
    }
    case X25519:
      return { ok: false, error: 'tls: found unknown private key type in PKCS#8 wrapping', cause: null }
    default:
      throw new Malformed(`x509: PKCS#8 wrapping contained private key with unknown algorithm: ${algorithm}`, 0)
  }
}

function rsaSpki({ modulus, exponent }: RsaPublicNumbers): Der {
  return sequence(sequence(oid(RSA), nullElement()), bitString(sequence(element(INTEGER, modulus), integer(exponent))))
}

/** EncryptedPrivateKeyInfo of RFC 5208 section 6: an algorithm, then octets. */
function isEncryptedPkcs8(der: Uint8Array<ArrayBuffer>): boolean {
  const info = new DerReader(der).enter(SEQUENCE)
  const algorithm = info?.enter(SEQUENCE)
  return algorithm?.readOid() != null && info?.read(OCTET_STRING) === true
}

function startsLikePkcs1(der: Uint8Array<ArrayBuffer>): boolean {
  const fields = new DerReader(der).enter(SEQUENCE)
  return fields?.readInt64() != null && fields.readInteger()
}
