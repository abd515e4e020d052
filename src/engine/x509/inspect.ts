/**
 * The full view of one object, for a person to look at: every field and extension of a certificate, a request, a revocation list or a container.
 * Decoded by pkijs and asn1js, whose only door this is, and never by what decides: each of the two decoders checks the other in the tests.
 */
import { asn1Shape } from './inspect/asn1-node.ts'
import { certificate, decidedFields } from './inspect/certificate.ts'
import { pkcs12, pkcs7 } from './inspect/container.ts'
import { field, type Inspection } from './inspect/field.ts'
import { type Octets, parse, toNode } from './inspect/parse.ts'
import { certificateRequest } from './inspect/request.ts'
import { revocationList } from './inspect/revocation-list.ts'

export type { Field, FieldId, FieldName, Inspection } from './inspect/field.ts'

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
