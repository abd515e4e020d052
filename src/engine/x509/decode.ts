/**
 * DER to `Certificate`: what crypto/x509.ParseCertificate of Go 1.26 refuses is refused, in the same order and with the same words.
 * Everything that decides reads certificates through this; it looks at nothing but the octets.
 */
import { sameOctets } from '../encoding/same-octets.ts'
import { readAlgorithmIdentifier, signatureAlgorithm } from './algorithm-identifier.ts'
import type { Certificate, CertificateId, Extension } from './certificate.ts'
import { contextual, DerReader, explicit, hex, Malformed, SEQUENCE } from './der.ts'
import { noExtensionFacts, processExtensions, readExtensions } from './extensions.ts'
import { NameInterner, readName } from './name.ts'
import { type KeyInterner, readPublicKey } from './public-key.ts'
import { readTime } from './time.ts'

/** Shared by the certificates of one read, so that equal names and keys are held once. */
export interface Interner {
  readonly names: NameInterner
  readonly keys: KeyInterner
}
export const newInterner = (): Interner => ({ names: new NameInterner(), keys: new Map() })

export type DecodedCertificate =
  | { readonly ok: true; readonly certificate: Certificate }
  /** `error` in Go's words, `offset` in octets from the start of the DER. */
  | { readonly ok: false; readonly error: string; readonly offset: number }

/** Decodes exactly one certificate; octets after it are refused. The octets are kept, not copied. */
export function decodeCertificate(der: Uint8Array<ArrayBuffer>, id: CertificateId, interner: Interner = newInterner()): DecodedCertificate {
  try {
    return { ok: true, certificate: readCertificate(der, id, interner) }
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, error: error.message, offset: error.offset }
    throw error
  }
}

/** RFC 5280 section 4.1, in the order of Go's parseCertificate. */
function readCertificate(der: Uint8Array<ArrayBuffer>, id: CertificateId, interner: Interner): Certificate {
  const outer = new DerReader(der)
  const fields = outer.enter(SEQUENCE)
  if (fields === null) throw new Malformed('x509: malformed certificate', 0)
  const tbs = fields.enter(SEQUENCE)
  if (tbs === null) throw new Malformed('x509: malformed tbs certificate', fields.at)
  const signed = { start: fields.start, length: fields.contentEnd - fields.start }

  const version = readVersion(tbs)
  const serial = readSerial(tbs)

  const inner = tbs.enter(SEQUENCE)
  if (inner === null) throw new Malformed('x509: malformed signature algorithm identifier', tbs.at)
  if (!fields.read(SEQUENCE)) throw new Malformed('x509: malformed algorithm identifier', fields.at)
  if (!sameOctets(der, inner.at, inner.end, der, fields.contentStart, fields.contentEnd)) {
    throw new Malformed("x509: inner and outer signature algorithm identifiers don't match", fields.start)
  }
  const algorithm = readAlgorithmIdentifier(inner)

  const issuer = readName(tbs, 'x509: malformed issuer', interner.names)
  const validity = tbs.enter(SEQUENCE)
  if (validity === null) throw new Malformed('x509: malformed validity', tbs.at)
  const notBefore = readTimeOrThrow(validity)
  const notAfter = readTimeOrThrow(validity)
  // Go's message for a malformed subject says issuer.
  const subject = readName(tbs, 'x509: malformed issuer', interner.names)
  const publicKey = readPublicKey(tbs, interner.keys)

  const facts = noExtensionFacts()
  let extensions: readonly Extension[] = []
  if (version > 1) {
    if (tbs.peek() === contextual(1) && !tbs.readAny()) throw new Malformed('x509: malformed issuerUniqueID', tbs.at)
    if (tbs.peek() === contextual(2) && !tbs.readAny()) throw new Malformed('x509: malformed subjectUniqueID', tbs.at)
    if (version === 3 && tbs.peek() === explicit(3)) {
      const list = tbs.enter(explicit(3))?.enter(SEQUENCE)
      if (!list) throw new Malformed('x509: malformed extensions', tbs.at)
      extensions = readExtensions(list)
      processExtensions(outer, extensions, facts)
    }
  }

  // Unused bits stand in the octet before: signature.ts shifts them out, as Go does here.
  if (fields.readBitString() < 0) throw new Malformed('x509: malformed signature', fields.at)
  if (!outer.empty) throw new Malformed('x509: trailing data', outer.at)
  return {
    id,
    der,
    tbs: signed,
    version,
    serial,
    signatureAlgorithm: signatureAlgorithm(outer, algorithm),
    signatureOid: algorithm.oid,
    signature: { start: fields.contentStart, length: fields.contentEnd - fields.contentStart },
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    basicConstraintsValid: facts.basicConstraintsValid,
    isCA: facts.isCA,
    maxPathLen: facts.maxPathLen,
    keyUsage: facts.keyUsage,
    extKeyUsage: facts.extKeyUsage,
    names: facts.names,
    nameConstraints: facts.nameConstraints,
    subjectKeyId: facts.subjectKeyId,
    authorityKeyId: facts.authorityKeyId,
    policies: facts.policies,
    policyMappings: facts.policyMappings,
    requireExplicitPolicy: facts.requireExplicitPolicy,
    inhibitPolicyMapping: facts.inhibitPolicyMapping,
    inhibitAnyPolicy: facts.inhibitAnyPolicy,
    extensions,
    unhandledCriticalExtensions: facts.unhandledCriticalExtensions,
  }
}

function readVersion(tbs: DerReader): 1 | 2 | 3 {
  if (tbs.peek() !== explicit(0)) return 1
  const field = tbs.enter(explicit(0))
  const version = field?.readInt64() ?? null
  if (version === null || !field?.empty || version < 0n) throw new Malformed('x509: malformed version', tbs.at)
  if (version > 2n) throw new Malformed('x509: invalid version', tbs.start)
  return (Number(version) + 1) as 1 | 2 | 3
}

/** RFC 5280 section 4.1.2.2: any size is read, a negative one is refused (since Go 1.23). */
function readSerial(tbs: DerReader): string {
  if (!tbs.readInteger()) throw new Malformed('x509: malformed serial number', tbs.at)
  if ((tbs.bytes[tbs.contentStart] as number) >= 0x80) throw new Malformed('x509: negative serial number', tbs.start)
  const digits = hex(tbs.bytes, tbs.contentStart, tbs.contentEnd)
  const first = digits.search(/[^0]/)
  return first === -1 ? '0' : first === 0 ? digits : digits.slice(first)
}

function readTimeOrThrow(validity: DerReader): number {
  const seconds = readTime(validity)
  if (typeof seconds === 'string') throw new Malformed(seconds, validity.at)
  return seconds
}
