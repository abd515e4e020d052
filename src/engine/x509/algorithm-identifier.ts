/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2) and the signature algorithms Go knows (crypto/x509 signatureAlgorithmDetails). */
import type { SignatureAlgorithm } from './certificate.ts'
import { type DerReader, explicit, latin1, Malformed, SEQUENCE } from './der.ts'

export interface AlgorithmIdentifier {
  readonly oid: string
  /** The parameters element with its header, empty range where absent. */
  readonly parameters: { readonly start: number; readonly end: number }
}

/** Reads the content of an AlgorithmIdentifier; what follows the parameters is ignored, as in Go. Throws `Malformed`. */
export function readAlgorithmIdentifier(content: DerReader): AlgorithmIdentifier {
  const oid = content.readOid()
  if (oid === null) throw new Malformed('x509: malformed OID', content.at)
  if (content.empty) return { oid, parameters: { start: content.end, end: content.end } }
  if (!content.readAny()) throw new Malformed('x509: malformed parameters', content.at)
  return { oid, parameters: { start: content.start, end: content.contentEnd } }
}

const RSASSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'
const ED25519 = '1.3.101.112'

const SIGNATURE_ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map<string, SignatureAlgorithm>([
  // Unknown to Go since 1.24; named here because it is insecure rather than unheard of. Refused either way.
  ['1.2.840.113549.1.1.2', 'MD2-RSA'],
  ['1.2.840.113549.1.1.4', 'MD5-RSA'],
  ['1.2.840.113549.1.1.5', 'SHA1-RSA'],
  // The ISO twin, which makecert.exe wrote.
  ['1.3.14.3.2.29', 'SHA1-RSA'],
  ['1.2.840.113549.1.1.11', 'SHA256-RSA'],
  ['1.2.840.113549.1.1.12', 'SHA384-RSA'],
  ['1.2.840.113549.1.1.13', 'SHA512-RSA'],
  ['1.2.840.10040.4.3', 'DSA-SHA1'],
  ['2.16.840.1.101.3.4.3.2', 'DSA-SHA256'],
  ['1.2.840.10045.4.1', 'ECDSA-SHA1'],
  ['1.2.840.10045.4.3.2', 'ECDSA-SHA256'],
  ['1.2.840.10045.4.3.3', 'ECDSA-SHA384'],
  ['1.2.840.10045.4.3.4', 'ECDSA-SHA512'],
  [ED25519, 'Ed25519'],
])

/**
 * Go's getSignatureAlgorithmFromAI: Ed25519 must have no parameters, and of RSASSA-PSS only three combinations count.
 */
export function signatureAlgorithm(bytes: DerReader, { oid, parameters }: AlgorithmIdentifier): SignatureAlgorithm {
  if (oid === RSASSA_PSS) return pssAlgorithm(bytes, parameters.start, parameters.end)
  if (oid === ED25519 && parameters.end > parameters.start) return 'unknown'
  return SIGNATURE_ALGORITHMS.get(oid) ?? 'unknown'
}

const PSS: Readonly<Record<string, SignatureAlgorithm>> = {
  '2.16.840.1.101.3.4.2.1 32': 'SHA256-RSAPSS',
  '2.16.840.1.101.3.4.2.2 48': 'SHA384-RSAPSS',
  '2.16.840.1.101.3.4.2.3 64': 'SHA512-RSAPSS',
}

/** RFC 8017 appendix A.2.3: SHA-2 with MGF1 over the same hash, salt as long as the hash, trailer 1. */
function pssAlgorithm(whole: DerReader, start: number, end: number): SignatureAlgorithm {
  const outer = whole.within(start, end).enter(SEQUENCE)
  const hash = outer?.enter(explicit(0))?.enter(SEQUENCE)
  const mask = outer?.enter(explicit(1))?.enter(SEQUENCE)
  const salt = outer?.enter(explicit(2))?.readInt64()
  if (!outer || !hash || !mask || salt === null || salt === undefined) return 'unknown'
  const trailer = outer.peek() === explicit(3) ? outer.enter(explicit(3))?.readInt64() : 1n
  const hashOid = hash.readOid()
  const maskOid = mask.readOid()
  const maskHash = mask.enter(SEQUENCE)
  const maskHashOid = maskHash?.readOid()
  if (hashOid === null || maskOid !== MGF1 || !maskHash || maskHashOid !== hashOid || trailer !== 1n) return 'unknown'
  return absentOrNull(hash) && absentOrNull(maskHash) ? (PSS[`${hashOid} ${salt}`] ?? 'unknown') : 'unknown'
}

function absentOrNull(parameters: DerReader): boolean {
  if (parameters.empty) return true
  return parameters.readAny() && latin1(parameters.bytes, parameters.start, parameters.contentEnd) === '\u0005\u0000'
}
