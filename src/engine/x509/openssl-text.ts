/** An inspection as lines in the manner of `openssl x509 -text`, for those who read that every day, and to paste into a ticket. */
import { unixText } from './time.ts'
import type { Field, Inspection } from './inspect.ts'

const LABELS: Readonly<Record<string, string>> = {
  version: 'Version',
  'serial-number': 'Serial Number',
  'signature-algorithm': 'Signature Algorithm',
  issuer: 'Issuer',
  'not-before': 'Not Before',
  'not-after': 'Not After ',
  subject: 'Subject',
  'public-key': 'Subject Public Key Info',
  'extension:subject-key-identifier': 'X509v3 Subject Key Identifier',
  'extension:key-usage': 'X509v3 Key Usage',
  'extension:subject-alt-name': 'X509v3 Subject Alternative Name',
  'extension:issuer-alt-name': 'X509v3 Issuer Alternative Name',
  'extension:basic-constraints': 'X509v3 Basic Constraints',
  'extension:name-constraints': 'X509v3 Name Constraints',
  'extension:crl-distribution-points': 'X509v3 CRL Distribution Points',
  'extension:certificate-policies': 'X509v3 Certificate Policies',
  'extension:policy-mappings': 'X509v3 Policy Mappings',
  'extension:authority-key-identifier': 'X509v3 Authority Key Identifier',
  'extension:policy-constraints': 'X509v3 Policy Constraints',
  'extension:ext-key-usage': 'X509v3 Extended Key Usage',
  'extension:freshest-crl': 'X509v3 Freshest CRL',
  'extension:inhibit-any-policy': 'X509v3 Inhibit Any Policy',
  'extension:authority-info-access': 'Authority Information Access',
  'extension:subject-info-access': 'Subject Information Access',
  'extension:crl-number': 'X509v3 CRL Number',
  'extension:reason-code': 'X509v3 CRL Reason Code',
  'extension:tls-feature': 'TLS Feature',
  'extension:signed-certificate-timestamps': 'CT Precertificate SCTs',
  'extension:netscape-cert-type': 'Netscape Cert Type',
  'extension:netscape-comment': 'Netscape Comment',
  'requested-extensions': 'Requested Extensions',
  'this-update': 'Last Update',
  'next-update': 'Next Update',
  'revoked-at': 'Revocation Date',
}
/** `openssl` shows these inline with their value: `CA:TRUE, pathlen:0`. */
const INLINE: Readonly<Record<string, (value: string) => string>> = {
  ca: (value) => `CA:${value.toUpperCase()}`,
  'path-length': (value) => `pathlen:${value}`,
  bits: (value) => value,
  usage: (value) => value,
  'dns-name': (value) => `DNS:${value}`,
  'ip-address': (value) => `IP Address:${value}`,
  'rfc822-name': (value) => `email:${value}`,
  uri: (value) => `URI:${value}`,
  'directory-name': (value) => `DirName:${value}`,
  'key-id': (value) => value,
}
const TIMES = new Set(['not-before', 'not-after', 'this-update', 'next-update', 'revoked-at'])
const OMITTED = new Set([
  'tbs-signature-algorithm',
  'fingerprints',
  'self-issued',
  'self-signed',
  'go',
  'go-sees-extensions',
  'partial',
  'mac',
])
const HEADS: Readonly<Record<Inspection['kind'], string>> = {
  certificate: 'Certificate',
  'certificate-request': 'Certificate Request',
  'revocation-list': 'Certificate Revocation List',
  pkcs7: 'PKCS7',
  pkcs12: 'PKCS12',
  asn1: 'ASN.1',
  unreadable: 'Data',
}

/** Lines joined by line feeds, four spaces a level. Every text in it is escaped as the inspection's are. */
export function opensslText({ kind, fields }: Inspection): string {
  return [`${HEADS[kind]}:`, ...fields.filter(({ id }) => !OMITTED.has(id)).flatMap((one) => lines(one, 1))].join('\n')
}

const indent = (level: number): string => '    '.repeat(level)
const label = (id: string): string => LABELS[id] ?? id.replace(/^(extension|asn1):/, '')
const isText = (one: Field): one is Field & { readonly value: string } => typeof one.value === 'string'
const textAt = (fields: readonly Field[], id: string): string => fields.filter(isText).find((one) => one.id === id)?.value ?? ''

function lines({ id, value }: Field, level: number): string[] {
  if (typeof value === 'string') return textLines(id, value, level)
  if (id === 'issuer' || id === 'subject') return [`${indent(level)}${label(id)}: ${textAt(value, 'rfc4514')}`]
  if (id === 'signature-algorithm') return [`${indent(level)}${label(id)}: ${textAt(value, 'name')}`]
  if (id === 'serial-number')
    return [`${indent(level)}${label(id)}: ${textAt(value, 'decimal')}`, `${indent(level + 1)}${textAt(value, 'hex')}`]
  if (id === 'extensions') return [`${indent(level)}X509v3 extensions:`, ...value.flatMap((one) => lines(one, level + 1))]
  if (id.startsWith('extension:')) return extensionLines(id, value, level)
  return [`${indent(level)}${label(id)}:`, ...value.flatMap((one) => lines(one, level + 1))]
}

function extensionLines(id: string, value: readonly Field[], level: number): string[] {
  const critical = textAt(value, 'critical') === 'true' ? ' critical' : ''
  const name = id === 'extension:unknown' ? textAt(value, 'oid') : label(id)
  const content = value.filter((one) => one.id !== 'oid' && one.id !== 'critical')
  const head = `${indent(level)}${name}:${critical}`
  const inline = content.filter(isText).filter((one) => INLINE[one.id] !== undefined)
  if (content.length > 0 && inline.length === content.length) {
    return [head, indent(level + 1) + inline.map((one) => INLINE[one.id]?.(one.value) ?? one.value).join(', ')]
  }
  return [head, ...content.flatMap((one) => lines(one, level + 1))]
}

function textLines(id: string, value: string, level: number): string[] {
  if (TIMES.has(id) && /^-?\d+$/.test(value)) return [`${indent(level)}${label(id)}: ${unixText(Number(value))}`]
  if (id === 'version') return [`${indent(level)}Version: ${value} (0x${(Number(value) - 1).toString(16)})`]
  if (value.length <= 100) return [`${indent(level)}${label(id)}: ${value}`]
  const chunks = value.match(/.{1,54}/gs) ?? []
  return [`${indent(level)}${label(id)}:`, ...chunks.map((chunk) => indent(level + 1) + chunk)]
}
