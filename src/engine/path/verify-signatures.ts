/** Every signature of a drop, verified once: which pairs of child and issuer are worth asking, and the answers for `build.ts`. */
import { BUDGET } from '../encoding/budget.ts'
import type { Arithmetic } from '../x509/arithmetic.ts'
import type { Certificate, CertificateId, PublicKey } from '../x509/certificate.ts'
import { ED25519_AGAIN, verifyCost } from '../x509/signature-cost.ts'
import { candidateIssuers, type Candidates } from './candidates.ts'
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
  readonly #candidates: Candidates
  /** In the order of the keys; null of one that was not asked. Nearly every child has one. */
  #answers: (SignatureAnswer | null)[] = []
  /** One of them signed it: those behind it did not. */
  #signed = false

  constructor(child: Certificate, candidates: Candidates) {
    this.child = child
    this.#candidates = candidates
  }

  /** The key to ask in a round; null where nothing is left to ask. */
  key(round: number): PublicKey | null {
    return this.#signed ? null : (this.#candidates.bearers[round]?.publicKey ?? null)
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
    return !this.#answers.includes(null) && (this.#signed || this.#answers.length === this.#candidates.bearers.length)
  }
  answerOf(spki: string): SignatureAnswer | null {
    const place = this.#candidates.bearers.findIndex(({ publicKey }) => publicKey.spki === spki)
    return place < 0 ? null : place < this.#answers.length ? (this.#answers[place] ?? null) : this.#signed ? 'invalid' : null
  }
  get signers(): readonly CertificateId[] {
    const { issuers, bearers } = this.#candidates
    const keys = this.#answers.flatMap((answer, i) => (SIGNED.has(answer) ? [bearers[i]!.publicKey.spki] : []))
    const [key] = keys
    if (key === undefined) return NONE
    return keys.length === 1
      ? this.#candidates.bearing(key)
      : issuers.filter(({ publicKey }) => keys.includes(publicKey.spki)).map(({ id }) => id)
  }
}
const SIGNED: ReadonlySet<SignatureAnswer | null> = new Set(['valid', 'insecure'] as const)
const NONE: readonly CertificateId[] = []

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

const signaturesOf = (certificates: readonly Certificate[], questions: readonly Question[]): Signatures => ({
  check: (child, issuer) => questions[child]?.answerOf(certificates[issuer]?.publicKey.spki ?? '') ?? null,
  signers: (child) => questions[child]?.signers ?? [],
})
