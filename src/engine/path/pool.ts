/** A set of certificates in which issuers are looked for: crypto/x509.CertPool. */
import { push } from '../encoding/maps.ts'
import type { Certificate, CertificateId, Name } from '../x509/certificate.ts'

export interface Pool {
  /** In the order given, each once. */
  readonly certificates: readonly Certificate[]
  has(id: CertificateId): boolean
  /** Certificates whose subject is the child's issuer byte for byte (RFC 5280 section 6.1.3 (a)(4)), most plausible first. */
  candidates(child: Certificate): readonly Certificate[]
}

const EMPTY: Pool = { certificates: [], has: () => false, candidates: () => [] }

/** Go's AddCert for each id: a certificate added twice is kept once. */
export function newPool(ids: readonly CertificateId[], certificate: (id: CertificateId) => Certificate): Pool {
  if (ids.length === 0) return EMPTY
  const [only] = ids
  if (ids.length === 1 && only !== undefined) return poolOfOne(certificate(only))
  const members = new Set(ids)
  const certificates = [...members].map(certificate)
  const bySubject = new Map<string, Certificate[]>()
  for (const member of certificates) {
    push(bySubject, member.subject.der, member)
  }
  return {
    certificates,
    has: (id) => members.has(id),
    candidates: (child) => plausibleFirst(child, bySubject.get(child.issuer.der) ?? []),
  }
}

/** As most bundles are. */
function poolOfOne(only: Certificate): Pool {
  const certificates = [only]
  return {
    certificates,
    has: (id) => id === only.id,
    candidates: ({ issuer }) => (issuer.der === only.subject.der ? certificates : EMPTY.certificates),
  }
}

/** How the authority key identifier compares with the candidate's subject key identifier. It orders candidates and never excludes one. */
export type KeyIdentifierMatch = 'equal' | 'one-absent' | 'differs'
export function compareKeyIdentifiers(child: Certificate, issuer: Certificate): KeyIdentifierMatch {
  const wanted = child.authorityKeyId ?? ''
  const offered = issuer.subjectKeyId ?? ''
  if (wanted === offered) return 'equal'
  return wanted === '' || offered === '' ? 'one-absent' : 'differs'
}

const ORDER: Readonly<Record<KeyIdentifierMatch, number>> = { equal: 0, 'one-absent': 1, differs: 2 }
/** The order of Go's findPotentialParents; within one class the order of the pool. */
const plausibleFirst = (child: Certificate, candidates: readonly Certificate[]): readonly Certificate[] =>
  candidates.length < 2
    ? candidates
    : candidates.toSorted((a, b) => ORDER[compareKeyIdentifiers(child, a)] - ORDER[compareKeyIdentifiers(child, b)])

/**
 * A name as RFC 5280 section 7.1 would compare it: string types, case and spacing set aside. Go does not compare so; two names that are
 * equal here and differ in their bytes are the classic trap, and worth a word.
 */
export const comparableName = (name: Name): string =>
  name.attributes
    .map(({ oid, value, rdn }) => `${rdn} ${oid}=${value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()}`)
    .join('\n')
