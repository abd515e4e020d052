/** The serial number an authority key identifier names (RFC 5280 section 4.2.1.1): OpenSSL holds it against the issuer's, Go does not look. */
import { contextual, DerReader, explicit, SEQUENCE } from '../../engine/x509/der.ts'
import type { Certificate } from '../../engine/x509/certificate.ts'

/** Lower-case hex as in `Certificate.serial`; null where it names none, or where the DER is no longer there. */
export function authoritySerial({ der, extensions }: Certificate): string | null {
  const found = extensions.find(({ oid }) => oid === '2.5.29.35')
  if (!found || der.length === 0) return null
  const list = new DerReader(der, found.start, found.start + found.length).enter(SEQUENCE)
  if (list === null) return null
  list.read(contextual(0))
  list.read(explicit(1))
  if (!list.read(contextual(2))) return null
  const digits = Array.from(der.subarray(list.contentStart, list.contentEnd), (octet) => octet.toString(16).padStart(2, '0')).join('')
  return digits.replace(/^0+(?=.)/, '')
}
