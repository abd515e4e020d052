/** Every signature of a drop, verified once: which pairs of child and issuer are worth asking, and the answers for `build.ts`. */
import { BUDGET } from '../encoding/budget.ts'
import type { Certificate, CertificateId, PublicKey } from '../x509/certificate.ts'
import { comparableName } from './pool.ts'
import type { SignatureAnswer, Signatures } from './signatures.ts'

/** Verifies one signature; `x509/signature.ts`, or a pool of workers that calls it. */
export type Verify = (child: Certificate, issuerKey: PublicKey) => Promise<SignatureAnswer>

/** Signatures verified at the same time: enough to keep WebCrypto's threads busy, few enough to keep memory flat. */
const AT_ONCE = 256

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
 */
export async function verifySignatures(
  certificates: readonly Certificate[],
  verify: Verify,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Signatures> {
  const candidates = candidateIssuers(certificates)
  const questions = certificates.map((child): Question => {
    const issuers = candidates(child)
    return { child, issuers, keys: distinctKeys(issuers), answers: new Map() }
  })
  let open = questions
  let left: number = BUDGET.signatureChecks
  for (let round = 0; open.length > 0 && left > 0; round++) {
    open = open.filter(({ keys }) => round < keys.length).slice(0, left)
    left -= open.length
    for (let at = 0; at < open.length; at += AT_ONCE) {
      signal?.throwIfAborted()
      await Promise.all(open.slice(at, at + AT_ONCE).map((question) => ask(question, round, verify)))
      if (round === 0) onProgress?.(Math.min(at + AT_ONCE, open.length), open.length)
    }
    open = open.filter(({ keys, answers }) => answers.size < keys.length)
  }
  return signaturesOf(certificates, questions)
}

async function ask({ child, keys, answers }: Question, round: number, verify: Verify): Promise<void> {
  const key = keys[round] as PublicKey
  const answer = await verify(child, key)
  answers.set(key.spki, answer)
  if (answer === 'valid') for (const other of keys.slice(round + 1)) answers.set(other.spki, 'invalid')
}

function distinctKeys(issuers: readonly Certificate[]): PublicKey[] {
  const keys = new Map<string, PublicKey>()
  for (const { publicKey } of issuers) if (!keys.has(publicKey.spki)) keys.set(publicKey.spki, publicKey)
  return [...keys.values()]
}

function groupBy(certificates: readonly Certificate[], key: (certificate: Certificate) => string | null): Map<string, Certificate[]> {
  const groups = new Map<string, Certificate[]>()
  for (const certificate of certificates) {
    const name = key(certificate)
    if (name === null) continue
    const same = groups.get(name)
    if (same === undefined) groups.set(name, [certificate])
    else same.push(certificate)
  }
  return groups
}

/**
 * Candidate issuers of a child: those that bear its issuer's name octet by octet, and behind them, as hints for the explanation, those whose
 * name reads the same or whose key identifier fits. The nearest come first: by key identifier, then by where they were found, since an issuer
 * lies beside what it signed.
 */
function candidateIssuers(certificates: readonly Certificate[]): (child: Certificate) => readonly Certificate[] {
  const bySubject = groupBy(certificates, ({ subject }) => subject.der)
  const byReading = groupBy(certificates, ({ subject }) => comparableName(subject))
  const byKeyId = groupBy(certificates, ({ subjectKeyId }) => subjectKeyId)
  const nearest = (child: Certificate, issuers: readonly Certificate[], most: number): readonly Certificate[] => {
    if (issuers.length < 2) return issuers
    const fits = ({ subjectKeyId }: Certificate): number => (child.authorityKeyId !== null && subjectKeyId === child.authorityKeyId ? 0 : 1)
    return issuers.toSorted((a, b) => fits(a) - fits(b) || Math.abs(a.id - child.id) - Math.abs(b.id - child.id)).slice(0, most)
  }
  return (child) => {
    const named = nearest(child, bySubject.get(child.issuer.der) ?? [], BUDGET.candidateIssuers)
    const fitting = child.authorityKeyId === null ? [] : (byKeyId.get(child.authorityKeyId) ?? [])
    const alike = byReading.get(comparableName(child.issuer)) ?? []
    return [...named, ...nearest(child, fitting, BUDGET.hintedIssuers), ...nearest(child, alike, BUDGET.hintedIssuers)]
  }
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
