/** Containers of certificates: PKCS #7 (RFC 2315) and PKCS #12 (RFC 7292). */
import type { BaseBlock } from 'asn1js'
import { AuthenticatedSafe, Certificate, ContentInfo, PFX, SafeContents, SignedData } from 'pkijs'
import { inspect } from '../inspect.ts'
import { field, type Inspection } from './field.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.7.1': 'data',
  '1.2.840.113549.1.7.2': 'signedData',
  '1.2.840.113549.1.7.3': 'envelopedData',
  '1.2.840.113549.1.7.5': 'digestedData',
  '1.2.840.113549.1.7.6': 'encryptedData',
}

export async function pkcs7(block: BaseBlock): Promise<Inspection> {
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
export async function pkcs12(block: BaseBlock): Promise<Inspection> {
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
