/**
 * The full view of one object, for a person to look at: every field and extension of a certificate, a request, a revocation list or a container.
 * Decoded by pkijs and asn1js, whose only door this is, and never by what decides: each of the two decoders checks the other in the tests.
 */
import { type BaseBlock, fromBER } from 'asn1js'
import {
  AuthenticatedSafe,
  Certificate,
  CertificateRevocationList,
  CertificationRequest,
  ContentInfo,
  type Extension,
  PFX,
  SafeContents,
  SignedData,
} from 'pkijs'
import { decodeCertificate } from './decode.ts'
import { DerReader, hex } from './der.ts'
import {
  type Asn1Node,
  asn1Shape,
  asn1Tree,
  colons,
  context,
  integerOf,
  isContext,
  isUniversal,
  oidOf,
  timeOf,
} from './inspect/asn1-node.ts'
import { type Field, field, type FieldName } from './inspect/field.ts'
import { extensionField } from './inspect/extension-fields.ts'
import { algorithmFields, publicKeyFields } from './inspect/key-fields.ts'
import { nameFields } from './inspect/names.ts'
import { readPublicKey } from './public-key.ts'
import { sha256Hex } from './sha2.ts'
import { type SignatureAnswer, verifySignature, verifySigned } from './signature.ts'
import { readAlgorithmIdentifier, signatureAlgorithm } from './algorithm-identifier.ts'

export type { Field, FieldId, FieldName } from './inspect/field.ts'
type Octets = Uint8Array<ArrayBuffer>

export interface Inspection {
  readonly kind: 'certificate' | 'certificate-request' | 'revocation-list' | 'pkcs7' | 'pkcs12' | 'asn1' | 'unreadable'
  readonly fields: readonly Field[]
}

/**
 * Never throws. What is of no known kind is the shape of its ASN.1, without values: it may be a private key, whole or torn.
 * What is no ASN.1 is `unreadable`.
 */
export async function inspect(der: Octets): Promise<Inspection> {
  try {
    const block = parse(der)
    if (block === null) return decidedFields(der) ?? { kind: 'unreadable', fields: [field('octets', String(der.length))] }
    const node = toNode(block)
    const trailing = node.raw.length < der.length ? [field('trailing-octets', String(der.length - node.raw.length))] : []
    for (const kind of [certificate, certificateRequest, revocationList, pkcs12, pkcs7]) {
      const found = await attempt(() => kind(block, node, der))
      if (found !== null) return { kind: found.kind, fields: [...found.fields, ...trailing] }
    }
    return { kind: 'asn1', fields: [asn1Shape(node), ...trailing] }
  } catch {
    // Nested deeper than the stack, or beyond what the libraries foresee.
    return { kind: 'unreadable', fields: [field('octets', String(der.length))] }
  }
}

async function attempt(read: () => Promise<Inspection>): Promise<Inspection | null> {
  try {
    return await read()
  } catch {
    return null
  }
}

/** The first element of these octets; `null` where there is none. */
function parse(octets: Octets): BaseBlock | null {
  const { offset, result } = fromBER(octets)
  return offset === -1 ? null : result
}
const parseNode = (octets: Octets): Asn1Node | null => {
  const block = parse(octets)
  return block === null ? null : toNode(block)
}

const CLASSES = ['universal', 'application', 'context', 'private'] as const
function toNode(block: BaseBlock, depth = 0): Asn1Node {
  const raw = Uint8Array.from(block.valueBeforeDecodeView)
  const header = block.idBlock.blockLength + block.lenBlock.blockLength
  const inside = (block.valueBlock as unknown as { readonly value?: unknown }).value
  const constructed = block.idBlock.isConstructed
  return {
    tagClass: CLASSES[block.idBlock.tagClass - 1] ?? 'private',
    tag: block.idBlock.tagNumber,
    constructed,
    children: constructed && Array.isArray(inside) && depth < 48 ? inside.map((child: BaseBlock) => toNode(child, depth + 1)) : [],
    content: raw.slice(header),
    raw,
  }
}

const seconds = (time: { readonly value: { getTime(): number } }): number => time.value.getTime() / 1000

function extensionFields(extensions: readonly Extension[] = []): Field[] {
  return extensions.map(({ extnID, critical, extnValue }) => {
    const octets = Uint8Array.from(extnValue.valueBlock.valueHexView)
    return extensionField(extnID, critical, octets, parseNode(octets))
  })
}

async function sha1Hex(octets: Octets): Promise<Field[]> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle
  return subtle === undefined ? [] : [field('sha1', hex(new Uint8Array(await subtle.digest('SHA-1', octets))))]
}

/** Children of TBSCertificate or of a request's info after an optional version. */
function child(node: Asn1Node | undefined, index: number): Asn1Node {
  const found = node?.children[index]
  if (found === undefined) throw new Error('not of this kind')
  return found
}

/** RFC 5280 section 4.1, from the tree alone: pkijs's Certificate refuses what Go accepts (unique identifiers) and rolls dates over. */
async function certificate(_: BaseBlock, node: Asn1Node, der: Octets): Promise<Inspection> {
  const tbs = child(node, 0)
  const first = isContext(tbs.children[0], 0) ? 1 : 0
  const [serial, inner, issuer, validity, subject, spki] = [0, 1, 2, 3, 4, 5].map((i) => child(tbs, first + i)) as [
    Asn1Node,
    Asn1Node,
    Asn1Node,
    Asn1Node,
    Asn1Node,
    Asn1Node,
  ]
  if (!isUniversal(serial, 2) || !isUniversal(spki, 16) || node.children.length !== 3) throw new Error('not of this kind')
  const version = first === 0 ? 0n : integerOf(child(child(tbs, 0), 0))
  const extensions = context(tbs, 3)?.children[0]?.children ?? []
  const uniqueId = (tag: number, id: FieldName): Field[] => {
    const found = context(tbs, tag)
    return found === undefined ? [] : [field(id, hex(found.content))]
  }
  const decoded = decodeCertificate(der, 0)
  const selfIssued = hex(issuer.raw) === hex(subject.raw)
  const selfSigned = decoded.ok && selfIssued ? await verifySignature(decoded.certificate, decoded.certificate.publicKey) : null
  return {
    kind: 'certificate',
    fields: [
      field('version', String(version + 1n)),
      field('serial-number', [field('hex', colons(serial.content)), field('decimal', integerOf(serial).toString())]),
      field('signature-algorithm', algorithmFields(child(node, 1))),
      field('tbs-signature-algorithm', [...algorithmFields(inner), field('equal', String(hex(inner.raw) === hex(child(node, 1).raw)))]),
      field('issuer', nameFields(issuer)),
      field('not-before', timeOf(child(validity, 0))),
      field('not-after', timeOf(child(validity, 1))),
      field('subject', nameFields(subject)),
      field('public-key', publicKeyFields(spki, parseNode)),
      ...uniqueId(1, 'issuer-unique-id'),
      ...uniqueId(2, 'subject-unique-id'),
      field('extensions', extensions.map(nodeExtension)),
      field('signature', colons(child(node, 2).content.subarray(1))),
      field('fingerprints', [field('sha256', sha256Hex(der)), ...(await sha1Hex(der)), field('spki-sha256', sha256Hex(spki.raw))]),
      field('self-issued', String(selfIssued)),
      ...(selfSigned === null ? [] : [field('self-signed', selfSigned)]),
      field('go', decoded.ok ? 'accepted' : decoded.error),
      // Go stops reading at an element it does not expect (and at version 1), and then sees no extensions at all.
      ...(decoded.ok && decoded.certificate.extensions.length < extensions.length ? [field('go-sees-extensions', 'false')] : []),
    ],
  }
}

/** What asn1js cannot read at all and Go can: the fields that decide. */
function decidedFields(der: Octets): Inspection | null {
  const decoded = decodeCertificate(der, 0)
  if (!decoded.ok) return null
  const { version, serial, issuer, subject, notBefore, notAfter, publicKey } = decoded.certificate
  return {
    kind: 'certificate',
    fields: [
      field('version', String(version)),
      field('serial-number', [field('hex', serial), field('decimal', BigInt(`0x${serial}`).toString())]),
      field('issuer', [field('rfc4514', issuer.text)]),
      field('not-before', String(notBefore)),
      field('not-after', String(notAfter)),
      field('subject', [field('rfc4514', subject.text)]),
      field('public-key', [field('algorithm', publicKey.algorithm), field('bits', String(publicKey.bits))]),
      field('fingerprints', [field('sha256', sha256Hex(der))]),
      field('go', 'accepted'),
      field('partial', 'true'),
    ],
  }
}

async function certificateRequest(block: BaseBlock, node: Asn1Node): Promise<Inspection> {
  const it = new CertificationRequest({ schema: block })
  const info = child(node, 0)
  const requested = (it.attributes ?? []).map((attribute) => {
    const values = attribute.values as BaseBlock[]
    // extensionRequest of PKCS #9, and Microsoft's own.
    if (attribute.type === '1.2.840.113549.1.9.14' || attribute.type === '1.3.6.1.4.1.311.2.1.14') {
      const list = values.flatMap((value) => toNode(value).children)
      return field('requested-extensions', list.map(nodeExtension))
    }
    return field('attribute', [field('oid', attribute.type), ...values.map((value) => asn1Tree(toNode(value)))])
  })
  return {
    kind: 'certificate-request',
    fields: [
      field('version', String(it.version + 1)),
      field('subject', nameFields(child(info, 1))),
      field('public-key', publicKeyFields(child(info, 2), parseNode)),
      ...requested,
      field('signature-algorithm', algorithmFields(child(node, 1))),
      field('self-signed', await proofOfPossession(node, child(info, 2).raw)),
    ],
  }
}

function nodeExtension(extension: Asn1Node): Field {
  const value = extension.children.at(-1)
  const octets = value?.content ?? new Uint8Array()
  const critical = extension.children.some((each) => isUniversal(each, 1) && each.content[0] !== 0)
  return extensionField(oidOf(extension.children[0]), critical, octets, parseNode(octets))
}

/** RFC 2986 section 4.2: a request is signed by the key it carries. */
async function proofOfPossession({ children: [signed, algorithm, signature] }: Asn1Node, spki: Octets): Promise<SignatureAnswer> {
  if (signed === undefined || algorithm === undefined || signature === undefined) return 'unsupported'
  try {
    const reader = new DerReader(algorithm.content)
    const name = signatureAlgorithm(reader, readAlgorithmIdentifier(reader))
    return await verifySigned(name, readPublicKey(new DerReader(spki), new Map()), signed.raw, signature.content.slice(1), true)
  } catch {
    return 'unsupported'
  }
}

async function revocationList(block: BaseBlock, node: Asn1Node): Promise<Inspection> {
  const it = new CertificateRevocationList({ schema: block })
  const tbs = child(node, 0)
  const issuer = child(tbs, isUniversal(tbs.children[0], 2) ? 2 : 1)
  const entries = (it.revokedCertificates ?? [])
    .slice(0, 1000)
    .map((entry) =>
      field('entry', [
        field('serial-number', colons(Uint8Array.from(entry.userCertificate.valueBlock.valueHexView))),
        field('revoked-at', String(seconds(entry.revocationDate))),
        ...(entry.crlEntryExtensions === undefined ? [] : [field('extensions', extensionFields(entry.crlEntryExtensions.extensions))]),
      ]),
    )
  return {
    kind: 'revocation-list',
    fields: [
      field('version', String(it.version + 1)),
      field('signature-algorithm', algorithmFields(child(node, 1))),
      field('issuer', nameFields(issuer)),
      field('this-update', String(seconds(it.thisUpdate))),
      ...(it.nextUpdate === undefined ? [] : [field('next-update', String(seconds(it.nextUpdate)))]),
      field('entry-count', String(it.revokedCertificates?.length ?? 0)),
      field('entries', entries),
      field('extensions', extensionFields(it.crlExtensions?.extensions)),
    ],
  }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.7.1': 'data',
  '1.2.840.113549.1.7.2': 'signedData',
  '1.2.840.113549.1.7.3': 'envelopedData',
  '1.2.840.113549.1.7.5': 'digestedData',
  '1.2.840.113549.1.7.6': 'encryptedData',
}

async function pkcs7(block: BaseBlock): Promise<Inspection> {
  const it = new ContentInfo({ schema: block })
  const type = CONTENT_TYPES[it.contentType]
  if (type === undefined) throw new Error('not of this kind')
  const fields = [field('content-type', type)]
  if (type === 'signedData') {
    const signed = new SignedData({ schema: it.content })
    fields.push(
      field('version', String(signed.version)),
      field('signers', String(signed.signerInfos.length)),
      field('crls', String(signed.crls?.length ?? 0)),
    )
    for (const held of signed.certificates ?? []) {
      if (held instanceof Certificate)
        fields.push(field('certificate', (await inspect(new Uint8Array(held.toSchema(true).toBER()))).fields))
    }
  }
  return { kind: 'pkcs7', fields }
}

const BAGS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.12.10.1.1': 'keyBag',
  '1.2.840.113549.1.12.10.1.2': 'pkcs8ShroudedKeyBag',
  '1.2.840.113549.1.12.10.1.3': 'certBag',
  '1.2.840.113549.1.12.10.1.4': 'crlBag',
  '1.2.840.113549.1.12.10.1.5': 'secretBag',
  '1.2.840.113549.1.12.10.1.6': 'safeContentsBag',
}

/** The structure only: nothing is decrypted, and what a bag of keys holds is not looked at. */
async function pkcs12(block: BaseBlock): Promise<Inspection> {
  const it = new PFX({ schema: block })
  if (it.version !== 3) throw new Error('not of this kind')
  const fields = [field('version', '3'), field('mac', String(it.macData !== undefined))]
  if (CONTENT_TYPES[it.authSafe.contentType] === 'data') {
    const octets = (it.authSafe.content as unknown as { getValue(): ArrayBuffer }).getValue()
    const safe = AuthenticatedSafe.fromBER(octets)
    for (const content of safe.safeContents) {
      const type = CONTENT_TYPES[content.contentType] ?? content.contentType
      const bags =
        type === 'data' ? SafeContents.fromBER((content.content as unknown as { getValue(): ArrayBuffer }).getValue()).safeBags : []
      fields.push(field('safe', [field('content-type', type), ...bags.map((bag) => field('bag', BAGS[bag.bagId] ?? bag.bagId))]))
    }
  }
  return { kind: 'pkcs12', fields }
}
