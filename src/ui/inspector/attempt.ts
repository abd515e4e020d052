/** Which of the ways tried is drawn, and what the others say about each candidate issuer. */
import type { Attempt, Check, Link, PathSearch } from '../../engine/path/fault.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'

/** The accepted way, else the one that came nearest: most links, most checks passed. */
export function shownAttempt(search: PathSearch | null): Attempt | null {
  if (!search) return null
  const accepted = search.attempts.find((a) => a.fault === null)
  if (accepted) return accepted
  const [headline] = search.faults
  const passed = (a: Attempt) => a.links.reduce((n, link) => n + link.checks.filter((c) => c.result === 'passed').length, 0)
  const score = (a: Attempt) => (a.fault?.id === headline?.id ? 1000 : 0) + a.links.length * 10 + passed(a)
  return [...search.attempts].sort((a, b) => score(b) - score(a))[0] ?? null
}

export interface Candidate {
  readonly issuer: CertificateId
  readonly outcome: 'accepted' | 'refused' | 'not-trusted' | 'not-asked'
  /** The check that refused it, null where it verifies but is not trusted, or is accepted. */
  readonly failed: Check | null
  readonly differs: boolean
}
/** Every issuer that was tried for the end entity, and signers that are not trusted; nearest to success first. */
export function candidatesOf(
  search: PathSearch | null,
  leaf: CertificateId,
  signers: readonly CertificateId[],
  trusted: CertificateId | null = null,
  checked = true,
): readonly Candidate[] {
  const found = new Map<CertificateId, Candidate>()
  for (const attempt of search?.attempts ?? []) {
    for (const link of attempt.links) {
      if (link.certificate !== leaf || link.issuer === null || link.issuer === leaf) continue
      const own = link.checks.filter(
        (c) =>
          c.check === 'issuer-name' ||
          c.check === 'signature' ||
          c.check === 'ca' ||
          c.check === 'key-usage' ||
          c.check === 'key-identifier',
      )
      const failed = own.find((c) => c.result === 'failed') ?? null
      const accepted = attempt.fault === null
      const before = found.get(link.issuer)
      if (before && before.outcome === 'accepted') continue
      found.set(link.issuer, {
        issuer: link.issuer,
        outcome: accepted ? 'accepted' : 'refused',
        failed: failed ?? later(attempt, link),
        differs: link.checks.some((c) => c.result === 'hint-differs'),
      })
    }
  }
  if (trusted !== null && trusted !== leaf && found.get(trusted)?.outcome !== 'accepted')
    found.set(trusted, { issuer: trusted, outcome: 'accepted', failed: null, differs: false })
  for (const signer of signers)
    if (signer !== leaf && !found.has(signer))
      found.set(signer, { issuer: signer, outcome: checked ? 'not-trusted' : 'not-asked', failed: null, differs: false })
  const rank = { accepted: 0, 'not-trusted': 1, 'not-asked': 1, refused: 2 }
  return [...found.values()].sort((a, b) => rank[a.outcome] - rank[b.outcome])
}
const later = (attempt: Attempt, link: Link): Check | null => {
  for (const other of attempt.links) {
    const failed = other.checks.find((c) => c.result === 'failed')
    if (failed) return failed
  }
  return link.checks.find((c) => c.result === 'failed') ?? null
}
