/** How moments, durations, addresses and keys are written, the same in every language and export. */
import type { Certificate, GeneralNames } from '../engine/x509/certificate.ts'
import { ipText } from '../engine/x509/ip.ts'

const DAY = 86_400

/** A whole number with its thousands set apart, `10,000`. By hand: the first number a platform formats takes it as long as reading a small cluster. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** RFC 3339 in UTC, whole seconds. In: Unix seconds. */
export function rfc3339(seconds: number): string {
  const clamped = Math.max(-62_135_596_800, Math.min(253_402_300_799, Math.trunc(seconds)))
  return new Date(clamped * 1000).toISOString().replace('.000Z', 'Z')
}

/** For reading: `2027-06-01 08:00 UTC`; seconds only where they are not zero. */
export function moment(seconds: number): string {
  const text = rfc3339(seconds).replace('T', ' ').replace('Z', '')
  return `${text.endsWith(':00') ? text.slice(0, -3) : text} UTC`
}

/** The date alone, `2027-06-01`. */
export function day(seconds: number): string {
  return rfc3339(seconds).slice(0, 10)
}

/** Whole days from `at` to `then`; negative where it is past. */
export function daysUntil(then: number, at: number): number {
  return Math.floor((then - at) / DAY)
}

/** As everywhere: dotted quad, RFC 5952, or hex of what is no address. */
export const address = ipText

/** Subject alternative names with their kind: `DNS:kubernetes`, `IP:10.96.0.1`, `email:`, `URI:`. */
export function generalNames(names: GeneralNames | null): string[] {
  if (!names) return []
  return [
    ...names.dns.map((n) => `DNS:${n}`),
    ...names.ip.map((n) => `IP:${address(n)}`),
    ...names.email.map((n) => `email:${n}`),
    ...names.uri.map((n) => `URI:${n}`),
  ]
}

/** `RSA 2048`, `ECDSA P-256`, `Ed25519`. */
export function keyText(key: Certificate['publicKey']): string {
  if (key.algorithm === 'RSA' || key.algorithm === 'DSA') return `${key.algorithm} ${key.bits}`
  return key.curve ? `${key.algorithm} ${key.curve}` : key.algorithm
}

const USAGES: Readonly<Record<string, string>> = {
  '2.5.29.37.0': 'any',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
}
/** Name of an extended key usage, its OID where it has none here. */
export function extendedKeyUsage(oid: string): string {
  return USAGES[oid] ?? oid
}

/** `a, b, c and 4 more`: never more than `most` entries. */
export function some(list: readonly string[], most: number, more: (n: number) => string): string {
  return list.length <= most ? list.join(', ') : `${list.slice(0, most).join(', ')} ${more(list.length - most)}`
}
