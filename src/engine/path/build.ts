/**
 * Certification path building (RFC 4158) as Go 1.26 does it: from the end entity upward, trust anchors before intermediates, depth first,
 * every path to its end. A verifier stops at the first reason; this one keeps them all, and what Go would have said first.
 */
import { BUDGET } from '../encoding/budget.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { type EndEntity, END_ENTITY, ISSUER, PATH, type Rule, type Step } from './check.ts'
import { type Attempt, type Check, type Link, type PathFault, type PathSearch, RANK, type Role, type Usage } from './fault.ts'
import { type GoError, goError, noValidChains, SIGNATURE_LIMIT, unknownAuthority } from './log.ts'
import { comparableName, newPool, type Pool } from './pool.ts'
import type { Signatures } from './signatures.ts'

export interface PathQuery {
  /** Indexed by `CertificateId`. Equal certificates have equal ids. */
  readonly certificates: readonly Certificate[]
  readonly signatures: Signatures
  readonly leaf: CertificateId
  readonly intermediates: readonly CertificateId[]
  readonly anchors: readonly CertificateId[]
  /** Of a list any one is enough. */
  readonly usage: Usage | readonly Usage[] | 'any'
  /** DNS name or IP address dialled; null: none is checked. */
  readonly name: string | null
  /** Unix seconds. */
  readonly at: number
  /** Keep every attempt with every check made. */
  readonly attempts?: boolean
}

/** Never throws; bounded as Go's search is (`BUDGET.chainSignatureChecks`). */
export const searchPaths = (query: PathQuery): PathSearch => new Search(query).run()

/** The answer for an end entity that would be accepted were it not for its own validity, which nothing else of a search depends on. */
export function untimely(leaf: Certificate, at: number): PathSearch {
  const faults = allFaults(END_ENTITY, { certificate: leaf, role: 'end-entity', name: null, at })
  const refusal = goError(faults[0] as PathFault, () => leaf)
  return { ok: false, paths: [], faults, ...refusal, culprit: leaf.id, until: null, attempts: [] }
}

interface Found {
  readonly paths: readonly (readonly Certificate[])[]
  /** What Go's buildChains returns as its error, null where it found a path. */
  readonly error: GoError | null
}

class Search {
  readonly #query: PathQuery
  readonly #anchors: Pool
  readonly #intermediates: Pool
  readonly #faults: PathFault[] = []
  readonly #attempts: Attempt[] = []
  #signatureChecks = 0

  constructor(query: PathQuery) {
    this.#query = query
    this.#anchors = newPool(query.anchors, this.#certificate)
    this.#intermediates = newPool(query.intermediates, this.#certificate)
  }

  readonly #certificate = (id: CertificateId): Certificate => this.#query.certificates[id] as Certificate

  /** Go's Certificate.Verify, except that it does not stop at the faults of the end entity. */
  run(): PathSearch {
    const { leaf: id, name, at } = this.#query
    const leaf = this.#certificate(id)
    const entity: EndEntity = { certificate: leaf, role: 'end-entity', name, at }
    const { checks, faults } = this.#query.attempts ? applyAll(END_ENTITY, entity) : { checks: [], faults: allFaults(END_ENTITY, entity) }
    const link: Link = { certificate: id, role: 'end-entity', issuer: null, checks }

    const built: Found = this.#anchors.has(id) ? { paths: [[leaf]], error: null } : this.#extend([leaf], this.#query.attempts ? [link] : [])
    const { accepted, error } = this.#judgePaths(built.paths, link)
    const found = accepted.length > 0 ? faults : [...faults, ...this.#faults]
    if (found.length === 0) return { ...ACCEPTED, paths: accepted.map(idsOf), until: this.#until(accepted), attempts: this.#attempts }

    const ranked = rank(found)
    const refusal = faults[0] === undefined ? (built.error ?? error ?? SIGNATURE_LIMIT) : goError(faults[0], this.#certificate)
    return {
      ok: false,
      paths: [],
      faults: ranked,
      ...refusal,
      culprit: this.#culprit(ranked[0] as PathFault),
      until: null,
      attempts: this.#attempts,
    }
  }

  /** Go's buildChains: all paths that begin with this one, or why there are none. */
  #extend(path: readonly Certificate[], links: readonly Link[]): Found {
    const child = path.at(-1) as Certificate
    const paths: (readonly Certificate[])[] = []
    let hint: { readonly error: GoError; readonly candidate: Certificate } | null = null
    // Of the candidates that signed and were refused nevertheless, or led nowhere, Go reports the last.
    let error: GoError | null = null
    let tried = 0
    for (const [pool, role] of [
      [this.#anchors, 'trust-anchor'],
      [this.#intermediates, 'intermediate'],
    ] as const) {
      for (const candidate of pool.candidates(child)) {
        if (++this.#signatureChecks > BUDGET.chainSignatureChecks) {
          this.#refuse(links, { id: 'path/budget-exhausted', limit: BUDGET.chainSignatureChecks, what: 'signature-checks' })
          return { paths, error: paths.length > 0 ? null : SIGNATURE_LIMIT }
        }
        if (alreadyInPath(candidate, path)) continue
        tried++
        const { fault, steps } = this.#judge(path, candidate, role, links)
        // Without a key there is nothing to check a signature with: Go passes over such a candidate in silence.
        if (fault !== null && candidate.publicKey.algorithm === 'unknown') continue
        if (fault !== null) {
          const refused = goError(fault, this.#certificate)
          hint ??= { error: refused, candidate }
          if (!SIGNATURE_FAULTS.has(fault.id) && !(fault.id === 'path/not-a-ca' && fault.why !== 'version')) error = refused
          continue
        }
        if (role === 'trust-anchor') {
          paths.push([...path, candidate])
          error = null
          continue
        }
        const above = this.#extend([...path, candidate], steps)
        paths.push(...above.paths)
        error = above.error
        if (error === SIGNATURE_LIMIT) return { paths, error: paths.length > 0 ? null : error }
      }
    }
    if (tried === 0) this.#deadEnd(path, links)
    return { paths, error: paths.length > 0 ? null : (error ?? unknownAuthority(hint)) }
  }

  /** One candidate issuer. `steps` are the links up to and including the candidate, where they are asked for. */
  #judge(
    path: readonly Certificate[],
    candidate: Certificate,
    role: Step['role'],
    links: readonly Link[],
  ): { readonly fault: PathFault | null; readonly steps: readonly Link[] } {
    const { at, signatures } = this.#query
    const child = path.at(-1) as Certificate
    const step: Step = { certificate: candidate, role, at, child, childRole: roleOf(path), intermediates: path.length - 1, signatures }
    if (!this.#query.attempts) {
      const fault = firstFault(ISSUER, step)
      if (fault !== null) this.#faults.push(fault)
      return { fault, steps: [] }
    }
    const { fault, checks } = applyInOrder(ISSUER, step)
    const below = links.at(-1) as Link
    const steps: Link[] = [...links.slice(0, -1), { ...below, issuer: candidate.id, checks: [...below.checks, ...checks.child] }]
    const judged = checks.certificate.some(({ result }) => result === 'failed')
    if (fault === null || judged) steps.push({ certificate: candidate.id, role, issuer: candidate.id, checks: checks.certificate })
    if (fault !== null) this.#refuse(steps, fault)
    return { fault, steps: fault === null && role === 'trust-anchor' ? this.#reached(steps) : steps }
  }

  /** Keeps the links of a path that reached its anchor until the path as a whole is judged. */
  readonly #reachedLinks: (readonly Link[])[] = []
  #reached(links: readonly Link[]): readonly Link[] {
    this.#reachedLinks.push(links)
    return links
  }

  #refuse(links: readonly Link[], fault: PathFault): void {
    this.#faults.push(fault)
    if (this.#query.attempts) this.#attempts.push({ links, fault })
  }

  /** No candidate bears the issuer's name. Those that bear it in other octets are shown as refused. */
  #deadEnd(path: readonly Certificate[], links: readonly Link[]): void {
    const child = path.at(-1) as Certificate
    const wanted = comparableName(child.issuer)
    const alike = [
      ...this.#anchors.certificates.map((certificate) => ({ certificate, role: 'trust-anchor' as const })),
      ...this.#intermediates.certificates.map((certificate) => ({ certificate, role: 'intermediate' as const })),
    ].filter(({ certificate: { subject } }) => subject.der !== child.issuer.der && comparableName(subject) === wanted)
    for (const { certificate, role } of alike) this.#judge(path, certificate, role, links)
    if (alike.length === 0) this.#refuse(links, { id: 'path/issuer-unknown', certificate: child.id, role: roleOf(path) })
  }

  /** The checks on whole paths; Go's error where none is left. */
  #judgePaths(paths: readonly (readonly Certificate[])[], entity: Link): { accepted: (readonly Certificate[])[]; error: GoError | null } {
    const usages = typeof this.#query.usage === 'string' && this.#query.usage !== 'any' ? [this.#query.usage] : this.#query.usage
    const accepted: (readonly Certificate[])[] = []
    let constraint: GoError | null = null
    let incompatible = 0
    let policies = 0
    for (const [i, path] of paths.entries()) {
      const whole = { path, usages: usages as readonly Usage[] | 'any' }
      const { fault, checks } = this.#query.attempts ? applyInOrder(PATH, whole) : { fault: firstFault(PATH, whole), checks: null }
      if (checks !== null) {
        const reached = this.#reachedLinks[i] ?? [{ ...entity, issuer: entity.certificate }]
        this.#attempts.push({ links: withPathChecks(reached, checks.certificate), fault })
      }
      if (fault === null) {
        accepted.push(path)
        continue
      }
      this.#faults.push(fault)
      if (fault.id === 'path/policy-invalid') policies++
      else if (fault.id === 'path/usage-not-allowed') incompatible++
      else constraint ??= goError(fault, this.#certificate)
    }
    // The path that holds longest first.
    accepted.sort((a, b) => untilOf(b) - untilOf(a))
    return { accepted, error: noValidChains(constraint, incompatible, policies) }
  }

  #until = ([best]: readonly (readonly Certificate[])[]): number => untilOf(best as readonly Certificate[])

  /** Whom to look at: mostly who bears the fault. An issuer nobody here signed for is one we do not have. */
  #culprit(fault: PathFault): CertificateId | 'missing-issuer' | null {
    if (fault.id === 'path/no-end-entity' || fault.id === 'path/budget-exhausted') return null
    if (fault.id !== 'path/issuer-unknown') return fault.certificate
    // Signed by a key that is here under another name: then it is the issuer's name that is wrong.
    const { issuer } = this.#certificate(fault.certificate)
    const misnamed = this.#query.signatures
      .signers(fault.certificate)
      .some((id) => (this.#anchors.has(id) || this.#intermediates.has(id)) && this.#certificate(id).subject.der !== issuer.der)
    return misnamed ? fault.certificate : 'missing-issuer'
  }
}

const ACCEPTED = { ok: true, faults: [], code: '', log: '', culprit: null } as const
const idsOf = (path: readonly Certificate[]): CertificateId[] => path.map(({ id }) => id)
const untilOf = (path: readonly Certificate[]): number => Math.min(...path.map(({ notAfter }) => notAfter))
const roleOf = (path: readonly Certificate[]): Role => (path.length === 1 ? 'end-entity' : 'intermediate')

/** Found by CheckSignatureFrom: Go keeps them as a hint and goes on as if the candidate had not been there. */
const SIGNATURE_FAULTS: ReadonlySet<PathFault['id']> = new Set([
  'path/signature-invalid',
  'path/algorithm-insecure',
  'path/algorithm-unsupported',
  'path/budget-exhausted',
  'path/name-encoding-differs',
])

const SUBJECT_ALT_NAME = '2.5.29.17'
const subjectAltName = ({ der, extensions }: Certificate): Uint8Array | null => {
  const extension = extensions.find(({ oid }) => oid === SUBJECT_ALT_NAME)
  return extension === undefined ? null : der.subarray(extension.start, extension.start + extension.length)
}

/** Go's alreadyInChain: the same subject, key and subjectAltName, which also ends the loops of cross-signed CAs. */
function alreadyInPath(candidate: Certificate, path: readonly Certificate[]): boolean {
  for (const member of path) {
    if (candidate.subject.der !== member.subject.der || candidate.publicKey.spki !== member.publicKey.spki) continue
    const [a, b] = [subjectAltName(candidate), subjectAltName(member)]
    if (a === null || b === null) return a === b
    if (a.length === b.length && a.every((octet, i) => octet === b[i])) return true
  }
  return false
}

const isFault = (outcome: ReturnType<Rule<never>['outcome']>): outcome is PathFault => typeof outcome === 'object'

function firstFault<S>(rules: readonly Rule<S>[], subject: S): PathFault | null {
  for (const { outcome } of rules) {
    const answer = outcome(subject)
    if (isFault(answer)) return answer
  }
  return null
}

const recorded = (check: Check['check'], answer: ReturnType<Rule<never>['outcome']>): Check =>
  isFault(answer) ? { check, result: 'failed', fault: answer } : { check, result: answer, fault: null }

/** To the first fault; a signature known already is told even where an earlier check refused. */
function applyInOrder<S>(rules: readonly Rule<S>[], subject: S) {
  const checks: Record<Rule<S>['judges'], Check[]> = { child: [], certificate: [] }
  let fault: PathFault | null = null
  for (const { check, judges, outcome } of rules) {
    if (fault !== null && check !== 'signature') continue
    const answer = outcome(subject)
    checks[judges].push(recorded(check, answer))
    if (isFault(answer)) fault ??= answer
  }
  return { fault, checks }
}

const allFaults = <S>(rules: readonly Rule<S>[], subject: S): PathFault[] => {
  const faults: PathFault[] = []
  for (const { outcome } of rules) {
    const answer = outcome(subject)
    if (isFault(answer)) faults.push(answer)
  }
  return faults
}

/** All of them: an end entity may be expired and misnamed. */
function applyAll<S>(rules: readonly Rule<S>[], subject: S): { checks: Check[]; faults: PathFault[] } {
  const answers = rules.map(({ check, outcome }) => recorded(check, outcome(subject)))
  return { checks: answers, faults: answers.flatMap(({ fault }) => fault ?? []) }
}

/** What was found of the whole stands at the certificate it blames, and otherwise at the end entity. */
function withPathChecks(links: readonly Link[], checks: readonly Check[]): readonly Link[] {
  const at = (check: Check): CertificateId | undefined =>
    check.fault !== null && 'certificate' in check.fault ? check.fault.certificate : links[0]?.certificate
  return links.map((link) => ({ ...link, checks: [...link.checks, ...checks.filter((check) => at(check) === link.certificate)] }))
}

/** Nearest to success first, each once. */
function rank(faults: readonly PathFault[]): readonly PathFault[] {
  if (faults.length < 2) return faults
  const each = new Map(faults.map((fault) => [JSON.stringify(fault), fault]))
  return [...each.values()].sort((a, b) => RANK[a.id] - RANK[b.id])
}
