/** Why a certification path fails, with just the evidence its sentence and its drawing need. */
import type { CertificateId } from '../x509/certificate.ts'

/** What a certificate is in a path: the remedy differs. */
export type Role = 'end-entity' | 'intermediate' | 'trust-anchor'

/** What the end entity must be good for: RFC 5280 section 4.2.1.12, by the names of its key purposes. */
export type Usage = 'serverAuth' | 'clientAuth'
/** The forms of name that constraints are put on, RFC 5280 section 4.2.1.10. */
export type NameForm = 'dns' | 'ip' | 'email' | 'uri'

/** The error Go's `Certificate.Verify` would return first, in Go's names. */
export type GoCode =
  | 'Parse'
  | 'UnknownAuthority'
  | 'Expired'
  | 'Hostname'
  | 'IncompatibleUsage'
  | 'UnhandledCriticalExtension'
  | 'CANotAuthorizedForThisName'
  | 'TooManyIntermediates'
  | 'NotAuthorizedToSign'
  | 'NameConstraintsWithoutSANs'
  | 'UnconstrainedName'
  | 'TooManyConstraints'
  | 'CANotAuthorizedForExtKeyUsage'
  | 'NoValidChains'
  | 'Other'

interface On {
  readonly certificate: CertificateId
  readonly role: Role
}
export type PathFault =
  | { readonly id: 'path/no-end-entity' }
  | ({ readonly id: 'path/issuer-unknown' } & On)
  /** A candidate bears the issuer's name but its key does not verify the signature. */
  | ({ readonly id: 'path/signature-invalid'; readonly issuer: CertificateId } & On)
  /** The names are equal as text but not byte for byte (UTF8String is not PrintableString). */
  | ({ readonly id: 'path/name-encoding-differs'; readonly issuer: CertificateId } & On)
  | ({ readonly id: 'path/not-a-ca'; readonly why: 'basic-constraints' | 'key-usage' | 'version' } & On)
  | ({ readonly id: 'path/expired'; readonly notAfter: number } & On)
  | ({ readonly id: 'path/not-yet-valid'; readonly notBefore: number } & On)
  | ({ readonly id: 'path/usage-not-allowed'; readonly expected: Usage; readonly presented: readonly string[] } & On)
  | ({ readonly id: 'path/length-exceeded'; readonly maxPathLen: number; readonly intermediates: number } & On)
  /** `certificate` bears the constraint, `name` stands in a certificate below it. */
  | ({
      readonly id: 'path/name-constrained'
      readonly form: NameForm
      readonly name: string
      readonly constraint: string
      readonly why: 'excluded' | 'not-permitted' | 'unparseable'
    } & On)
  | ({ readonly id: 'path/critical-extension-unknown'; readonly oids: readonly string[] } & On)
  | ({ readonly id: 'path/policy-invalid' } & On)
  | ({ readonly id: 'path/algorithm-insecure'; readonly algorithm: string; readonly issuer: CertificateId } & On)
  /** Nobody here can verify it: makes a half `unproven`, never `broken` and never a pass. */
  | ({ readonly id: 'path/algorithm-unsupported'; readonly algorithm: string; readonly issuer: CertificateId } & On)
  | ({
      readonly id: 'path/name-not-covered'
      readonly dialled: string
      readonly presented: readonly string[]
      readonly why: 'no-sans' | 'no-ip-sans' | 'legacy-common-name' | 'mismatch' | 'invalid-name'
    } & On)
  | { readonly id: 'path/budget-exhausted'; readonly limit: number; readonly what: 'signature-checks' | 'drop' }
export type PathFaultId = PathFault['id']

/**
 * Nearest to success first: where one path was refused for its last missing property and another for having no issuer at all, the first
 * is the headline. A fault of the end entity alone outranks those of its issuers, a known issuer outranks an unknown one.
 */
export const RANK: Readonly<Record<PathFaultId, number>> = {
  'path/expired': 0,
  'path/not-yet-valid': 1,
  'path/usage-not-allowed': 2,
  'path/name-not-covered': 3,
  'path/name-constrained': 4,
  'path/length-exceeded': 5,
  'path/policy-invalid': 6,
  'path/critical-extension-unknown': 7,
  'path/not-a-ca': 8,
  'path/algorithm-unsupported': 9,
  'path/algorithm-insecure': 10,
  'path/name-encoding-differs': 11,
  'path/signature-invalid': 12,
  'path/budget-exhausted': 13,
  'path/issuer-unknown': 14,
  'path/no-end-entity': 15,
}

/** One check made on one link, in the order Go makes them; for the drawing of the chain. */
export interface Check {
  readonly check:
    | 'issuer-name'
    | 'key-identifier'
    | 'signature'
    | 'ca'
    | 'key-usage'
    | 'validity'
    | 'path-length'
    | 'extended-key-usage'
    | 'name-constraints'
    | 'critical-extensions'
    | 'policies'
    | 'host-name'
  readonly result: 'passed' | 'failed' | 'hint-differs' | 'skipped'
  readonly fault: PathFault | null
}
export interface Link {
  /** The certificate judged by this link. */
  readonly certificate: CertificateId
  readonly role: Role
  /** The candidate issuer, null at a missing one; a trust anchor has itself. */
  readonly issuer: CertificateId | null
  readonly checks: readonly Check[]
}
/** One way that was tried, from the end entity upward, and where it ended. */
export interface Attempt {
  readonly links: readonly Link[]
  readonly fault: PathFault | null
}

/** Everything one search did: the accepted paths, or every refusal. */
export interface PathSearch {
  readonly ok: boolean
  /** Accepted paths, end entity first, anchor last; the first is the one shown. */
  readonly paths: readonly (readonly CertificateId[])[]
  /** Ranked, headline first (nearest to success); empty where ok. */
  readonly faults: readonly PathFault[]
  /** The error Go would return first; '' where ok. */
  readonly code: GoCode | ''
  /** Go's wording of that error, '' where ok. */
  readonly log: string
  /** The certificate we hold guilty; 'missing-issuer' where it is one we do not have. */
  readonly culprit: CertificateId | 'missing-issuer' | null
  /** Earliest notAfter on the best accepted path (Unix seconds). */
  readonly until: number | null
  /** All attempts, only where asked for (`explain`). */
  readonly attempts: readonly Attempt[]
}
