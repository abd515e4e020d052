/** What a certification request or a revocation list is about, without decoding all of it: `inspect.ts` does that when somebody looks. */
import { DerReader, INTEGER, Malformed, SEQUENCE } from './der.ts'
import { NameInterner, readName } from './name.ts'
import { readPublicKey } from './public-key.ts'

/** CertificationRequest, RFC 2986 section 4.1: the subject as RFC 4514 and the SubjectPublicKeyInfo as Latin-1; null where it is none. */
export function readRequest(der: Uint8Array<ArrayBuffer>): { readonly subject: string; readonly spki: string } | null {
  return orNull(() => {
    const info = new DerReader(der).enter(SEQUENCE)?.enter(SEQUENCE)
    if (!info?.readInteger()) return null
    const subject = readName(info, 'x509: malformed subject', new NameInterner()).text
    return { subject, spki: readPublicKey(info, new Map()).spki }
  })
}

/** CertificateList, RFC 5280 section 5.1: the issuer as RFC 4514; null where it is none. */
export function readRevocationListIssuer(der: Uint8Array<ArrayBuffer>): string | null {
  return orNull(() => {
    const list = new DerReader(der).enter(SEQUENCE)?.enter(SEQUENCE)
    if (!list || (list.peek() === INTEGER && !list.readInteger()) || !list.read(SEQUENCE)) return null
    return readName(list, 'x509: malformed issuer', new NameInterner()).text
  })
}

function orNull<T>(read: () => T | null): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}
