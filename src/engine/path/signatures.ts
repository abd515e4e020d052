/** The answers of floor 2 about signatures, collected once while reading so that judging is synchronous. */
import type { CertificateId } from '../x509/certificate.ts'

export type SignatureAnswer = 'valid' | 'invalid' | 'insecure' | 'unsupported'
export interface Signatures {
  /** Was `child` signed by the key of `issuer`? `insecure`: an algorithm Go refuses (SHA-1, MD5); null: never tried. */
  check(child: CertificateId, issuer: CertificateId): SignatureAnswer | null
  /** Every certificate of the drop whose key verifies `child`, trusted or not; itself if self-signed. */
  signers(child: CertificateId): readonly CertificateId[]
}
