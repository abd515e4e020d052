/**
 * The checks of certification path validation, in the order of Go 1.26 crypto/x509, beside the sections of RFC 5280 they stand for.
 * Components of Kubernetes are Go programs: where Go and the RFC differ, Go is followed, and the difference is said here.
 *
 * What Go deliberately does not check, and so neither do we:
 * - Revocation, 6.1.3 (a)(3): no component consults revocation lists.
 * - The signature of a trust anchor on itself, 6.1.1 (d): an anchor is trusted for being in the bundle, so its SHA-1 or MD5 signature is no matter.
 * - keyUsage of the end entity, 4.2.1.3: TLS itself makes use of digitalSignature; only keyCertSign of an issuer is enforced.
 * - authorityKeyIdentifier against subjectKeyIdentifier, 4.2.1.1: it orders the candidates (pool.ts), a difference refuses none.
 * - Names by meaning, 7.1: Go compares the octets of issuer and subject; case, spacing and string type all count.
 * - directoryName constraints, 4.2.1.10: unprocessed; where critical they are an unhandled critical extension.
 * - That self-issued certificates do not count against pathLenConstraint, 6.1.4 (l): Go counts every intermediate.
 * - cA of a version 1 or 2 trust anchor, 6.1.4 (k): it has no extensions to say so; such an intermediate is refused.
 *
 * What Go checks beyond the RFC: validity, constraints, usages and path length bind the trust anchor too; extended key usages nest, so that a
 * CA that lists some allows only those below it (CA/Browser Forum practice); MD5 and SHA-1 signatures are refused.
 */
import { BUDGET } from '../encoding/budget.ts'
import { type Certificate, KeyUsage } from '../x509/certificate.ts'
import type { Check, PathFault, Role, Usage } from './fault.ts'
import { checkNameConstraints } from './name-constraints.ts'
import { verifyHostName } from './names.ts'
import { invalidPolicyAt } from './policies.ts'
import { compareKeyIdentifiers } from './pool.ts'
import type { Signatures } from './signatures.ts'

/** Asked of one certificate by itself. */
export interface Subject {
  readonly certificate: Certificate
  readonly role: Role
  /** Unix seconds. */
  readonly at: number
}
/** Asked of the end entity. */
export interface EndEntity extends Subject {
  /** DNS name or IP address dialled, null where none is checked. */
  readonly name: string | null
}
/** Asked of a child and a candidate issuer; `certificate` is the candidate. */
export interface Step extends Subject {
  readonly role: 'intermediate' | 'trust-anchor'
  readonly child: Certificate
  readonly childRole: Role
  /** Certificates between the end entity and the candidate. */
  readonly intermediates: number
  readonly signatures: Signatures
}
/** Asked of a whole path, end entity first. */
export interface Whole {
  readonly path: readonly Certificate[]
  /** Any one of them is enough; 'any' asks for none. */
  readonly usages: readonly Usage[] | 'any'
}

/** A fault refuses; a hint is worth showing and refuses nothing. */
export type Outcome = PathFault | 'passed' | 'hint-differs' | 'skipped'
export interface Rule<S> {
  readonly check: Check['check']
  /** Whose link of the drawn chain the answer belongs to. */
  readonly judges: 'certificate' | 'child'
  readonly outcome: (subject: S) => Outcome
}

/** RFC 5280 4.2: a critical extension that is not processed refuses the certificate. */
const criticalExtensions: Rule<Subject> = {
  check: 'critical-extensions',
  judges: 'certificate',
  outcome: ({ certificate: { id, unhandledCriticalExtensions: oids }, role }) =>
    oids.length === 0 ? 'passed' : { id: 'path/critical-extension-unknown', certificate: id, role, oids },
}

/** RFC 5280 6.1.3 (a)(2), 4.1.2.5: both ends belong to the period. */
const validity: Rule<Subject> = {
  check: 'validity',
  judges: 'certificate',
  outcome: ({ certificate: { id, notBefore, notAfter }, role, at }) => {
    if (at < notBefore) return { id: 'path/not-yet-valid', certificate: id, role, notBefore }
    return at > notAfter ? { id: 'path/expired', certificate: id, role, notAfter } : 'passed'
  },
}

/** Certificate.Verify before any path is built: isValid(leafCertificate), then VerifyHostname. */
export const END_ENTITY: readonly Rule<EndEntity>[] = [
  criticalExtensions,
  validity,
  {
    // RFC 6125; RFC 5280 4.2.1.6.
    check: 'host-name',
    judges: 'certificate',
    outcome: ({ certificate, role, name }) => {
      if (name === null || name === '') return 'skipped'
      const mismatch = verifyHostName(certificate, name)
      return mismatch === null ? 'passed' : { id: 'path/name-not-covered', certificate: certificate.id, role, ...mismatch }
    },
  },
]

/** Each candidate issuer: findPotentialParents, CheckSignatureFrom, then isValid. */
export const ISSUER: readonly Rule<Step>[] = [
  {
    // RFC 5280 6.1.3 (a)(4): name chaining, octet by octet.
    check: 'issuer-name',
    judges: 'child',
    outcome: ({ child, childRole, certificate }) =>
      child.issuer.der === certificate.subject.der
        ? 'passed'
        : { id: 'path/name-encoding-differs', certificate: child.id, role: childRole, issuer: certificate.id },
  },
  {
    // RFC 5280 4.2.1.1: a hint, see above.
    check: 'key-identifier',
    judges: 'child',
    outcome: ({ child, certificate }) => {
      if (child.authorityKeyId === null || certificate.subjectKeyId === null) return 'skipped'
      return compareKeyIdentifiers(child, certificate) === 'equal' ? 'passed' : 'hint-differs'
    },
  },
  {
    // RFC 5280 4.2.1.9, 6.1.4 (k): no signature of a certificate that is not a CA counts. A version 1 or 2 certificate cannot say so: see below.
    check: 'ca',
    judges: 'certificate',
    outcome: ({ certificate: { id, version, basicConstraintsValid, isCA }, role }) =>
      (version === 3 && !basicConstraintsValid) || (basicConstraintsValid && !isCA)
        ? { id: 'path/not-a-ca', certificate: id, role, why: 'basic-constraints' }
        : 'passed',
  },
  {
    // RFC 5280 4.2.1.3, 6.1.4 (n): keyCertSign, where the extension is present.
    check: 'key-usage',
    judges: 'certificate',
    outcome: ({ certificate: { id, keyUsage }, role }) => {
      if (keyUsage === 0) return 'skipped'
      return keyUsage & KeyUsage.keyCertSign ? 'passed' : { id: 'path/not-a-ca', certificate: id, role, why: 'key-usage' }
    },
  },
  {
    // RFC 5280 6.1.3 (a)(1). Verified beforehand, once per key: x509/signature.ts.
    check: 'signature',
    judges: 'child',
    outcome: ({ child, childRole, certificate: { id: issuer }, signatures }) => {
      const on = { certificate: child.id, role: childRole, issuer }
      const algorithm = child.signatureAlgorithm === 'unknown' ? child.signatureOid : child.signatureAlgorithm
      switch (signatures.check(child.id, issuer)) {
        case 'valid':
          return 'passed'
        case 'invalid':
          return { id: 'path/signature-invalid', ...on }
        case 'insecure':
          return { id: 'path/algorithm-insecure', ...on, algorithm }
        case 'unsupported':
          return { id: 'path/algorithm-unsupported', ...on, algorithm }
        case null:
          return { id: 'path/budget-exhausted', limit: BUDGET.signatureCost, what: 'drop' }
      }
    },
  },
  criticalExtensions,
  validity,
  {
    // RFC 5280 6.1.4 (k), for what has no extensions: only a trust anchor may be of version 1 or 2.
    check: 'ca',
    judges: 'certificate',
    outcome: ({ certificate: { id, basicConstraintsValid }, role }) =>
      role === 'intermediate' && !basicConstraintsValid ? { id: 'path/not-a-ca', certificate: id, role, why: 'version' } : 'passed',
  },
  {
    // RFC 5280 4.2.1.9, 6.1.4 (l) and (m): self-issued certificates count, see above.
    check: 'path-length',
    judges: 'certificate',
    outcome: ({ certificate: { id, basicConstraintsValid, maxPathLen }, role, intermediates }) => {
      if (!basicConstraintsValid || maxPathLen === null) return 'skipped'
      return intermediates > maxPathLen ? { id: 'path/length-exceeded', certificate: id, role, maxPathLen, intermediates } : 'passed'
    },
  },
]

/** Each path that reached an anchor. */
export const PATH: readonly Rule<Whole>[] = [
  {
    // RFC 5280 6.1.3 (d) to (f), 6.1.4 (a), (b), (h) to (j), 6.1.5, as updated by RFC 9618. Since Go 1.23.
    check: 'policies',
    judges: 'certificate',
    outcome: ({ path }) => {
      const at = invalidPolicyAt(path)
      return at === null ? 'passed' : { id: 'path/policy-invalid', ...memberAt(path, at) }
    },
  },
  {
    // RFC 5280 4.2.1.12, from the anchor down.
    check: 'extended-key-usage',
    judges: 'certificate',
    outcome: ({ path, usages }) => (usages === 'any' ? 'skipped' : nestedUsages(path, usages)),
  },
  {
    // RFC 5280 4.2.1.10, 6.1.3 (b) and (c), 6.1.4 (g).
    check: 'name-constraints',
    judges: 'certificate',
    outcome: ({ path }) => {
      const violation = checkNameConstraints(path)
      if (violation === null) return 'passed'
      const { constrainedBy, ...evidence } = violation
      return { id: 'path/name-constrained', ...memberAt(path, constrainedBy), ...evidence }
    },
  },
]

/** A certificate of a path with its role there. */
const memberAt = (path: readonly Certificate[], at: number): { certificate: number; role: Role } => ({
  certificate: (path[at] as Certificate).id,
  role: at === 0 ? 'end-entity' : at === path.length - 1 ? 'trust-anchor' : 'intermediate',
})

/** The key purposes of RFC 5280 4.2.1.12. */
export const KEY_PURPOSES: Readonly<Record<Usage, string>> = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' }
const ANY_KEY_PURPOSE = '2.5.29.37.0'

/** Go's checkChainForKeyUsage: crosses out what a certificate does not list; the one that crosses out the last is at fault. */
function nestedUsages(path: readonly Certificate[], usages: readonly Usage[]): Outcome {
  let remaining = usages
  for (let at = path.length - 1; at >= 0; at--) {
    const presented = path[at]?.extKeyUsage ?? []
    if (presented.length === 0 || presented.includes(ANY_KEY_PURPOSE)) continue
    const left = remaining.filter((usage) => presented.includes(KEY_PURPOSES[usage]))
    if (left.length === 0) {
      const [expected = 'serverAuth'] = remaining
      return { id: 'path/usage-not-allowed', ...memberAt(path, at), expected, presented }
    }
    remaining = left
  }
  return 'passed'
}
