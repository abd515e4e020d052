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
interface Question {
  readonly child: Certificate
  /** Most plausible first. */
  readonly issuers: readonly Certificate[]
  /** Their keys, each once. */
  readonly keys: readonly PublicKey[]
  /** By SPKI. */
  readonly answers: Map<string, SignatureAnswer>
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
  const questions = certificates.map((child): Question => {
    const issuers = candidates(child)
    return { child, issuers, keys: distinctKeys(issuers), answers: new Map() }
  })
  const purse: Purse = { signatureCost: BUDGET.signatureCost, guessCost: BUDGET.guessCost }
  const total = questions.length
  // End entities first: they are what is presented, and who signed an authority is asked only where it stands between.
  const inOrder = [...questions.filter(({ child }) => !child.isCA), ...questions.filter(({ child }) => child.isCA)]
  // All ask their likeliest key before anyone asks a second, and so on: what is left of the budget is shared.
  for (const [from, below, paidBy] of STAGES) {
    for (let at = 0; at < total && purse[paidBy] > 0; at += NEIGHBOURS) {
      let open: readonly Question[] = inOrder.slice(at, at + NEIGHBOURS)
      for (let round = from; round < below && open.length > 0; round++) {
        open = open.filter(({ keys, answers }) => round < keys.length && answers.size < keys.length)
        for (let first = 0; first < open.length; first += AT_ONCE) {
          signal?.throwIfAborted()
          await Promise.all(open.slice(first, first + AT_ONCE).map((question) => ask(question, round, verify, purse, paidBy)))
          if (round === 0) onProgress?.(Math.min(at + first + AT_ONCE, total), total)
        }
      }
    }
  }
  const unasked = questions.find(({ keys, answers }) => answers.size < keys.length)?.child.id ?? null
  return { ...signaturesOf(certificates, questions), unasked }
}

/** A key that costs more than is left is not asked, and has no answer; a cheaper one still is. */
async function ask({ child, keys, answers }: Question, round: number, verify: Verify, purse: Purse, by: keyof Purse): Promise<void> {
  const key = keys[round] as PublicKey
  const cost = verifyCost(key)
  const paidBy = cost > BUDGET.dearSignature ? 'guessCost' : by
  if (cost > purse[paidBy]) return
  purse[paidBy] -= cost
  const answer = await verify(child, key)
  if (key.algorithm === 'Ed25519' && answer === 'invalid') purse[paidBy] -= ED25519_AGAIN
  answers.set(key.spki, answer)
  if (answer === 'valid') for (const other of keys.slice(round + 1)) answers.set(other.spki, 'invalid')
}

function distinctKeys(issuers: readonly Certificate[]): PublicKey[] {
  const keys = new Map<string, PublicKey>()
  for (const { publicKey } of issuers) if (!keys.has(publicKey.spki)) keys.set(publicKey.spki, publicKey)
  return [...keys.values()]
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
    const found = around(fitting, child.id, most)
    if (found.length === most) return found
    const others = around(group, child.id, most + found.length)
    return [...found, ...others.filter((one) => !found.includes(one))].slice(0, most)
  }
}

/** The certificates nearest to an id, nearest first; they are in the order of their ids. */
function around(certificates: readonly Certificate[], id: CertificateId, most: number): Certificate[] {
  let [low, high] = [0, certificates.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((certificates[middle] as Certificate).id < id) low = middle + 1
    else high = middle
  }
  const found: Certificate[] = []
  let before = low - 1
  for (let after = low; found.length < most; ) {
    const [a, b] = [certificates[before], certificates[after]]
    if (a === undefined && b === undefined) break
    if (b === undefined || (a !== undefined && id - a.id <= b.id - id)) {
      found.push(a as Certificate)
      before--
    } else {
      found.push(b)
      after++
    }
  }
  return found
}

/**
 * Candidate issuers of a child: those that bear its issuer's name octet by octet, and behind them, as hints for the explanation, those whose
 * name reads the same or whose key identifier fits.
 */
function candidateIssuers(certificates: readonly Certificate[]): (child: Certificate) => readonly Certificate[] {
  const bySubject = new Groups(certificates, ({ subject }) => subject.der)
  const byReading = new Groups(certificates, ({ subject }) => comparableName(subject))
  const byKeyId = new Groups(certificates, ({ subjectKeyId }) => subjectKeyId)
  return (child) => [
    ...bySubject.nearest(child, child.issuer.der, BUDGET.candidateIssuers),
    ...byKeyId.nearest(child, child.authorityKeyId, BUDGET.hintedIssuers),
    ...byReading.nearest(child, comparableName(child.issuer), BUDGET.hintedIssuers),
  ]
}

function signaturesOf(certificates: readonly Certificate[], questions: readonly Question[]): Signatures {
  const check = (child: CertificateId, issuer: CertificateId): SignatureAnswer | null =>
    questions[child]?.answers.get(certificates[issuer]?.publicKey.spki ?? '') ?? null
  return {
    check,
    signers: (child) => {
      const signed = (questions[child]?.issuers ?? []).filter(({ id }) => ['valid', 'insecure'].includes(check(child, id) ?? ''))
      return [...new Set(signed.map(({ id }) => id))]
    },
  }
}
