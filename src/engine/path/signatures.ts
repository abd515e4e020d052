/** The answers of floor 2 about signatures, collected once while reading so that judging is synchronous. */
import type { CertificateId } from '../x509/certificate.ts'

/** Signatures verified while reading. 10,000 nodes ask for some 40,000; ten times that keeps a browser busy for a minute. */
export const SIGNATURES = 400_000

export type SignatureAnswer = 'valid' | 'invalid' | 'insecure' | 'unsupported'
export interface Signatures {
  /** Was `child` signed by the key of `issuer`? `insecure`: an algorithm Go refuses (SHA-1, MD5); null: never tried. */
  check(child: CertificateId, issuer: CertificateId): SignatureAnswer | null
  /** Every certificate of the drop whose key verifies `child`, trusted or not; itself if self-signed. */
  signers(child: CertificateId): readonly CertificateId[]
}
