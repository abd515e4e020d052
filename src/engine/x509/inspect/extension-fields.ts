/** The extensions a person may meet in a certificate, a request or a revocation list, as fields. What is not known here is shown as it stands. */
import { hex } from '../der.ts'
import { visible } from '../name.ts'
import { EXTENSION_NAMES, OTHER_EXTENSIONS, USAGE_NAMES } from '../oids.ts'
import { type Asn1Node, asn1Tree, bitsOf, colons, context, integerOf, isContext, isUniversal, oidOf, textOf, timeOf } from './asn1-node.ts'
import { type Field, field, type FieldName } from './field.ts'
import { generalNameField, nameFields } from './names.ts'

const KEY_USAGE = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]
const NETSCAPE_TYPE = ['SSL client', 'SSL server', 'S/MIME', 'object signing', 'reserved', 'SSL CA', 'S/MIME CA', 'object signing CA']
const REASONS = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
]
/** CRLReason, RFC 5280 section 5.3.1. */
const REVOCATION = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  '',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
]

const bits = (names: readonly string[]) => (node: Asn1Node) => [
  field(
    'bits',
    bitsOf(node)
      .map((bit) => names[bit] ?? `bit ${bit}`)
      .join(', '),
  ),
]
const number = (id: FieldName) => (node: Asn1Node) => [field(id, integerOf(node).toString())]
const generalNames = (node: Asn1Node): Field[] => node.children.map((name) => generalNameField(name))
const usage = (oid: string): string => (USAGE_NAMES[oid] === undefined ? oid : `${USAGE_NAMES[oid]} (${oid})`)

type Decoder = (node: Asn1Node) => Field[]
const DECODERS: Readonly<Record<string, Decoder>> = {
  '2.5.29.9': (node) =>
    node.children.map((attribute) =>
      field('attribute', [
        field('oid', oidOf(attribute.children[0])),
        ...(attribute.children[1]?.children ?? []).map((value) => asn1Tree(value)),
      ]),
    ),
  '2.5.29.14': (node) => [field('key-id', colons(node.content))],
  '2.5.29.15': bits(KEY_USAGE),
  '2.5.29.16': (node) => node.children.map((child) => field(child.tag === 0 ? 'not-before' : 'not-after', timeOf(child))),
  '2.5.29.17': generalNames,
  '2.5.29.18': generalNames,
  '2.5.29.19': basicConstraints,
  '2.5.29.20': number('number'),
  '2.5.29.21': (node) => [field('reason', REVOCATION[Number(integerOf(node))] ?? integerOf(node).toString())],
  '2.5.29.24': (node) => [field('invalid-since', timeOf(node))],
  '2.5.29.27': number('base-number'),
  '2.5.29.28': issuingDistributionPoint,
  '2.5.29.30': (node) =>
    node.children.map((subtrees) =>
      field(
        subtrees.tag === 0 ? 'permitted' : 'excluded',
        subtrees.children.flatMap(({ children }) => children.slice(0, 1).map((base) => generalNameField(base, true))),
      ),
    ),
  '2.5.29.31': distributionPoints,
  '2.5.29.32': (node) => node.children.map(policy),
  '2.5.29.33': (node) =>
    node.children.map(({ children: [issuer, subject] }) =>
      field('mapping', [field('issuer-policy', oidOf(issuer)), field('subject-policy', oidOf(subject))]),
    ),
  '2.5.29.35': authorityKeyIdentifier,
  '2.5.29.36': (node) =>
    node.children.map((child) =>
      field(child.tag === 0 ? 'require-explicit-policy' : 'inhibit-policy-mapping', integerOf(child).toString()),
    ),
  '2.5.29.37': (node) => node.children.map((child) => field('usage', usage(oidOf(child)))),
  '2.5.29.46': distributionPoints,
  '2.5.29.54': number('skip-certificates'),
  '1.3.6.1.5.5.7.1.1': accessDescriptions,
  '1.3.6.1.5.5.7.1.11': accessDescriptions,
  '1.3.6.1.5.5.7.1.24': (node) =>
    node.children.map((child) =>
      field('tls-feature', { 5: 'status_request', 17: 'status_request_v2' }[Number(integerOf(child))] ?? integerOf(child).toString()),
    ),
  '1.3.6.1.5.5.7.48.1.5': () => [],
  '1.3.6.1.4.1.11129.2.4.2': timestamps,
  '1.3.6.1.4.1.11129.2.4.3': () => [],
  '2.16.840.1.113730.1.1': bits(NETSCAPE_TYPE),
  '2.16.840.1.113730.1.13': (node) => [field('comment', visible(textOf(node)))],
}

/** `octets` are the content of extnValue, `node` what they are as ASN.1 (null where they are none). Never throws: what fails is shown raw. */
export function extensionField(oid: string, critical: boolean, octets: Uint8Array, node: Asn1Node | null): Field {
  const trailing = node !== null && node.raw.length < octets.length ? [field('trailing', hex(octets.subarray(node.raw.length)))] : []
  const head = [field('oid', oid), field('critical', String(critical)), ...trailing]
  const name = EXTENSION_NAMES[oid]
  const decoder = DECODERS[oid]
  if (name !== undefined && decoder !== undefined && node !== null) {
    try {
      return field(`extension:${name}`, [...head, ...decoder(node)])
    } catch {
      // Not of the form its identifier promises.
    }
  }
  const known = OTHER_EXTENSIONS[oid]
  return field(`extension:${name ?? 'unknown'}`, [
    ...head,
    ...(known === undefined ? [] : [field('known-as', known)]),
    field('hex', hex(octets)),
    ...(node === null ? [] : [field('asn1', [asn1Tree(node)])]),
  ])
}

function basicConstraints({ children }: Asn1Node): Field[] {
  const ca = children.find((child) => isUniversal(child, 1))
  const length = children.find((child) => isUniversal(child, 2))
  return [
    field('ca', String(ca !== undefined && ca.content[0] !== 0)),
    ...(length === undefined ? [] : [field('path-length', integerOf(length).toString())]),
  ]
}

function authorityKeyIdentifier(node: Asn1Node): Field[] {
  return node.children.flatMap((child) => {
    if (isContext(child, 0)) return [field('key-id', colons(child.content))]
    if (isContext(child, 1))
      return [
        field(
          'issuer',
          child.children.map((name) => generalNameField(name)),
        ),
      ]
    return [field('serial-number', colons(child.content))]
  })
}

/** DistributionPointName: a list of general names, or a name relative to the issuer. */
function generalNamesOf(name: Asn1Node): Field[] {
  const choice = name.children[0]
  if (choice === undefined) return []
  return isContext(choice, 0) ? generalNames(choice) : nameFields({ ...name, children: [choice] })
}

function distributionPoints(node: Asn1Node): Field[] {
  return node.children.map((point) => {
    const name = context(point, 0)
    const reasons = context(point, 1)
    const issuer = context(point, 2)
    return field('distribution-point', [
      ...(name === undefined ? [] : generalNamesOf(name)),
      ...(reasons === undefined
        ? []
        : [
            field(
              'reasons',
              bitsOf(reasons)
                .map((bit) => REASONS[bit] ?? `bit ${bit}`)
                .join(', '),
            ),
          ]),
      ...(issuer === undefined ? [] : [field('crl-issuer', generalNames(issuer))]),
    ])
  })
}

function policy({ children: [id, qualifiers] }: Asn1Node): Field {
  const described = (qualifiers?.children ?? []).map(({ children: [type, value] }) => {
    const oid = oidOf(type)
    if (oid === '1.3.6.1.5.5.7.2.1' && value !== undefined) return field('cps', visible(textOf(value)))
    if (oid === '1.3.6.1.5.5.7.2.2' && value !== undefined) {
      // NoticeReference: an organization and the numbers of its notices; then the text itself.
      const notice = value.children.flatMap((child) =>
        child.constructed
          ? child.children.map((part) => (part.constructed ? part.children.map((n) => integerOf(n).toString()).join(', ') : textOf(part)))
          : [textOf(child)],
      )
      return field('user-notice', notice.map(visible).join(' · '))
    }
    return field('qualifier', [field('oid', oid), ...(value === undefined ? [] : [asn1Tree(value)])])
  })
  return field('policy', [field('oid', oidOf(id)), ...described])
}

function accessDescriptions(node: Asn1Node): Field[] {
  const methods: Readonly<Record<string, string>> = {
    '1.3.6.1.5.5.7.48.1': 'ocsp',
    '1.3.6.1.5.5.7.48.2': 'ca-issuers',
    '1.3.6.1.5.5.7.48.3': 'time-stamping',
    '1.3.6.1.5.5.7.48.5': 'ca-repository',
  }
  return node.children.map(({ children: [method, location] }) => {
    const oid = oidOf(method)
    return field('access', [field('method', methods[oid] ?? oid), ...(location === undefined ? [] : [generalNameField(location)])])
  })
}

/** IssuingDistributionPoint, RFC 5280 section 5.2.5: where the list is found, and which certificates it speaks of. */
const ISSUING_FLAGS = ['', 'onlyContainsUserCerts', 'onlyContainsCACerts', '', 'indirectCRL', 'onlyContainsAttributeCerts']
function issuingDistributionPoint({ children }: Asn1Node): Field[] {
  return children.flatMap((child) => {
    if (child.tag === 0) return [field('distribution-point', generalNamesOf(child))]
    if (child.tag === 3)
      return [
        field(
          'reasons',
          bitsOf(child)
            .map((bit) => REASONS[bit] ?? `bit ${bit}`)
            .join(', '),
        ),
      ]
    return child.content[0] === 0 ? [] : [field('flags', ISSUING_FLAGS[child.tag] ?? `[${child.tag}]`)]
  })
}

/** SignedCertificateTimestampList, RFC 6962 section 3.3: inside an OCTET STRING, in the presentation of TLS. */
function timestamps(node: Asn1Node): Field[] {
  const { content } = node
  const view = new DataView(content.buffer, content.byteOffset, content.length)
  const fields: Field[] = []
  for (let at = 2; at + 2 <= content.length; ) {
    const length = view.getUint16(at)
    at += 2
    fields.push(
      field('timestamp', [
        // v1 is written as 0.
        field('version', String((content[at] ?? 0) + 1)),
        field('log-id', hex(content, at + 1, at + 33)),
        field('time', (view.getBigUint64(at + 33) / 1000n).toString()),
      ]),
    )
    at += length
  }
  return fields
}
