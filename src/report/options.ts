/** Options every export shares. */
import type { Audit } from '../engine/audit.ts'
import type { Language } from '../text/index.ts'
import { sha256Hex } from './sha256.ts'

export interface ExportOptions {
  readonly language?: Language
  /** SHA-256 of each certificate by id, where the DER itself is no longer there (a redacted or reopened audit). */
  readonly fingerprints?: readonly string[]
  readonly redacted?: boolean
  /** The audit came out of one of our own exports. */
  readonly reopened?: boolean
  /** Leave out the part a later reopening needs. */
  readonly final?: boolean
}

/** SHA-256 of every certificate's DER, lower-case hex, by CertificateId. */
export function fingerprintsOf(audit: Pick<Audit, 'inventory'>): string[] {
  return audit.inventory.certificates.map((c) => sha256Hex(c.der))
}
