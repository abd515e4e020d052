/** Names as OpenSSL compares them: distinguished names by X509_NAME_canon, host names by do_check_string. */
import type { Name } from '../../engine/x509/certificate.ts'

/** BMPString, UniversalString, UTF8String, PrintableString, TeletexString, IA5String, VisibleString: compared as text, letter case and runs of spaces apart. */
const TEXT_TAGS = new Set([30, 28, 12, 19, 20, 22, 26])

/** Equal for two names that OpenSSL takes for one. */
export function canonicalName(name: Name): string {
  // A redacted name keeps its text alone.
  if (name.der.startsWith('redacted:')) return fold(name.text)
  return name.attributes
    .map(({ oid, value, tag, rdn }) => `${rdn} ${oid} ${TEXT_TAGS.has(tag) ? fold(value) : `${tag} ${value}`}`)
    .join('\n')
}

const fold = (text: string) =>
  text
    .replace(/[\t\n\v\f\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .replace(/[A-Z]+/g, (upper) => upper.toLowerCase())

/** Would cn2dnsid take a common name for a host, or refuse to tell? Labels of a host's characters, two or more; a NUL is an error to it. */
export const isHostLike = (commonName: string): boolean => /^[\w-]+(\.[\w-]+)+$/.test(commonName) || commonName.includes('\0')

/** A dNSName or common name against a host: without regard to case, one `*` within the leftmost of three or more labels. */
export function hostMatches(pattern: string, host: string): boolean {
  const [one, other] = [pattern.toLowerCase(), host.toLowerCase()]
  if (one === other) return true
  const wild = /^([a-z0-9-]*)\*([a-z0-9-]*)((?:\.[a-z0-9-]+){2,})$/.exec(one)
  if (!wild) return false
  const [, before = '', after = '', rest = ''] = wild
  if (before.startsWith('xn--') || (before && after)) return false
  const label = other.slice(0, -rest.length)
  return (
    other.endsWith(rest) &&
    /^[a-z0-9-]+$/.test(label) &&
    label.length >= before.length + after.length &&
    label.startsWith(before) &&
    label.endsWith(after)
  )
}
