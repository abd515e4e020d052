/**
 * Name constraints (RFC 5280 sections 4.2.1.10 and 6.1.4 (g)) as Go 1.26 applies them: those of every certificate of the path, the trust
 * anchor included, on every subjectAltName below it. Subtrees are sorted, overlapping ones dropped, and looked up by bisection, so that
 * thousands of names against thousands of subtrees cost no more than sorting both (before Go 1.26 the product was bounded instead).
 * Constraints on directory names are not applied: where critical, they are an unhandled critical extension.
 */
import type { Certificate, IpBytes, IpNetwork, NameConstraints, Subtrees } from '../x509/certificate.ts'
import { networkText } from '../x509/ip.ts'
import { domainNameValid, parseMailbox } from '../x509/mailbox.ts'
import { parseUri } from '../x509/uri.ts'
import type { NameForm } from './fault.ts'
import { DomainSubtrees, lower, NetworkSubtrees } from './subtrees.ts'
import { addressText } from './names.ts'
import { parseIp } from '../x509/ip.ts'

export interface ConstraintViolation {
  /** Position in the path of the certificate that bears the constraint. */
  readonly constrainedBy: number
  readonly form: NameForm
  readonly name: string
  readonly constraint: string
  readonly why: 'excluded' | 'not-permitted' | 'unparseable'
}

/** A path from the end entity to the anchor; `null` where every name of every certificate in it is allowed. Go's checkChainConstraints. */
export function checkNameConstraints(path: readonly Certificate[]): ConstraintViolation | null {
  // As most paths are.
  if (path.every(({ nameConstraints }) => nameConstraints === null)) return null
  const constrained = path.flatMap(({ nameConstraints }, at) => (nameConstraints === null ? [] : [{ at, constraints: nameConstraints }]))
  for (const [position, { names }] of path.entries()) {
    if (names === null) continue
    const above = constrained.filter(({ at }) => at > position)
    const first = above[0]
    if (first === undefined) return null
    const uris = names.uri.map((uri) => ({ uri, host: uriHost(uri) }))
    const emails = names.email.map((email) => ({ email, mailbox: parseMailbox(email) }))
    const violation = (constrainedBy: number, form: NameForm, name: string, refusal: Refusal): ConstraintViolation => ({
      constrainedBy,
      form,
      name,
      ...refusal,
    })
    // Names that cannot be read are refused before any subtree is looked at, but only where there is a constraint above.
    const strangeUri = uris.find(({ host }) => host === null)
    if (strangeUri !== undefined) return violation(first.at, 'uri', strangeUri.uri, UNPARSEABLE)
    const strangeEmail = emails.find(({ mailbox }) => mailbox === null)
    if (strangeEmail !== undefined) return violation(first.at, 'email', strangeEmail.email, UNPARSEABLE)

    for (const { at, constraints } of above) {
      const subtrees = compiled(constraints)
      for (const ip of names.ip) {
        const refusal = subtrees.ip(ip)
        if (refusal !== null) return violation(at, 'ip', addressText(ip), refusal)
      }
      for (const domain of names.dns) {
        const refusal = domainNameValid(domain, false) ? subtrees.dns(domain) : UNPARSEABLE
        if (refusal !== null) return violation(at, 'dns', domain, refusal)
      }
      for (const { uri, host } of uris) {
        const refusal = domainNameValid(host as string, false) ? subtrees.uri(host as string) : UNPARSEABLE
        if (refusal !== null) return violation(at, 'uri', uri, refusal)
      }
      for (const { mailbox } of emails) {
        const { local, domain } = mailbox as Mailbox
        const lowered = { local, domain: lower(domain) }
        const refusal = domainNameValid(lowered.domain, false) ? subtrees.email(lowered) : UNPARSEABLE
        if (refusal !== null) return violation(at, 'email', `${local}@${lowered.domain}`, refusal)
      }
    }
  }
  return null
}

type Refusal = Pick<ConstraintViolation, 'why' | 'constraint'>
type Mailbox = { readonly local: string; readonly domain: string }
const UNPARSEABLE: Refusal = { why: 'unparseable', constraint: '' }

/** The host a URI constraint is put on, RFC 5280 section 4.2.1.10; null where Go's parseURIs refuses: no host, or an IP address. */
export function uriHost(uri: string): string | null {
  const authority = parseUri(uri)?.host ?? ''
  const whole = lower(authority)
  if (whole === '') return null
  // Go takes the host with its case from SplitHostPort; the comparison ignores case anyway.
  const host = whole.includes(':') && !whole.endsWith(']') ? splitPort(authority) : whole
  return host === null || parseIp(host) !== null || (host.startsWith('[') && host.endsWith(']')) ? null : host
}
/** The host of net.SplitHostPort; null where it refuses. */
export function splitPort(authority: string): string | null {
  const colon = authority.lastIndexOf(':')
  if (authority.startsWith('[')) {
    const close = authority.indexOf(']')
    return close + 1 === colon && !/[[\]]/.test(authority.slice(1, close) + authority.slice(colon)) ? authority.slice(1, close) : null
  }
  const host = authority.slice(0, colon)
  return host.includes(':') || /[[\]]/.test(authority) ? null : host
}

interface Compiled {
  readonly ip: (address: IpBytes) => Refusal | null
  readonly dns: (domain: string) => Refusal | null
  readonly uri: (host: string) => Refusal | null
  readonly email: (mailbox: Mailbox) => Refusal | null
}

/** Sorted once per certificate, however many paths lead through it. */
const COMPILED = new WeakMap<NameConstraints, Compiled>()
function compiled(constraints: NameConstraints): Compiled {
  const known = COMPILED.get(constraints)
  if (known !== undefined) return known
  const { permitted, excluded } = constraints
  const fresh: Compiled = {
    ip: both(networks(permitted.ip), networks(excluded.ip), permitted.ip.map(show)),
    dns: both(domains(permitted.dns, true), domains(excluded.dns, false), permitted.dns),
    uri: both(domains(permitted.uri, true), domains(excluded.uri, false), permitted.uri),
    email: both(mailboxes(permitted, true), mailboxes(excluded, false), permitted.email),
  }
  COMPILED.set(constraints, fresh)
  return fresh
}

/** Finds the subtree a name lies in, null where in none. No query at all: no subtree of this form. */
type Query<V> = ((value: V) => string | null) | null

/** Go's checkConstraints: within the permitted subtrees, if there are any of this form, and outside the excluded ones. */
const both = <V>(permitted: Query<V>, excluded: Query<V>, allowed: readonly string[]): ((value: V) => Refusal | null) => {
  const shown = allowed.length > SHOWN ? `${allowed.slice(0, SHOWN).join(', ')}, …` : allowed.join(', ')
  return (value) => {
    if (permitted !== null && permitted(value) === null) return { why: 'not-permitted', constraint: shown }
    const within = excluded === null ? null : excluded(value)
    return within === null ? null : { why: 'excluded', constraint: within }
  }
}
/** Of a long list the first few say enough. */
const SHOWN = 8

/** net.IPNet.String; the address is not masked. */
const show = ({ address, mask }: IpNetwork): string => {
  const text = addressText(address)
  return text.includes(':') ? networkText(address, mask) : networkText(text.split('.').map(Number), mask.slice(-4))
}
const networks = (list: readonly IpNetwork[]): Query<IpBytes> => {
  if (list.length === 0) return null
  const v4 = new NetworkSubtrees(list.filter(({ address }) => address.length === 4))
  const v6 = new NetworkSubtrees(list.filter(({ address }) => address.length === 16))
  return (address) => {
    const found = (address.length === 4 ? v4 : v6).find(address)
    return found === null ? null : show(found)
  }
}
const domains = (list: readonly string[], permitted: boolean): Query<string> => {
  if (list.length === 0) return null
  const subtrees = new DomainSubtrees(list, permitted)
  return (domain) => subtrees.find(domain)
}
/** A mailbox, every mailbox of a host, or of a domain (RFC 5280 section 4.2.1.10); the local part is compared exactly. */
const mailboxes = ({ email }: Subtrees, permitted: boolean): Query<Mailbox> => {
  if (email.length === 0) return null
  const exact = new Set<string>()
  for (const text of email) {
    const mailbox = text.includes('@') ? parseMailbox(text) : null
    if (mailbox !== null) exact.add(`${mailbox.local}@${lower(mailbox.domain)}`)
  }
  const hosts = domains(
    email.filter((text) => !text.includes('@')),
    permitted,
  )
  return ({ local, domain }) => {
    const whole = `${local}@${domain}`
    if (exact.has(whole)) return whole
    return hosts === null ? null : hosts(domain)
  }
}
