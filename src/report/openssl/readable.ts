/** Which certificates of a PEM text OpenSSL 3 reads: not always those Go reads. */
import type { PemText } from '../../engine/inventory/inventory.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'

/** PEM_STRING_X509, PEM_STRING_X509_OLD, PEM_STRING_X509_TRUSTED. */
const TYPES = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])

/** In file order; `unknown` where it holds what Go cannot parse, which OpenSSL may or may not. */
export function readable(text: PemText): readonly CertificateId[] | 'unknown' {
  const blocks = text.blocks.filter((block) => TYPES.has(block.type))
  if (blocks.some((block) => block.certificate === null)) return 'unknown'
  // A header that does not say how the block is encrypted ends the reading of the whole file.
  if (blocks.some((block) => block.headers)) return []
  // A byte-order mark before the first line is passed over.
  const marked = text.hidden.flatMap((one) => (one.why === 'bom' && one.certificate !== null ? [one.certificate] : []))
  return [...marked, ...blocks.flatMap((block) => block.certificate ?? [])]
}
