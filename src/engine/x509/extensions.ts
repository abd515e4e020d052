/** The certificate extensions that decide, in the order and with the refusals of Go's processExtensions (crypto/x509/parser.go, Go 1.26). */
import type { Certificate, Extension } from './certificate.ts'
import {
  BOOLEAN,
  bigOidText,
  contextual,
  type DerReader,
  explicit,
  hex,
  INTEGER,
  Malformed,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
} from './der.ts'
import { fitted } from '../encoding/maps.ts'
import { readNameConstraints } from './name-constraints-extension.ts'
import { readSubjectAltName } from './general-name.ts'

type Decided =
  | 'basicConstraintsValid'
  | 'isCA'
  | 'maxPathLen'
  | 'keyUsage'
  | 'extKeyUsage'
  | 'names'
  | 'nameConstraints'
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'policies'
  | 'policyMappings'
  | 'requireExplicitPolicy'
  | 'inhibitPolicyMapping'
  | 'inhibitAnyPolicy'
  | 'unhandledCriticalExtensions'
/** What the extensions say; starts as a certificate without any. */
export type ExtensionFacts = { -readonly [field in Decided]: Certificate[field] }

const NONE: readonly never[] = []
export const noExtensionFacts = (): ExtensionFacts => ({
  basicConstraintsValid: false,
  isCA: false,
  maxPathLen: null,
  keyUsage: 0,
  extKeyUsage: null,
  names: null,
  nameConstraints: null,
  subjectKeyId: null,
  authorityKeyId: null,
  policies: NONE,
  policyMappings: NONE,
  requireExplicitPolicy: null,
  inhibitPolicyMapping: null,
  inhibitAnyPolicy: null,
  unhandledCriticalExtensions: NONE,
})

const AUTHORITY_INFO_ACCESS = '1.3.6.1.5.5.7.1.1'

/** RFC 5280 section 4.2: the Extensions SEQUENCE. Throws `Malformed`; a second one of the same identifier is malformed. */
export function readExtensions(list: DerReader): Extension[] {
  const extensions: Extension[] = []
  const seen = new Set<string>()
  while (!list.empty) {
    const extension = list.enter(SEQUENCE)
    if (extension === null) throw new Malformed('x509: malformed extension', list.at)
    const oid = extension.readOid()
    if (oid === null) throw new Malformed('x509: malformed extension OID field', extension.at)
    const critical = extension.peek() === BOOLEAN ? extension.readBoolean() : false
    if (critical === null) throw new Malformed('x509: malformed extension critical field', extension.at)
    if (!extension.read(OCTET_STRING)) throw new Malformed('x509: malformed extension value field', extension.at)
    if (seen.has(oid)) throw new Malformed(`x509: certificate contains duplicate extension with OID "${oid}"`, extension.start)
    seen.add(oid)
    extensions.push({ oid, critical, start: extension.contentStart, length: extension.contentEnd - extension.contentStart })
  }
  return fitted(extensions)
}

/** Reads each extension Go processes into `facts`, in order. Throws `Malformed` with Go's message. */
export function processExtensions(der: DerReader, extensions: readonly Extension[], facts: ExtensionFacts): void {
  const unhandled: string[] = []
  for (const extension of extensions) {
    const value = der.within(extension.start, extension.start + extension.length)
    const handled = processExtension(extension, value, facts)
    if (extension.critical && !handled) unhandled.push(extension.oid)
  }
  if (unhandled.length > 0) facts.unhandledCriticalExtensions = unhandled
}

/** `false`: not (fully) understood, which a critical extension must be. */
function processExtension({ oid, critical }: Extension, value: DerReader, facts: ExtensionFacts): boolean {
  switch (oid) {
    case '2.5.29.15':
      facts.keyUsage = readKeyUsage(value)
      return true
    case '2.5.29.19':
      readBasicConstraints(value, facts)
      return true
    case '2.5.29.17': {
      const names = readSubjectAltName(value)
      facts.names = names
      // Nothing but forms of name Go does not process leaves the extension unhandled.
      return names.dns.length + names.email.length + names.ip.length + names.uri.length > 0
    }
    case '2.5.29.30': {
      const { constraints, handled } = readNameConstraints(value, critical)
      facts.nameConstraints = constraints
      return handled
    }
    case '2.5.29.31':
      checkDistributionPoints(value)
      return true
    case '2.5.29.35':
      facts.authorityKeyId = readAuthorityKeyIdentifier(value, critical)
      return true
    case '2.5.29.36':
      readPolicyConstraints(value, facts)
      return true
    case '2.5.29.37':
      facts.extKeyUsage = readExtKeyUsage(value)
      return true
    case '2.5.29.14':
      facts.subjectKeyId = readSubjectKeyIdentifier(value, critical)
      return true
    case '2.5.29.32':
      facts.policies = readPolicies(value)
      return true
    case '2.5.29.33':
      facts.policyMappings = readPolicyMappings(value)
      return true
    case '2.5.29.54': {
      const skip = value.readInt64()
      if (skip === null) throw new Malformed('x509: invalid inhibit any policy extension', value.at)
      facts.inhibitAnyPolicy = Number(skip)
      return true
    }
    case AUTHORITY_INFO_ACCESS:
      checkAuthorityInfoAccess(value, critical)
      return true
    default:
      return false
  }
}

/** RFC 5280 section 4.2.1.3. Bits beyond the ninth mean nothing. */
function readKeyUsage(value: DerReader): number {
  const unused = value.readBitString()
  if (unused < 0) throw new Malformed('x509: invalid key usage', value.at)
  let usage = 0
  const bits = Math.min(9, (value.contentEnd - value.contentStart) * 8 - unused)
  for (let i = 0; i < bits; i++) {
    if (((value.bytes[value.contentStart + (i >> 3)] as number) >> (7 - (i & 7))) & 1) usage |= 1 << i
  }
  return usage
}

/** RFC 5280 section 4.2.1.9. A pathLenConstraint without cA is read, not refused. */
function readBasicConstraints(value: DerReader, facts: ExtensionFacts): void {
  const fields = value.enter(SEQUENCE)
  if (fields === null) throw new Malformed('x509: invalid basic constraints', value.at)
  const isCA = fields.peek() === BOOLEAN ? fields.readBoolean() : false
  if (isCA === null) throw new Malformed('x509: invalid basic constraints', fields.at)
  facts.maxPathLen = null
  if (fields.peek() === INTEGER) {
    const length = fields.readInt64()
    if (length === null || length < 0n) throw new Malformed('x509: invalid basic constraints', fields.at)
    facts.maxPathLen = Number(length)
  }
  facts.isCA = isCA
  facts.basicConstraintsValid = true
}

/** RFC 5280 section 4.2.1.13; only its form matters here, nothing is fetched. */
function checkDistributionPoints(value: DerReader): void {
  const points = value.enter(SEQUENCE)
  if (points === null) throw new Malformed('x509: invalid CRL distribution points', value.at)
  while (!points.empty) {
    const point = points.enter(SEQUENCE)
    if (point === null) throw new Malformed('x509: invalid CRL distribution point', points.at)
    if (point.peek() !== explicit(0)) continue
    const name = point.enter(explicit(0))
    const full = name?.enter(explicit(0))
    if (!full) throw new Malformed('x509: invalid CRL distribution point', point.at)
    while (full.peek() === contextual(6)) {
      if (!full.readAny()) throw new Malformed('x509: invalid CRL distribution point', full.at)
    }
  }
}

/** RFC 5280 section 4.2.1.1: the keyIdentifier, null where there is none. */
function readAuthorityKeyIdentifier(value: DerReader, critical: boolean): string | null {
  if (critical) throw new Malformed('x509: authority key identifier incorrectly marked critical', value.at)
  const fields = value.enter(SEQUENCE)
  if (fields === null) throw new Malformed('x509: invalid authority key identifier', value.at)
  if (fields.peek() !== contextual(0)) return null
  if (!fields.readAny()) throw new Malformed('x509: invalid authority key identifier', fields.at)
  return hex(fields.bytes, fields.contentStart, fields.contentEnd)
}

/** RFC 5280 section 4.2.1.2. */
function readSubjectKeyIdentifier(value: DerReader, critical: boolean): string {
  if (critical) throw new Malformed('x509: subject key identifier incorrectly marked critical', value.at)
  if (!value.read(OCTET_STRING)) throw new Malformed('x509: invalid subject key identifier', value.at)
  return hex(value.bytes, value.contentStart, value.contentEnd)
}

/** RFC 5280 section 4.2.1.12. */
function readExtKeyUsage(value: DerReader): string[] {
  const usages = value.enter(SEQUENCE)
  if (usages === null) throw new Malformed('x509: invalid extended key usages', value.at)
  const oids: string[] = []
  while (!usages.empty) {
    const oid = usages.readOid()
    if (oid === null) throw new Malformed('x509: invalid extended key usages', usages.at)
    oids.push(oid)
  }
  return fitted(oids)
}

/** RFC 5280 section 4.2.1.4: identifiers only, each once. */
function readPolicies(value: DerReader): string[] {
  const list = value.enter(SEQUENCE)
  if (list === null) throw new Malformed('x509: invalid certificate policies', value.at)
  const policies = new Set<string>()
  while (!list.empty) {
    const policy = list.enter(SEQUENCE)
    const oid = policy?.read(OBJECT_IDENTIFIER) ? bigOidText(policy.bytes, policy.contentStart, policy.contentEnd) : null
    if (oid === null || policies.has(oid)) throw new Malformed('x509: invalid certificate policies', list.start)
    policies.add(oid)
  }
  return [...policies]
}

/** RFC 5280 section 4.2.1.5. Go does not look into these identifiers: malformed ones are kept as their octets, which equal no policy. */
function readPolicyMappings(value: DerReader): { issuer: string; subject: string }[] {
  const list = value.enter(SEQUENCE)
  if (list === null) throw new Malformed('x509: invalid policy mappings extension', value.at)
  const mappings: { issuer: string; subject: string }[] = []
  while (!list.empty) {
    const mapping = list.enter(SEQUENCE)
    const issuer = mapping?.read(OBJECT_IDENTIFIER) ? anyOid(mapping) : null
    const subject = mapping?.read(OBJECT_IDENTIFIER) ? anyOid(mapping) : null
    if (issuer === null || subject === null) throw new Malformed('x509: invalid policy mappings extension', list.start)
    mappings.push({ issuer, subject })
  }
  return mappings
}

const anyOid = (der: DerReader): string =>
  bigOidText(der.bytes, der.contentStart, der.contentEnd) ?? `#${hex(der.bytes, der.contentStart, der.contentEnd)}`

/** RFC 5280 section 4.2.1.11. */
function readPolicyConstraints(value: DerReader, facts: ExtensionFacts): void {
  const fields = value.enter(SEQUENCE)
  if (fields === null) throw new Malformed('x509: invalid policy constraints extension', value.at)
  const read = (tag: number): number | null => {
    if (fields.peek() !== tag) return null
    const skip = fields.readInt64(tag)
    if (skip === null) throw new Malformed('x509: invalid policy constraints extension', fields.at)
    return Number(skip)
  }
  facts.requireExplicitPolicy = read(contextual(0))
  facts.inhibitPolicyMapping = read(contextual(1))
}

/** RFC 5280 section 4.2.2.1; only its form matters here, nothing is fetched. */
function checkAuthorityInfoAccess(value: DerReader, critical: boolean): void {
  if (critical) throw new Malformed('x509: authority info access incorrectly marked critical', value.at)
  const list = value.enter(SEQUENCE)
  if (list === null) throw new Malformed('x509: invalid authority info access', value.at)
  while (!list.empty) {
    const description = list.enter(SEQUENCE)
    if (description === null || description.readOid() === null) throw new Malformed('x509: invalid authority info access', list.start)
    if (description.peek() === contextual(6) && !description.readAny())
      throw new Malformed('x509: invalid authority info access', description.at)
  }
}
