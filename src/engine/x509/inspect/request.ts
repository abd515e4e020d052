/** A certification request (RFC 2986), and whether it is signed by the key it carries. */
import type { BaseBlock } from 'asn1js'
import { CertificationRequest } from 'pkijs'
import { readAlgorithmIdentifier, signatureAlgorithm } from '../algorithm-identifier.ts'
import { DerReader } from '../der.ts'
import { readPublicKey } from '../public-key.ts'
import { type SignatureAnswer, verifySigned } from '../signature.ts'
import { type Asn1Node, asn1Tree } from './asn1-node.ts'
import { field, type Inspection } from './field.ts'
import { algorithmFields, publicKeyFields } from './key-fields.ts'
import { nameFields } from './names.ts'
import { child, nodeExtension, type Octets, parseNode, toNode } from './parse.ts'

export async function certificateRequest(block: BaseBlock, node: Asn1Node): Promise<Inspection> {
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
