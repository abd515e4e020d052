/**
 * What `openssl verify -partial_chain -purpose ...` of OpenSSL 3 answers to the same files, so that the report can say beforehand where it is not what
 * Go answers. After crypto/x509/x509_vfy.c, v3_purp.c and v3_utl.c; it never decides a verdict.
 */
import { type Certificate, type CertificateId, KeyUsage } from '../../engine/x509/certificate.ts'
import { address } from '../../text/format.ts'
import { authoritySerial } from './authority-serial.ts'
import { canonicalName, hostMatches, isHostLike } from './names.ts'

export interface VerifyInput {
  readonly leaf: Certificate
  readonly untrusted: readonly Certificate[]
  readonly trusted: readonly Certificate[]
  /** Unix seconds. */
  readonly at: number
  readonly server: boolean
  /** Given to -verify_hostname or -verify_ip. */
  readonly name: string | null
  /** Was the signature of the first made by the key of the second? */
  readonly signed: (child: Certificate, issuer: Certificate) => boolean
  /** Go's answer about name constraints, which both check alike. */
  readonly constrained: boolean
}
export type VerifyError =
  | 'issuer'
  | 'issuer-by-identifier'
  | 'critical-extension'
  | 'not-a-ca'
  | 'any-usage'
  | 'key-usage'
  | 'purpose'
  | 'path-length'
  | 'name'
  | 'wildcard'
  | 'name-constraints'
  | 'signature'
  | 'last-second'
  | 'time'
/**
 * `null`: OK. `'either'`: which of several candidate issuers it takes, and so its answer, depends on their order in memory.
 * `'unforeseen'`: it holds common names that could be hosts against name constraints, which is not followed here.
 */
export type VerifyAnswer = VerifyError | 'either' | 'unforeseen' | null

/** OIDs of X509_supported_extension: critical ones beside these are refused. */
const SUPPORTED = new Set([
  ...['15', '17', '19', '30', '31', '32', '33', '36', '37', '54'].map((last) => `2.5.29.${last}`),
  ...['7', '8', '14'].map((last) => `1.3.6.1.5.5.7.1.${last}`),
  '1.3.6.1.5.5.7.48.1.5',
  '2.16.840.1.113730.1.1',
])
const ANY_USAGE = '2.5.29.37.0'
const MOST_DEPTH = 100

/** In: what the command is given. Out: its answer. */
export function opensslVerify(input: VerifyInput): VerifyAnswer {
  return extend(input, [input.leaf])
}

/** One more issuer, until the chain ends in a trusted certificate. */
function extend(input: VerifyInput, chain: readonly Certificate[]): VerifyAnswer {
  const last = chain.at(-1) as Certificate
  if (input.trusted.some((one) => one.id === last.id)) return check(input, chain)
  if (chain.length > MOST_DEPTH || isSelfSigned(last)) return 'issuer'
  for (const store of [input.trusted, input.untrusted]) {
    const candidates = distinct(store.filter((one) => !chain.includes(one) && issued(one, last)))
    const current = candidates.filter((one) => timeError(one, input.at) === null)
    const choices = current.length ? current : candidates.toSorted((a, b) => b.notAfter - a.notAfter).slice(0, 1)
    if (choices.length === 0) continue
    const answers = new Set(choices.map((issuer) => extend(input, [...chain, issuer])))
    return answers.size === 1 ? ([...answers][0] as VerifyAnswer) : 'either'
  }
  const byName = [...input.trusted, ...input.untrusted].some((one) => canonicalName(one.subject) === canonicalName(last.issuer))
  return byName ? 'issuer-by-identifier' : 'issuer'
}

const isSelfIssued = (c: Certificate) => canonicalName(c.subject) === canonicalName(c.issuer)
/** EXFLAG_SS: self-issued, and its identifiers do not say another key. */
const isSelfSigned = (c: Certificate) => isSelfIssued(c) && identified(c, c)
const identified = (issuer: Certificate, child: Certificate) =>
  !(child.authorityKeyId !== null && issuer.subjectKeyId !== null && child.authorityKeyId !== issuer.subjectKeyId) &&
  (authoritySerial(child) ?? issuer.serial) === issuer.serial
const distinct = (list: readonly Certificate[]) => [...new Map(list.map((one) => [one.id, one])).values()]
const hasExtension = (c: Certificate, oid: string) => c.extensions.some((e) => e.oid === oid)
const commonNames = (c: Certificate) => c.subject.attributes.filter(({ oid }) => oid === '2.5.4.3').map(({ value }) => value)
const hasKeyUsage = (c: Certificate) => hasExtension(c, '2.5.29.15')

/** X509_check_issued: names, key identifier, kind of key, keyCertSign. */
function issued(issuer: Certificate, child: Certificate): boolean {
  return (
    canonicalName(issuer.subject) === canonicalName(child.issuer) &&
    identified(issuer, child) &&
    (child.signatureAlgorithm === 'unknown' || child.signatureAlgorithm.includes(issuer.publicKey.algorithm)) &&
    (!hasKeyUsage(issuer) || (issuer.keyUsage & KeyUsage.keyCertSign) !== 0)
  )
}

function check(input: VerifyInput, chain: readonly Certificate[]): VerifyAnswer {
  let length = 0
  for (const [depth, c] of chain.entries()) {
    if (c.extensions.some((e) => e.critical && !SUPPORTED.has(e.oid))) return 'critical-extension'
    if (depth > 0 && !isAuthority(c, depth === chain.length - 1)) return 'not-a-ca'
    const usage = usageError(c, input.server, depth === 0)
    if (usage) return usage
    if (depth > 1 && c.maxPathLen !== null && length > c.maxPathLen) return 'path-length'
    if (depth > 0 && !isSelfIssued(c)) length++
  }
  const name = nameError(input)
  if (name) return name
  if (input.constrained) return 'name-constraints'
  const constraints = chain.some((c) => hasExtension(c, '2.5.29.30'))
  if (constraints && !input.leaf.names?.dns.length && commonNames(input.leaf).some(isHostLike)) return 'unforeseen'
  for (const [depth, c] of chain.toReversed().entries()) {
    const child = chain[chain.length - 2 - depth]
    const time = timeError(c, input.at)
    if (time) return time
    if (child && !input.signed(child, c)) return 'signature'
  }
  return null
}

/** check_ca: at the end of the chain an issuer without basicConstraints will do where its keyUsage says so, or where it is a version 1 root. */
function isAuthority(c: Certificate, last: boolean): boolean {
  if (hasKeyUsage(c) && !(c.keyUsage & KeyUsage.keyCertSign)) return false
  if (hasExtension(c, '2.5.29.19')) return c.isCA
  return last && ((c.version === 1 && isSelfSigned(c)) || hasKeyUsage(c))
}

function usageError(c: Certificate, server: boolean, leaf: boolean): VerifyError | null {
  const wanted = server ? ['1.3.6.1.5.5.7.3.1', '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'] : ['1.3.6.1.5.5.7.3.2']
  if (c.extKeyUsage && !c.extKeyUsage.some((oid) => wanted.includes(oid)))
    return c.extKeyUsage.includes(ANY_USAGE) ? 'any-usage' : 'purpose'
  const bits = KeyUsage.digitalSignature | KeyUsage.keyAgreement | (server ? KeyUsage.keyEncipherment : 0)
  return leaf && hasKeyUsage(c) && !(c.keyUsage & bits) ? 'key-usage' : null
}

/** X509_cmp_time never answers "equal": the last second of a certificate counts as past. */
function timeError(c: Certificate, at: number): VerifyError | null {
  if (c.notAfter === at) return 'last-second'
  return c.notBefore > at || c.notAfter < at ? 'time' : null
}

function nameError({ leaf, server, name }: VerifyInput): VerifyError | null {
  if (!server || name === null) return null
  if (isAddress(name)) return leaf.names?.ip.some((ip) => address(ip) === name) ? null : 'name'
  const dns = leaf.names?.dns ?? []
  const patterns = dns.length ? dns : commonNames(leaf)
  if (patterns.some((pattern) => hostMatches(pattern, name))) return null
  return patterns.some((pattern) => pattern.startsWith('*.') && name.endsWith(pattern.slice(1))) ? 'wildcard' : 'name'
}

export const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(':')

/** Signatures as an audit knows them: those of what is presented, the steps of accepted paths; any other issuer by name is taken at its word. */
export function signatureLookup(
  presented: { readonly certificate: CertificateId | null; readonly signedBy: readonly CertificateId[] },
  refuted: ReadonlySet<string>,
): VerifyInput['signed'] {
  return (child, issuer) =>
    child.id === presented.certificate ? presented.signedBy.includes(issuer.id) : !refuted.has(`${child.id} ${issuer.id}`)
}
