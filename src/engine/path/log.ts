/** The error Go's Certificate.Verify returns, word for word: what a person finds in the component's log and searches for. */
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { parseUri } from '../x509/uri.ts'
import type { GoCode, NameForm, PathFault } from './fault.ts'
import { addressText, parseHostAddress, reliesOnCommonName } from './names.ts'
import { splitPort, uriHost } from './name-constraints.ts'

export interface GoError {
  readonly code: GoCode
  readonly log: string
}

const CODES: Readonly<Partial<Record<PathFault['id'], GoCode>>> = {
  'path/expired': 'Expired',
  'path/not-yet-valid': 'Expired',
  'path/critical-extension-unknown': 'UnhandledCriticalExtension',
  'path/name-not-covered': 'Hostname',
  'path/length-exceeded': 'TooManyIntermediates',
  'path/name-constrained': 'CANotAuthorizedForThisName',
  'path/usage-not-allowed': 'IncompatibleUsage',
  'path/not-a-ca': 'NotAuthorizedToSign',
}

/** The error Go has for this fault alone. */
export const goError = (fault: PathFault, certificate: (id: CertificateId) => Certificate): GoError => ({
  code: CODES[fault.id] ?? 'Other',
  log: wording(fault, certificate),
})

/** UnknownAuthorityError: no candidate was accepted; `hint` is the first that was refused, and why. */
export function unknownAuthority(hint: { readonly error: GoError; readonly candidate: Certificate } | null): GoError {
  const log = 'x509: certificate signed by unknown authority'
  if (hint === null) return { code: 'UnknownAuthority', log }
  const { subject, serial } = hint.candidate
  const named = subject.commonName || subject.organizations[0] || `serial:${BigInt(`0x${serial}`)}`
  const why = `possibly because of ${quote(hint.error.log)} while trying to verify candidate authority certificate ${quote(named)}`
  return { code: 'UnknownAuthority', log: `${log} (${why})` }
}

/** errSignatureLimit. */
export const SIGNATURE_LIMIT: GoError = {
  code: 'Other',
  log: 'x509: signature check attempts limit reached while verifying certificate chain',
}

/** Paths were built and every one was refused as a whole; Go counts policies and usages, and prefers a name constraint to both. */
export function noValidChains(constraint: GoError | null, usages: number, policies: number): GoError {
  if (constraint !== null) return constraint
  if (policies === 0) return { code: 'IncompatibleUsage', log: 'x509: certificate specifies an incompatible key usage' }
  const counts = [
    ...(usages > 0 ? [`${usages} candidate chains with incompatible key usage`] : []),
    `${policies} candidate chains with invalid policies`,
  ]
  return { code: 'NoValidChains', log: `x509: no valid chains built: ${counts.join(', ')}` }
}

/** Stands in a log for the moment judged: between two dates of its certificates a verdict is the same at every moment, but for this word. */
const MOMENT = '(the moment judged)'
/** Go's words with the moment (Unix seconds) in its place. */
export const logAt = (log: string, at: number): string => log.replaceAll(MOMENT, rfc3339(at))

function wording(fault: PathFault, certificate: (id: CertificateId) => Certificate): string {
  switch (fault.id) {
    case 'path/expired':
    case 'path/not-yet-valid': {
      const [when, edge] = fault.id === 'path/expired' ? ['after', fault.notAfter] : ['before', fault.notBefore]
      return `x509: certificate has expired or is not yet valid: current time ${MOMENT} is ${when} ${rfc3339(edge)}`
    }
    case 'path/critical-extension-unknown':
      return 'x509: unhandled critical extension'
    case 'path/name-not-covered':
      return hostName(certificate(fault.certificate), fault.dialled)
    case 'path/not-a-ca':
      return fault.why === 'version'
        ? 'x509: certificate is not authorized to sign other certificates'
        : 'x509: invalid signature: parent certificate cannot sign this kind of certificate'
    case 'path/length-exceeded':
      return 'x509: too many intermediates for path length constraint'
    case 'path/algorithm-insecure':
      return `x509: cannot verify signature: insecure algorithm ${fault.algorithm}`
    case 'path/algorithm-unsupported':
      return 'x509: cannot verify signature: algorithm unimplemented'
    case 'path/signature-invalid':
      return signature(certificate(fault.certificate), certificate(fault.issuer))
    case 'path/name-constrained':
      return `x509: a root or intermediate certificate is not authorized to sign for this name: ${constrained(fault)}`
    case 'path/usage-not-allowed':
      return 'x509: certificate specifies an incompatible key usage'
    case 'path/policy-invalid':
      return noValidChains(null, 0, 1).log
    case 'path/budget-exhausted':
      return SIGNATURE_LIMIT.log
    case 'path/issuer-unknown':
    case 'path/name-encoding-differs':
    case 'path/no-end-entity':
      return unknownAuthority(null).log
  }
}

/** HostnameError. */
function hostName(leaf: Certificate, host: string): string {
  if (reliesOnCommonName(leaf, host)) return 'x509: certificate relies on legacy Common Name field, use SANs instead'
  const address = parseHostAddress(host) !== null
  const names = address ? (leaf.names?.ip ?? []).map(addressText) : (leaf.names?.dns ?? [])
  if (address && names.length === 0) return `x509: cannot validate certificate for ${host} because it doesn't contain any IP SANs`
  if (names.length >= 100)
    return `x509: certificate is valid for ${names.length} ${address ? 'IP SANs' : 'names'}, but none matched ${host}`
  const valid = names.join(', ')
  return valid === ''
    ? `x509: certificate is not valid for any names, but wanted to match ${host}`
    : `x509: certificate is valid for ${valid}, not ${host}`
}

/** The errors of Go's checkSignature. */
function signature(child: Certificate, { publicKey }: Certificate): string {
  const algorithm = child.signatureAlgorithm
  const wanted = /^(ECDSA|DSA|Ed25519)/.exec(algorithm)?.[0] ?? 'RSA'
  if (publicKey.algorithm !== wanted) {
    const type = { RSA: '*rsa.PublicKey', ECDSA: '*ecdsa.PublicKey', Ed25519: 'ed25519.PublicKey' }[publicKey.algorithm as string]
    return `x509: signature algorithm specifies an ${wanted} public key, but have public key of type ${type}`
  }
  if (wanted !== 'RSA') return `x509: ${wanted} verification failure`
  if (publicKey.bits >= 1024) return 'crypto/rsa: verification error'
  return `crypto/rsa: ${publicKey.bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`
}

const FORMS: Readonly<Record<NameForm, string>> = { dns: 'DNS name', ip: 'IP address', email: 'email address', uri: 'URI' }

/** The errors of Go's checkChainConstraints. */
function constrained({ form, name, why, constraint }: PathFault & { readonly id: 'path/name-constrained' }): string {
  if (why === 'excluded') return `${FORMS[form]} ${quote(name)} is excluded by constraint ${quote(constraint)}`
  if (why === 'not-permitted') return `${FORMS[form]} ${quote(name)} is not permitted by any constraint`
  if (form === 'dns') return `x509: cannot parse dnsName ${quote(name)}`
  if (form !== 'uri') return `cannot parse rfc822Name ${quote(name)}`
  const host = parseUri(name)?.host ?? ''
  if (host === '') return `URI with empty host (${quote(name)}) cannot be matched against constraints`
  if (uriHost(name) !== null) return `x509: internal error: URI SAN ${quote(name)} failed to parse`
  if (host.includes(':') && !host.endsWith(']') && splitPort(host) === null) {
    return `cannot parse URI host ${quote(host)}: address ${host}: too many colons in address`
  }
  return `URI with IP (${quote(name)}) cannot be matched against constraints`
}

/** time.RFC3339 of a moment in UTC; whole seconds. */
export function rfc3339(seconds: number): string {
  const whole = Math.floor(seconds)
  const day = Math.floor(whole / 86_400)
  const inDay = whole - day * 86_400
  // Days to the civil calendar, by eras of 400 years that begin on 1 March (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)
  const date = `${two(month < 10 ? month + 3 : month - 9)}-${two(dayOfYear - Math.floor((153 * month + 2) / 5) + 1)}`
  const time = `${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}:${two(inDay % 60)}`
  return `${String(yearOfEra + era * 400 + (month < 10 ? 0 : 1)).padStart(4, '0')}-${date}T${time}Z`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
}
/** fmt's %q: strconv.Quote. */
export function quote(text: string): string {
  let out = ''
  for (const character of text) {
    const code = character.codePointAt(0) as number
    const hex = (digits: number): string => code.toString(16).padStart(digits, '0')
    if (ESCAPES[character] !== undefined) out += ESCAPES[character]
    else if (/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) out += character
    else if (code < 0x20 || code === 0x7f) out += `\\x${hex(2)}`
    else out += code > 0xffff ? `\\U${hex(8)}` : `\\u${hex(4)}`
  }
  return `"${out}"`
}
