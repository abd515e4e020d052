/** A certificate revocation list (RFC 5280 section 5) and its first thousand entries. */
import type { BaseBlock } from 'asn1js'
import { CertificateRevocationList, type Extension } from 'pkijs'
import { type Asn1Node, colons, isUniversal } from './asn1-node.ts'
import { extensionField } from './extension-fields.ts'
import { type Field, field, type Inspection } from './field.ts'
import { algorithmFields } from './key-fields.ts'
import { nameFields } from './names.ts'
import { child, parseNode } from './parse.ts'

export async function revocationList(block: BaseBlock, node: Asn1Node): Promise<Inspection> {
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

const seconds = (time: { readonly value: { getTime(): number } }): number => time.value.getTime() / 1000

function extensionFields(extensions: readonly Extension[] = []): Field[] {
  return extensions.map(({ extnID, critical, extnValue }) => {
    const octets = Uint8Array.from(extnValue.valueBlock.valueHexView)
    return extensionField(extnID, critical, octets, parseNode(octets))
  })
}
