/** Is the end entity good for this host? RFC 6125 as crypto/x509.VerifyHostname reads it: subject alternative names only, never the subject. */
import type { Certificate, IpBytes } from '../x509/certificate.ts'
import { ipText, parseIp } from '../x509/ip.ts'

export interface NameMismatch {
  /** The name as Go reports it: brackets around an IP address taken off. */
  readonly dialled: string
  readonly presented: readonly string[]
  readonly why: 'no-sans' | 'no-ip-sans' | 'legacy-common-name' | 'mismatch' | 'invalid-name'
}

/** `host` is a DNS name or an IP address, an IPv6 address with or without brackets. `null` where the certificate covers it. */
export function verifyHostName(certificate: Certificate, host: string): NameMismatch | null {
  const bare = host.length >= 3 && host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  const address = parseHostAddress(bare)
  if (address !== null) {
    // RFC 6125 appendix B.2: an address is matched against iPAddress names only.
    if (certificate.names?.ip.some((candidate) => sameAddress(candidate, address))) return null
    return mismatch(certificate, bare, address)
  }
  if (certificate.names?.dns.some((pattern) => matchesHost(pattern, host))) return null
  return mismatch(certificate, host, null)
}

function mismatch(certificate: Certificate, dialled: string, address: IpBytes | null): NameMismatch {
  const { names } = certificate
  const presented = [...(names?.dns ?? []), ...(names?.ip ?? []).map(addressText)]
  if (reliesOnCommonName(certificate, dialled)) return { dialled, presented: [certificate.subject.commonName], why: 'legacy-common-name' }
  if (names === null) return { dialled, presented, why: 'no-sans' }
  if (address !== null) return { dialled, presented, why: names.ip.length === 0 ? 'no-ip-sans' : 'mismatch' }
  return { dialled, presented, why: isHostName(dialled, false) ? 'mismatch' : 'invalid-name' }
}

/** Names the host by its common name alone, which Go has ignored since 1.15 (and for good since 1.17). */
export const reliesOnCommonName = (certificate: Certificate, host: string): boolean =>
  certificate.names === null && matchesLabels(lower(certificate.subject.commonName), lower(withoutTrailingPeriod(host)))

/** A wildcard is the whole leftmost label and stands for one label; what is no valid host name matches only when equal. */
function matchesHost(pattern: string, host: string): boolean {
  const wanted = lower(host)
  if (isHostName(wanted, false) && isHostName(pattern, true)) return matchesLabels(lower(pattern), withoutTrailingPeriod(wanted))
  return wanted !== '' && wanted !== '.' && lower(pattern) === wanted
}

function matchesLabels(pattern: string, host: string): boolean {
  if (pattern === '') return false
  const patternLabels = pattern.split('.')
  const hostLabels = host.split('.')
  return (
    patternLabels.length === hostLabels.length && patternLabels.every((label, i) => (i === 0 && label === '*') || label === hostLabels[i])
  )
}

/** Go's validHostname: letters, digits, hyphens not leading, underscores; as a pattern, `*` for its first label. */
function isHostName(host: string, pattern: boolean): boolean {
  const name = pattern ? host : withoutTrailingPeriod(host)
  if (name === '*') return false
  return name.split('.').every((label, i) => (pattern && i === 0 && label === '*') || /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(label))
}

const withoutTrailingPeriod = (host: string): string => (host.endsWith('.') ? host.slice(0, -1) : host)
/** ASCII letters only: RFC 6125 section 6.4.1, and no surprises from Unicode. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** net.ParseIP: no zone. */
export function parseHostAddress(text: string): IpBytes | null {
  const parsed = parseIp(text)
  return parsed === null || parsed.zone !== '' ? null : parsed.bytes
}

/** The four octets of an IPv4 address also where it is written as ::ffff:a.b.c.d (net.IP.To4), null for any other. */
export function toIpv4(address: IpBytes): IpBytes | null {
  if (address.length === 4) return address
  return address.length === 16 && address.slice(0, 12).every((octet, i) => octet === (i < 10 ? 0 : 0xff)) ? address.slice(12) : null
}
/** net.IP.String. */
export const addressText = (address: IpBytes): string => ipText(toIpv4(address) ?? address)
/** net.IP.Equal: an IPv4 address and the same address written as IPv6 are equal. */
function sameAddress(a: IpBytes, b: IpBytes): boolean {
  const left = toIpv4(a) ?? a
  const right = toIpv4(b) ?? b
  return left.length === right.length && left.every((octet, i) => octet === right[i])
}
