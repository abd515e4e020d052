/**
 * Was this signed by that key? Answers as Go's checkSignature (crypto/x509, Go 1.26): WebCrypto does the work, with keys imported once;
 * what it lacks or refuses is verified in JavaScript; a signature is never valid because nobody could look at it.
 */
import type { Certificate, Curve, PublicKey, SignatureAlgorithm } from './certificate.ts'
import { DerReader, fromLatin1 } from './der.ts'
import type { Sha2 } from './sha2.ts'
import { ecdsaFixed, verifyEcdsa, verifyEd25519 } from './elliptic.ts'
import { keyOctets, readPublicKey, rsaNumbers } from './public-key.ts'
import { type RsaKey, rsaKeyAllowed, verifyPkcs1, verifyPss } from './rsa.ts'

/** `insecure`: Go refuses the algorithm (SHA-1, MD5, MD2); `unsupported`: neither Go nor we can verify it. */
export type SignatureAnswer = 'valid' | 'invalid' | 'insecure' | 'unsupported'

type Scheme =
  | { readonly key: 'RSA'; readonly padding: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; readonly hash: Sha2 | 'SHA-1' }
  | { readonly key: 'ECDSA'; readonly hash: Sha2 | 'SHA-1' }
  | { readonly key: 'Ed25519' }

const pkcs1 = (hash: Sha2 | 'SHA-1'): Scheme => ({ key: 'RSA', padding: 'RSASSA-PKCS1-v1_5', hash })
const pss = (hash: Sha2): Scheme => ({ key: 'RSA', padding: 'RSA-PSS', hash })
const ec = (hash: Sha2 | 'SHA-1'): Scheme => ({ key: 'ECDSA', hash })
const SCHEMES: Readonly<Record<SignatureAlgorithm, Scheme | 'insecure' | 'unsupported'>> = {
  'MD2-RSA': 'insecure',
  'MD5-RSA': 'insecure',
  'SHA1-RSA': pkcs1('SHA-1'),
  'SHA256-RSA': pkcs1('SHA-256'),
  'SHA384-RSA': pkcs1('SHA-384'),
  'SHA512-RSA': pkcs1('SHA-512'),
  'SHA256-RSAPSS': pss('SHA-256'),
  'SHA384-RSAPSS': pss('SHA-384'),
  'SHA512-RSAPSS': pss('SHA-512'),
  'DSA-SHA1': 'insecure',
  'DSA-SHA256': 'unsupported',
  'ECDSA-SHA1': ec('SHA-1'),
  'ECDSA-SHA256': ec('SHA-256'),
  'ECDSA-SHA384': ec('SHA-384'),
  'ECDSA-SHA512': ec('SHA-512'),
  Ed25519: { key: 'Ed25519' },
  unknown: 'unsupported',
}
/** All there are, always in the same order. */
export const SIGNATURE_ALGORITHMS = Object.keys(SCHEMES) as readonly SignatureAlgorithm[]

/** What is needed of a certificate to verify it; small enough to be sent elsewhere. */
export type Signed = Pick<Certificate, 'der' | 'tbs' | 'signature' | 'signatureAlgorithm'>

/** Was the certificate signed by this key? Whether the key's owner may sign is not asked. */
export function verifySignature(child: Signed, issuerKey: PublicKey): Promise<SignatureAnswer> {
  const { der, tbs, signature } = child
  const data = der.subarray(tbs.start, tbs.start + tbs.length)
  return verifySigned(child.signatureAlgorithm, issuerKey, data, signatureOctets(der, signature.start, signature.length), false)
}

/** The signature as Go's BitString.RightAlign leaves it: the octet before its first says how many bits at the end are unused. */
function signatureOctets(der: Uint8Array<ArrayBuffer>, start: number, length: number): Uint8Array<ArrayBuffer> {
  const unused = der[start - 1] as number
  const octets = der.subarray(start, start + length)
  if (unused === 0) return octets
  return octets.map((octet, i) => (octet >> unused) | (((octets[i - 1] ?? 0) << (8 - unused)) & 0xff))
}

/** Any signed octets. `allowSha1`: Go accepts SHA-1 on certification requests and revocation lists only. */
export async function verifySigned(
  algorithm: SignatureAlgorithm,
  key: PublicKey,
  data: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  allowSha1: boolean,
): Promise<SignatureAnswer> {
  if (key.algorithm === 'unknown' || key.algorithm === 'X25519') return 'unsupported'
  const scheme = SCHEMES[algorithm]
  if (typeof scheme === 'string') return scheme
  if (scheme.key !== 'Ed25519' && scheme.hash === 'SHA-1' && !allowSha1) return 'insecure'
  if (key.algorithm === 'DSA') return 'unsupported'
  if (key.algorithm !== scheme.key) return 'invalid'
  if (scheme.key === 'RSA') return verifyRsa(scheme.padding, scheme.hash, key, data, signature)
  if (scheme.key === 'Ed25519') return verifyEdwards(key, data, signature)
  const fixed = ecdsaFixed(signature, key.curve as Curve)
  return fixed === null ? 'invalid' : verifyElliptic(key.curve as Curve, scheme.hash, key, data, fixed)
}

type Verdict = 'valid' | 'invalid' | 'unsupported'
const verdict = (valid: boolean): Verdict => (valid ? 'valid' : 'invalid')

/** No certificate authority's key is larger; the integers of a hostile one could keep us busy for minutes. */
const MAX_RSA_BITS = 65536

async function verifyRsa(
  padding: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS',
  hash: Sha2 | 'SHA-1',
  key: PublicKey,
  data: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<Verdict> {
  if (key.bits > MAX_RSA_BITS) return 'unsupported'
  const rsa = rsaKey(key)
  if (rsa === null || !rsaKeyAllowed(rsa) || signature.length !== Math.ceil(key.bits / 8)) return 'invalid'
  const native = await verifyNatively(key.spki, { name: padding, hash }, { name: padding, saltLength: hashLength(hash) }, data, signature)
  if (native !== null) return verdict(native)
  if (hash === 'SHA-1') return 'unsupported'
  return verdict((padding === 'RSA-PSS' ? verifyPss : verifyPkcs1)(rsa, hash, data, signature))
}

/** What was made of a key once: one authority signs many certificates. */
interface HeldKey {
  readonly imported: Map<string, Promise<CryptoKey | null>>
  rsa: RsaKey | null | undefined
}
/** A bound on keys held, for fleets in which every node has its own authority; one that was let go is imported again. */
const MAX_KEYS = 8192
const heldKeys = new Map<string, HeldKey>()
function held(spki: string): HeldKey {
  let key = heldKeys.get(spki)
  if (key === undefined) {
    key = { imported: new Map(), rsa: undefined }
    if (heldKeys.size >= MAX_KEYS) heldKeys.delete(heldKeys.keys().next().value as string)
    heldKeys.set(spki, key)
  }
  return key
}

function rsaKey(key: PublicKey): RsaKey | null {
  const known = held(key.spki)
  if (known.rsa === undefined) {
    const numbers = rsaNumbers(key, fromLatin1(key.spki))
    known.rsa = numbers === null ? null : { ...numbers, bits: key.bits }
  }
  return known.rsa
}

async function verifyElliptic(
  curve: Curve,
  hash: Sha2 | 'SHA-1',
  key: PublicKey,
  data: Uint8Array<ArrayBuffer>,
  fixed: Uint8Array<ArrayBuffer>,
): Promise<Verdict> {
  if (curve !== 'P-224') {
    const native = await verifyNatively(key.spki, { name: 'ECDSA', namedCurve: curve }, { name: 'ECDSA', hash }, data, fixed)
    if (native !== null) return verdict(native)
  }
  const point = keyOctets(fromLatin1(key.spki))
  if (hash === 'SHA-1' || point === null) return 'unsupported'
  return verdict(verifyEcdsa(curve, hash, point, data, fixed))
}

async function verifyEdwards(key: PublicKey, data: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<Verdict> {
  const native = await verifyNatively(key.spki, { name: 'Ed25519' }, { name: 'Ed25519' }, data, signature)
  if (native === true) return 'valid'
  // Browsers differ on keys and points of small order; Go's own rules decide.
  const octets = keyOctets(fromLatin1(key.spki))
  return verdict(octets !== null && verifyEd25519(octets, data, signature))
}

const hashLength = (hash: Sha2 | 'SHA-1'): number => (hash === 'SHA-1' ? 20 : Number(hash.slice(4)) / 8)

/** Null where WebCrypto is missing (a page not served securely) or does not take this key or algorithm. */
async function verifyNatively(
  spki: string,
  importAs: { readonly name: string; readonly hash?: string; readonly namedCurve?: string },
  algorithm: RsaPssParams | EcdsaParams | Algorithm,
  data: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean | null> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle
  if (subtle === undefined) return null
  const { imported } = held(spki)
  const use = `${importAs.name} ${importAs.hash ?? ''}`
  let key = imported.get(use)
  if (key === undefined) {
    const info = fromLatin1(spki)
    // As a point: Node takes three times as long to import what stands around it, and `public-key.ts` has read that.
    const point = importAs.namedCurve === undefined ? null : keyOctets(info)
    key = (
      point === null
        ? subtle.importKey('spki', info, importAs, false, ['verify'])
        : subtle.importKey('raw', point, importAs, false, ['verify'])
    ).catch(() => null)
    imported.set(use, key)
  }
  const ready = await key
  if (ready === null) return null
  try {
    return await subtle.verify(algorithm, ready, signature, data)
  } catch {
    return null
  }
}

type JwtScheme = readonly ['RSA', 'RSASSA-PKCS1-v1_5' | 'RSA-PSS', Sha2] | readonly ['ECDSA', Curve, Sha2] | readonly ['Ed25519']
const JWT_ALGORITHMS: Readonly<Record<string, JwtScheme>> = {
  RS256: ['RSA', 'RSASSA-PKCS1-v1_5', 'SHA-256'],
  RS384: ['RSA', 'RSASSA-PKCS1-v1_5', 'SHA-384'],
  RS512: ['RSA', 'RSASSA-PKCS1-v1_5', 'SHA-512'],
  PS256: ['RSA', 'RSA-PSS', 'SHA-256'],
  PS384: ['RSA', 'RSA-PSS', 'SHA-384'],
  PS512: ['RSA', 'RSA-PSS', 'SHA-512'],
  ES256: ['ECDSA', 'P-256', 'SHA-256'],
  ES384: ['ECDSA', 'P-384', 'SHA-384'],
  ES512: ['ECDSA', 'P-521', 'SHA-512'],
  EdDSA: ['Ed25519'],
}

/**
 * The signature of a JWS (RFC 7518 section 3, RFC 8037): `alg` of its header, a public key as its SubjectPublicKeyInfo in Latin-1,
 * and the octets of `header.payload`. A key of another kind or curve is `invalid`; an algorithm or key nobody here knows `unsupported`.
 */
export async function verifyJwtSignature(
  alg: string,
  spki: string,
  signingInput: Uint8Array,
  signature: Uint8Array,
): Promise<'valid' | 'invalid' | 'unsupported'> {
  const scheme = JWT_ALGORITHMS[alg]
  const key = parseSpki(spki)
  if (scheme === undefined || key === null) return 'unsupported'
  const data = Uint8Array.from(signingInput)
  const octets = Uint8Array.from(signature)
  if (scheme[0] !== key.algorithm) return 'invalid'
  if (scheme[0] === 'RSA') return verifyRsa(scheme[1], scheme[2], key, data, octets)
  if (scheme[0] === 'Ed25519') return verifyEdwards(key, data, octets)
  const rightSize = octets.length === 2 * Math.ceil(key.bits / 8)
  return key.curve === scheme[1] && rightSize ? verifyElliptic(scheme[1], scheme[2], key, data, octets) : 'invalid'
}

/** A SubjectPublicKeyInfo in Latin-1; null where it is malformed. */
export function parseSpki(spki: string): PublicKey | null {
  try {
    return readPublicKey(new DerReader(fromLatin1(spki)), new Map())
  } catch {
    // Malformed: nobody verifies with it.
    return null
  }
}
