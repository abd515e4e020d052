/** Every signature of a drop, verified once: which pairs of child and issuer are worth asking, and the answers for `path/`. */
import type { Certificate, CertificateId, PublicKey } from '../x509/certificate.ts'
import type { SignatureAnswer, Signatures } from './signatures.ts'

/** Verifies one signature; `x509/signature.ts`, or a pool of workers that calls it. */
export type Verify = (child: Certificate, issuerKey: PublicKey) => Promise<SignatureAnswer>

/** Issuers of one name asked for one child: Go stops at 100 signature checks a search (x509.maxChainSignatureChecks); hints come on top. */
const CANDIDATES = 128
/** Signatures verified at the same time: enough to keep WebCrypto's threads busy, few enough to keep memory flat. */
const AT_ONCE = 256

interface Tables {
  readonly bySubject: ReadonlyMap<string, readonly Certificate[]>
  readonly byText: ReadonlyMap<string, readonly Certificate[]>
  readonly byKeyId: ReadonlyMap<string, readonly Certificate[]>
}
const group = (certificates: readonly Certificate[], key: (certificate: Certificate) => string | null): Map<string, Certificate[]> => {
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
 * Candidate issuers of `child`: those that bear its issuer's name byte for byte, and, as hints for the explanation, those whose name reads the
 * same or whose key identifier fits. One of each key is asked; the nearest come first.
 */
function candidates(child: Certificate, { bySubject, byText, byKeyId }: Tables): readonly Certificate[] {
  const named = bySubject.get(child.issuer.der) ?? []
  const hints = [
    ...(byText.get(child.issuer.text.toLowerCase()) ?? []),
    ...(child.authorityKeyId === null ? [] : (byKeyId.get(child.authorityKeyId) ?? [])),
  ]
  const near = (issuer: Certificate) =>
    issuer.id === child.id ? 0 : child.authorityKeyId !== null && issuer.subjectKeyId === child.authorityKeyId ? 1 : 2
  const ordered = named.length < 2 ? named : named.toSorted((a, b) => near(a) - near(b))
  return [...ordered.slice(0, CANDIDATES), ...hints.slice(0, CANDIDATES)]
}

/** Asks every pair once per key. The answers hold for all certificates that share the key. */
export async function verifySignatures(
  certificates: readonly Certificate[],
  verify: Verify,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Signatures> {
  const tables: Tables = {
    bySubject: group(certificates, ({ subject }) => subject.der),
    byText: group(certificates, ({ subject }) => subject.text.toLowerCase()),
    byKeyId: group(certificates, ({ subjectKeyId }) => subjectKeyId),
  }
  const answers: Map<string, SignatureAnswer>[] = certificates.map(() => new Map())
  const jobs: { readonly child: Certificate; readonly key: PublicKey }[] = []
  for (const child of certificates) {
    const asked = answers[child.id]!
    for (const { publicKey } of candidates(child, tables)) {
      if (asked.has(publicKey.spki)) continue
      asked.set(publicKey.spki, 'unsupported')
      jobs.push({ child, key: publicKey })
    }
  }
  for (let at = 0; at < jobs.length; at += AT_ONCE) {
    signal?.throwIfAborted()
    await Promise.all(
      jobs.slice(at, at + AT_ONCE).map(async ({ child, key }) => void answers[child.id]!.set(key.spki, await verify(child, key))),
    )
    onProgress?.(Math.min(at + AT_ONCE, jobs.length), jobs.length)
  }
  return signaturesOf(certificates, answers, tables)
}

function signaturesOf(
  certificates: readonly Certificate[],
  answers: readonly ReadonlyMap<string, SignatureAnswer>[],
  tables: Tables,
): Signatures {
  const check = (child: CertificateId, issuer: CertificateId): SignatureAnswer | null =>
    answers[child]?.get(certificates[issuer]?.publicKey.spki ?? '') ?? null
  const signed = (answer: SignatureAnswer | null) => answer === 'valid' || answer === 'insecure'
  return {
    check,
    signers: (child) => {
      const certificate = certificates[child]
      if (certificate === undefined) return []
      const found = new Set(
        candidates(certificate, tables)
          .filter((issuer) => signed(check(child, issuer.id)))
          .map(({ id }) => id),
      )
      return [...found]
    },
  }
}
