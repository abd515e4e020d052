/** Every signature of a drop, verified once: which pairs of child and issuer are worth asking, and the answers for `build.ts`. */
import { push } from '../encoding/maps.ts'
import { BUDGET } from '../encoding/budget.ts'
import type { Arithmetic } from '../x509/arithmetic.ts'
import type { Certificate, CertificateId, PublicKey } from '../x509/certificate.ts'
import { ED25519_AGAIN, verifyCost } from '../x509/signature-cost.ts'
import { comparableName } from './pool.ts'
import type { SignatureAnswer, Signatures } from './signatures.ts'

export type Verify = Arithmetic['verify']

/** Signatures verified at the same time: enough to keep WebCrypto's threads busy, few enough to keep memory flat. */
const AT_ONCE = 256
/** Children asked together until they are done with a stage: they ask the same keys, of which `signature.ts` holds twice as many imported. */
const NEIGHBOURS = 2048
/** Rounds of asking: from which key on and below which, and what pays for it. */
const STAGES = [
  [0, 1, 'signatureCost'],
  [1, 2, 'signatureCost'],
  [2, 8, 'guessCost'],
  [8, Number.POSITIVE_INFINITY, 'guessCost'],
] as const
type Purse = Record<'signatureCost' | 'guessCost', number>

/** One child, the keys it may have been signed with, and what they answered. */
class Question {
  readonly child: Certificate
  /** Most plausible first. */
  readonly #issuers: readonly Certificate[]
  /** The first issuer of each key. */
  readonly #bearers: readonly Certificate[]
  /** In the order of the keys; null of one that was not asked. Nearly every child has one. */
  #answers: (SignatureAnswer | null)[] = []
  /** One of them signed it: those behind it did not. */
  #signed = false

  constructor(child: Certificate, issuers: readonly Certificate[]) {
    this.child = child
    this.#issuers = issuers
    this.#bearers = bearersOf(issuers)
  }

  /** The key to ask in a round; null where nothing is left to ask. */
  key(round: number): PublicKey | null {
    return this.#signed ? null : (this.#bearers[round]?.publicKey ?? null)
  }
  take(round: number, answer: SignatureAnswer): void {
    if (round === 0) this.#answers = [answer]
    else {
      while (this.#answers.length < round) this.#answers.push(null)
      this.#answers.push(answer)
    }
    this.#signed = answer === 'valid'
  }
  get settled(): boolean {
    return !this.#answers.includes(null) && (this.#signed || this.#answers.length === this.#bearers.length)
  }
  answerOf(spki: string): SignatureAnswer | null {
    const place = this.#bearers.findIndex(({ publicKey }) => publicKey.spki === spki)
    return place < 0 ? null : place < this.#answers.length ? (this.#answers[place] ?? null) : this.#signed ? 'invalid' : null
  }
  get signers(): CertificateId[] {
    const keys = this.#answers.flatMap((answer, i) => (SIGNED.has(answer) ? [this.#bearers[i]?.publicKey.spki] : []))
    return this.#issuers.filter(({ publicKey }) => keys.includes(publicKey.spki)).map(({ id }) => id)
  }
}
const SIGNED: ReadonlySet<SignatureAnswer | null> = new Set(['valid', 'insecure'] as const)

function bearersOf(issuers: readonly Certificate[]): readonly Certificate[] {
  if (issuers.length < 2) return issuers
  const keys = new Set<string>()
  const bearers = issuers.filter(({ publicKey: { spki } }) => keys.size < keys.add(spki).size)
  return bearers.length === issuers.length ? issuers : bearers
}

/**
 * `certificates` are indexed by id. Each child asks its candidate keys one by one until one answers `valid`: a signature has one key, so the
 * keys behind it are `invalid` unasked. A thousand clusters whose CAs are all named `kubernetes` cost one verification a certificate that way.
 * `unasked` is the first child that the budget left with a key it did not ask.
 */
export async function verifySignatures(
  certificates: readonly Certificate[],
  verify: Verify,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Signatures & { readonly unasked: CertificateId | null }> {
  const candidates = candidateIssuers(certificates)
  const questions = certificates.map((child) => new Question(child, candidates(child)))
  const purse: Purse = { signatureCost: BUDGET.signatureCost, guessCost: BUDGET.guessCost }
  const total = questions.length
  // End entities first: they are what is presented, and who signed an authority is asked only where it stands between.
  const inOrder = [...questions.filter(({ child }) => !child.isCA), ...questions.filter(({ child }) => child.isCA)]
  // All ask their likeliest key before anyone asks a second, and so on: what is left of the budget is shared.
  for (const [from, below, paidBy] of STAGES) {
    for (let at = 0; at < total && purse[paidBy] > 0; at += NEIGHBOURS) {
      let open: readonly Question[] = inOrder.slice(at, at + NEIGHBOURS)
      for (let round = from; round < below && open.length > 0; round++) {
        open = open.filter((question) => question.key(round) !== null)
        for (let first = 0; first < open.length; first += AT_ONCE) {
          signal?.throwIfAborted()
          await Promise.all(open.slice(first, first + AT_ONCE).map((question) => ask(question, round, verify, purse, paidBy)))
          if (round === 0) onProgress?.(Math.min(at + first + AT_ONCE, total), total)
        }
      }
    }
  }
  const unasked = questions.find(({ settled }) => !settled)?.child.id ?? null
  return { ...signaturesOf(certificates, questions), unasked }
}

/** A key that costs more than is left is not asked, and has no answer; a cheaper one still is. */
async function ask(question: Question, round: number, verify: Verify, purse: Purse, by: keyof Purse): Promise<void> {
  const key = question.key(round) as PublicKey
  const cost = verifyCost(key)
  const paidBy = cost > BUDGET.dearSignature ? 'guessCost' : by
  if (cost > purse[paidBy]) return
  purse[paidBy] -= cost
  const answer = await verify(question.child, key)
  if (key.algorithm === 'Ed25519' && answer === 'invalid') purse[paidBy] -= ED25519_AGAIN
  question.take(round, answer)
}

/** Certificates by a key of theirs, in the order of their ids; and within each group those of one key identifier. */
class Groups {
  readonly #groups = new Map<string, Certificate[]>()
  readonly #within = new Map<string, Map<string, Certificate[]>>()

  constructor(certificates: readonly Certificate[], key: (certificate: Certificate) => string | null) {
    for (const certificate of certificates) {
      const name = key(certificate)
      if (name === null) continue
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
function candidateIssuers(certificates: readonly Certificate[]): (child: Certificate) => readonly Certificate[] {
  const bySubject = new Groups(certificates, ({ subject }) => subject.der)
  const byReading = new Groups(certificates, ({ subject }) => comparableName(subject))
  const byKeyId = new Groups(certificates, ({ subjectKeyId }) => subjectKeyId)
  return (child) => {
    const named = bySubject.nearest(child, child.issuer.der, BUDGET.candidateIssuers)
    const hints = [
      byKeyId.nearest(child, child.authorityKeyId, BUDGET.hintedIssuers),
      byReading.nearest(child, comparableName(child.issuer), BUDGET.hintedIssuers),
    ]
    // Nearly always they are among those named so.
    return hints.every((few) => few.every((one) => named.includes(one))) ? named : [...new Set([...named, ...hints.flat()])]
  }
}

const signaturesOf = (certificates: readonly Certificate[], questions: readonly Question[]): Signatures => ({
  check: (child, issuer) => questions[child]?.answerOf(certificates[issuer]?.publicKey.spki ?? '') ?? null,
  signers: (child) => questions[child]?.signers ?? [],
})
