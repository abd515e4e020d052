/** Every field of a certificate, with what the decoder that decides says of it beside. */
import type { BaseBlock } from 'asn1js'
import { decodeCertificate } from '../decode.ts'
import { hex } from '../der.ts'
import { sha256Hex } from '../sha2.ts'
import { verifySignature } from '../signature.ts'
import { type Asn1Node, colons, context, integerOf, isContext, isUniversal, timeOf } from './asn1-node.ts'
import { type Field, field, type FieldName, type Inspection } from './field.ts'
import { algorithmFields, publicKeyFields } from './key-fields.ts'
import { nameFields } from './names.ts'
import { child, nodeExtension, type Octets, parseNode } from './parse.ts'

/** RFC 5280 section 4.1, from the tree alone: pkijs's Certificate refuses what Go accepts (unique identifiers) and rolls dates over. */
export async function certificate(_: BaseBlock, node: Asn1Node, der: Octets): Promise<Inspection> {
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
export function decidedFields(der: Octets): Inspection | null {
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

async function sha1Hex(octets: Octets): Promise<Field[]> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle
  return subtle === undefined ? [] : [field('sha1', hex(new Uint8Array(await subtle.digest('SHA-1', octets))))]
}
