/** GeneralNames (RFC 5280 section 4.2.1.6): the four forms Go processes, refused as its parseSANExtension refuses them. */
import { fitted } from '../encoding/maps.ts'
import { isAscii } from './asn1-string.ts'
import type { GeneralNames, IpBytes } from './certificate.ts'
import { contextual, type DerReader, latin1, Malformed, SEQUENCE } from './der.ts'
import { domainNameValid, quoted } from './mailbox.ts'
import { parseUri } from './uri.ts'

export const RFC822_NAME = contextual(1)
export const DNS_NAME = contextual(2)
export const URI = contextual(6)
export const IP_ADDRESS = contextual(7)

/** The content of the element read last as an IA5String, null where it is none. */
export const ia5 = (der: DerReader): string | null =>
  isAscii(der.bytes, der.contentStart, der.contentEnd) ? latin1(der.bytes, der.contentStart, der.contentEnd) : null

/** The content of the element read last as plain numbers. */
export function octets({ bytes, contentStart, contentEnd }: DerReader, start = contentStart, end = contentEnd): IpBytes {
  const numbers: number[] = []
  for (let i = start; i < end; i++) numbers.push(bytes[i] as number)
  return fitted(numbers)
}

/** The subjectAltName extension. Other forms of name are passed over. Throws `Malformed`. */
export function readSubjectAltName(value: DerReader): GeneralNames {
  const list = value.enter(SEQUENCE)
  if (list === null) throw new Malformed('x509: invalid subject alternative names', value.at)
  const names = { dns: [] as string[], ip: [] as IpBytes[], email: [] as string[], uri: [] as string[] }
  while (!list.empty) {
    if (!list.readAny()) throw new Malformed('x509: invalid subject alternative name', list.at)
    switch (list.tag) {
      case RFC822_NAME:
        names.email.push(text(list, 'rfc822Name'))
        break
      case DNS_NAME:
        names.dns.push(text(list, 'dNSName'))
        break
      case URI: {
        const uri = text(list, 'uniformResourceIdentifier')
        const parsed = parseUri(uri)
        if (parsed === null) throw new Malformed(`x509: cannot parse URI ${quoted(uri)}`, list.start)
        if (!domainNameValid(parsed.host, false)) {
          throw new Malformed(`x509: cannot parse URI ${quoted(uri)}: invalid domain`, list.start)
        }
        names.uri.push(uri)
        break
      }
      case IP_ADDRESS: {
        const length = list.contentEnd - list.contentStart
        if (length !== 4 && length !== 16) throw new Malformed(`x509: cannot parse IP address of length ${length}`, list.start)
        names.ip.push(octets(list))
        break
      }
    }
  }
  return { dns: fitted(names.dns), ip: fitted(names.ip), email: fitted(names.email), uri: fitted(names.uri) }
}

function text(list: DerReader, form: string): string {
  const value = ia5(list)
  if (value === null) throw new Malformed(`x509: SAN ${form} is malformed`, list.start)
  return value
}
