/** Which certificates may have signed a child: by the name it gives its issuer, by key identifier, by where they were found. */
import { BUDGET } from '../encoding/budget.ts'
import { once, push } from '../encoding/maps.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { comparableName } from './pool.ts'

/** Lists of candidates no longer than that are alike for many children; longer ones stand in the order of each child's own place. */
const SHARED = 16

/** Certificates that may have signed a child, the most plausible first; nearly all children of an authority have the same. */
export class Candidates {
  readonly issuers: readonly Certificate[]
  /** The first issuer of each key. */
  readonly bearers: readonly Certificate[]
  #bearing: { readonly spki: string; readonly ids: readonly CertificateId[] } | null = null

  constructor(issuers: readonly Certificate[]) {
    this.issuers = issuers
    this.bearers = bearersOf(issuers)
  }

  /** Those that bear a key: the same list where it is asked for again. */
  bearing(spki: string): readonly CertificateId[] {
    if (this.#bearing?.spki !== spki)
      this.#bearing = { spki, ids: this.issuers.filter(({ publicKey }) => publicKey.spki === spki).map(({ id }) => id) }
    return this.#bearing.ids
  }
}

function bearersOf(issuers: readonly Certificate[]): readonly Certificate[] {
  if (issuers.length < 2) return issuers
  const keys = new Set<string>()
  const bearers = issuers.filter(({ publicKey: { spki } }) => keys.size < keys.add(spki).size)
  return bearers.length === issuers.length ? issuers : bearers
}

/** Certificates by a key of theirs that is asked for, in the order of their ids; and within each group those of one key identifier. */
class Groups {
  readonly #groups = new Map<string, Certificate[]>()
  readonly #within = new Map<string, Map<string, Certificate[]>>()

  /** `key` of an issuer is what `asked` is of its child. */
  constructor(
    certificates: readonly Certificate[],
    key: (issuer: Certificate) => string | null,
    asked: (child: Certificate) => string | null,
  ) {
    const names = new Set(certificates.map(asked))
    for (const certificate of certificates) {
      const name = key(certificate)
      if (name === null || !names.has(name)) continue
      push(this.#groups, name, certificate)
      if (certificate.subjectKeyId === null) continue
      let within = this.#within.get(name)
      if (within === undefined) this.#within.set(name, (within = new Map()))
      push(within, certificate.subjectKeyId, certificate)
    }
  }

  /** At most so many of a group, the likeliest issuers of a child first: by key identifier, then by where they were found, since an issuer lies beside what it signed. */
  nearest(child: Certificate, name: string | null, most: number): readonly Certificate[] {
    const group = name === null ? undefined : this.#groups.get(name)
    if (name === null || group === undefined || group.length < 2) return group ?? []
    const fitting = child.authorityKeyId === null ? [] : (this.#within.get(name)?.get(child.authorityKeyId) ?? [])
    const found: Certificate[] = []
    around(fitting, child.id, most, found)
    around(group, child.id, most, found)
    return found
  }
}

/** Adds the certificates nearest to an id, nearest first, until there are so many; they are in the order of their ids. */
function around(certificates: readonly Certificate[], id: CertificateId, most: number, found: Certificate[]): void {
  let [low, high] = [0, certificates.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((certificates[middle] as Certificate).id < id) low = middle + 1
    else high = middle
  }
  const known = found.length
  let before = low - 1
  for (let after = low; found.length < most; ) {
    const [a, b] = [certificates[before], certificates[after]]
    if (a === undefined && b === undefined) break
    const isBefore = b === undefined || (a !== undefined && id - a.id <= b.id - id)
    const next = (isBefore ? a : b) as Certificate
    if (isBefore) before--
    else after++
    if (known === 0 || found.lastIndexOf(next, known - 1) < 0) found.push(next)
  }
}

/**
 * Candidate issuers of a child: those that bear its issuer's name octet by octet, and behind them, as hints for the explanation, those whose
 * name reads the same or whose key identifier fits.
 */
export function candidateIssuers(certificates: readonly Certificate[]): (child: Certificate) => Candidates {
  const readings = new Map<string, string>()
  const nameOf = ({ issuer }: Certificate): string => issuer.der
  const readingOf = ({ issuer }: Certificate): string => once(readings, issuer.der, () => comparableName(issuer))
  const keyIdOf = ({ authorityKeyId }: Certificate): string | null => authorityKeyId
  const bySubject = new Groups(certificates, ({ subject }) => subject.der, nameOf)
  const byReading = new Groups(certificates, ({ subject }) => comparableName(subject), readingOf)
  const byKeyId = new Groups(certificates, ({ subjectKeyId }) => subjectKeyId, keyIdOf)
  const known = new Map<string, Candidates>()
  return (child) => {
    const named = bySubject.nearest(child, nameOf(child), BUDGET.candidateIssuers)
    const hints = [
      byKeyId.nearest(child, keyIdOf(child), BUDGET.hintedIssuers),
      byReading.nearest(child, readingOf(child), BUDGET.hintedIssuers),
    ]
    // Nearly always they are among those named so.
    const all = hints.every((few) => few.every((one) => named.includes(one))) ? named : [...new Set([...named, ...hints.flat()])]
    return all.length > SHARED ? new Candidates(all) : once(known, all.map(({ id }) => id).join(), () => new Candidates(all))
  }
}
