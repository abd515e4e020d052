/** The nameConstraints extension (RFC 5280 section 4.2.1.10), refused as Go's parseNameConstraintsExtension refuses it. */
import type { IpBytes, IpNetwork, NameConstraints, Subtrees } from './certificate.ts'
import { type DerReader, explicit, hex, latin1, Malformed, SEQUENCE } from './der.ts'
import { DNS_NAME, IP_ADDRESS, ia5, octets, RFC822_NAME, URI } from './general-name.ts'
import { parseIp } from './ip.ts'
import { domainNameValid, parseMailbox, quoted } from './mailbox.ts'

/** `handled` is false where a subtree has a form of name Go does not process. Throws `Malformed`. */
export function readNameConstraints(value: DerReader, critical: boolean): { constraints: NameConstraints; handled: boolean } {
  const invalid = 'x509: invalid NameConstraints extension'
  const fields = value.enter(SEQUENCE)
  if (fields === null || !value.empty) throw new Malformed(invalid, value.at)
  const permitted = optional(fields, 0)
  const excluded = optional(fields, 1)
  if (permitted === undefined || excluded === undefined || !fields.empty) throw new Malformed(invalid, fields.at)
  if ((permitted === null || permitted.empty) && (excluded === null || excluded.empty)) {
    throw new Malformed('x509: empty name constraints extension', value.start)
  }
  const inside = readSubtrees(permitted)
  const outside = readSubtrees(excluded)
  return {
    constraints: { critical, permitted: inside.subtrees, excluded: outside.subtrees },
    handled: inside.handled && outside.handled,
  }
}

/** `null` where absent, `undefined` where malformed. */
function optional(fields: DerReader, number: number): DerReader | null | undefined {
  return fields.peek() === explicit(number) ? (fields.enter(explicit(number)) ?? undefined) : null
}

function readSubtrees(list: DerReader | null): { subtrees: Subtrees; handled: boolean } {
  const subtrees = { dns: [] as string[], ip: [] as IpNetwork[], email: [] as string[], uri: [] as string[] }
  let handled = true
  while (list !== null && !list.empty) {
    const subtree = list.enter(SEQUENCE)
    if (!subtree?.readAny()) throw new Malformed('x509: invalid NameConstraints extension', list.at)
    switch (subtree.tag) {
      case DNS_NAME: {
        const domain = constraintText(subtree)
        if (!domainNameValid(domain, true)) throw failed('dnsName', domain, subtree)
        subtrees.dns.push(domain)
        break
      }
      case IP_ADDRESS:
        subtrees.ip.push(readNetwork(subtree))
        break
      case RFC822_NAME: {
        const mailbox = constraintText(subtree)
        const valid = mailbox.includes('@') ? parseMailbox(mailbox) !== null : domainNameValid(mailbox, true)
        if (!valid) throw failed('rfc822Name', mailbox, subtree)
        subtrees.email.push(mailbox)
        break
      }
      case URI: {
        const domain = constraintText(subtree)
        if (parseIp(domain)?.zone === '') throw failed('URI', domain, subtree, ': cannot be IP address')
        if (!domainNameValid(domain, true)) throw failed('URI', domain, subtree)
        subtrees.uri.push(domain)
        break
      }
      default:
        handled = false
    }
  }
  return { subtrees, handled }
}

const failed = (form: string, text: string, der: DerReader, why = ''): Malformed =>
  new Malformed(`x509: failed to parse ${form} constraint ${quoted(text)}${why}`, der.start)

function constraintText(der: DerReader): string {
  const text = ia5(der)
  if (text !== null) return text
  const shown = quoted(latin1(der.bytes, der.contentStart, der.contentEnd))
  throw new Malformed(`x509: invalid constraint value: x509: ${shown} cannot be encoded as an IA5String`, der.start)
}

function readNetwork(der: DerReader): IpNetwork {
  const length = der.contentEnd - der.contentStart
  if (length !== 8 && length !== 32) throw new Malformed(`x509: IP constraint contained value of length ${length}`, der.start)
  const middle = der.contentStart + length / 2
  const mask = octets(der, middle)
  if (!isPrefixMask(mask)) {
    throw new Malformed(`x509: IP constraint contained invalid mask ${hex(der.bytes, middle, der.contentEnd)}`, der.start)
  }
  return { address: octets(der, der.contentStart, middle), mask }
}

/** Ones, then zeros. */
function isPrefixMask(mask: IpBytes): boolean {
  const bits = mask.map((octet) => octet.toString(2).padStart(8, '0')).join('')
  return /^1*0*$/.test(bits)
}
