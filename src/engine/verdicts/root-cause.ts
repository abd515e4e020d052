/** One finding for each root cause: calls broken by the same fault of the same file or certificate are one, and it names them all. */
import type { SettingUse } from '../cluster/cluster.ts'
import type { VerdictFinding } from '../finding.ts'
import type { CertificateId } from '../x509/certificate.ts'
import type { Span } from './span.ts'
import type { Call, Fault, Half } from './verdict.ts'

interface Cause {
  readonly fault: Fault
  readonly halves: Half[]
  /** Indexes, ascending. */
  readonly calls: number[]
}
/** A finding and the moments its repair holds for, [from, to). */
interface KeptFinding {
  readonly finding: VerdictFinding
  readonly from: number
  readonly to: number
}
/** By cause, in the order of the first call of each. */
export type KeptFindings = ReadonlyMap<string, KeptFinding>

/** What makes two faults one: the certificate or file at fault, not who stumbled over it. */
function keyOf(fault: Fault): string {
  switch (fault.id) {
    case 'path/signature-invalid':
      // Many certificates that one CA's namesake did not sign: the CA was replaced, not each of them spoilt.
      return `${fault.id}|${fault.issuer}`
    case 'path/name-not-covered':
      return `${fault.id}|${fault.certificate}|${fault.why === 'mismatch' || fault.why === 'no-ip-sans' ? fault.dialled : fault.why}`
    case 'path/issuer-unknown':
    case 'path/name-encoding-differs':
    case 'path/not-a-ca':
    case 'path/expired':
    case 'path/not-yet-valid':
    case 'path/usage-not-allowed':
    case 'path/length-exceeded':
    case 'path/name-constrained':
    case 'path/critical-extension-unknown':
    case 'path/policy-invalid':
    case 'path/algorithm-insecure':
    case 'path/algorithm-unsupported':
      return `${fault.id}|${fault.certificate}`
    case 'edge/file-unusable':
    case 'edge/kubeconfig-invalid':
    case 'edge/bootstrap-fallback':
    case 'edge/root-ca-not-in-bundle':
    case 'edge/setting-required':
      return `${fault.id}|${placeOf(fault.use)}`
    case 'edge/key-mismatch':
      return `${fault.id}|${placeOf(fault.use)}|${fault.certificate ?? ''}`
    case 'edge/no-client-certificate':
      return `${fault.id}|${fault.use === null ? '' : placeOf(fault.use)}`
    case 'edge/identity-wrong':
      return `${fault.id}|${fault.user}|${fault.groups.join(',')}|${fault.expected}`
    case 'edge/name-not-allowed':
      return `${fault.id}|${fault.presented}|${fault.allowed.join(',')}`
    case 'edge/peer-address-not-covered':
      return `${fault.id}|${fault.address}|${fault.presented.join(',')}`
    case 'edge/signing-key-not-accepted':
      return `${fault.id}|${placeOf(fault.signer)}`
    case 'edge/token-issuer-not-accepted':
      return `${fault.id}|${fault.issuer}`
    case 'edge/token-expired':
      return `${fault.id}|${fault.expires}`
    case 'path/no-end-entity':
    case 'path/budget-exhausted':
      return fault.id
    default:
      return fault satisfies never
  }
}

const placeOf = (use: SettingUse): string =>
  `${use.file ?? use.value ?? ''}|${use.resolved === 'embedded' ? (use.location?.field ?? '') : ''}${use.file === null ? use.setting : ''}`

/** The certificates a fault is about. */
function certificatesOf(fault: Fault): CertificateId[] {
  const ids: CertificateId[] = []
  if ('certificate' in fault && fault.certificate !== null) ids.push(fault.certificate)
  if ('issuer' in fault && typeof fault.issuer === 'number') ids.push(fault.issuer)
  return ids
}

/** Causes of one step: a millisecond or two. */
const STEP = 200

export type Repairer = (fault: Fault, uses: readonly SettingUse[], calls: readonly Call[]) => VerdictFinding['repair']

/**
 * In: the calls at this moment and, of the one before, its calls and findings. What the same judgements were told by is the same object again:
 * of ten thousand causes mostly a few have changed. `span` is what `repair` notes the dates in that it asked for. In steps.
 */
export function* findingsOf(
  calls: readonly Call[],
  before: readonly Call[],
  known: KeptFindings,
  at: number,
  span: Span,
  repair: Repairer,
): Generator<undefined, KeptFindings> {
  const causes = new Map<string, Cause>()
  calls.forEach((call, index) => {
    // The worst of its halves is its own status.
    if (call.status !== 'broken') return
    for (const half of [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised])
      if (half.status === 'broken') collect(causes, half, call, index)
  })
  yield
  const result = new Map<string, KeptFinding>()
  for (const [key, cause] of causes) {
    if (result.size % STEP === STEP - 1) yield
    const kept = known.get(key)
    if (kept !== undefined && at >= kept.from && at < kept.to && sameCalls(kept.finding.calls, cause.calls, before, calls)) {
      result.set(key, kept)
      continue
    }
    span.reset()
    const finding = findingOf(cause, calls, repair)
    result.set(key, { finding, from: span.from, to: span.to })
  }
  return result
}

function sameCalls(had: readonly number[], has: readonly number[], before: readonly Call[], calls: readonly Call[]): boolean {
  return had.length === has.length && has.every((index, i) => had[i] === index && before[index] === calls[index])
}

function findingOf({ fault, halves, calls: indexes }: Cause, calls: readonly Call[], repair: Repairer): VerdictFinding {
  // Mostly a cause is one call's.
  const [only] = halves
  const { told, certificates, uses } = only !== undefined && halves.length === 1 ? ofOne(fault, only) : ofMany(fault, halves)
  return {
    kind: 'verdict',
    fault,
    severity: null,
    log: only?.log ?? null,
    told,
    certificates,
    calls: indexes,
    uses,
    files: distinct(uses.map(({ file }) => file).filter((file) => file !== null)),
    repair: repair(
      fault,
      uses,
      indexes.map((i) => calls[i] as Call),
    ),
  }
}

type Told = Required<Pick<VerdictFinding, 'told' | 'certificates' | 'uses'>>
function ofOne(fault: Fault, half: Half): Told {
  const uses = usesOf(fault, half)
  return { told: half.told ?? [], certificates: certificatesOf(fault), uses: uses.length < 2 ? uses : ofMany(fault, [half]).uses }
}
/** Each once: a cause may be thousands of calls'. */
function ofMany(fault: Fault, halves: readonly Half[]): Told {
  const told = new Set<string>()
  const certificates = new Set<CertificateId>()
  const uses = new Map<string, SettingUse>()
  // Mostly all calls stumble over what one server presents.
  let last: SettingUse | undefined
  for (const half of halves) {
    const first = half.faults[0] ?? fault
    for (const words of half.told ?? []) told.add(words)
    for (const id of certificatesOf(first)) certificates.add(id)
    for (const use of usesOf(first, half)) if (use !== last) uses.set(placeOf((last = use)), use)
  }
  return { told: [...told], certificates: [...certificates], uses: [...uses.values()] }
}

const distinct = <T>(list: readonly T[]): readonly T[] => (list.length < 2 ? list : [...new Set(list)])

function collect(causes: Map<string, Cause>, half: Half, call: Call, index: number): void {
  const fault = half.faults[0]
  if (fault === undefined) return
  const key = `${keyOf(fault)}|${fault.id === 'edge/identity-wrong' ? call.edge : ''}|${call.cluster}`
  const cause = causes.get(key)
  if (cause === undefined) {
    causes.set(key, { fault, halves: [half], calls: [index] })
    return
  }
  cause.halves.push(half)
  if (cause.calls.at(-1) !== index) cause.calls.push(index)
}

/** The settings a fault is about: those it names itself, else what was presented; where the anchor is at fault, the bundle. */
function usesOf(fault: Fault, { presents, trusts }: Half): SettingUse[] {
  if ('use' in fault && fault.use !== null) return [fault.use]
  if (fault.id === 'edge/signing-key-not-accepted') return [fault.signer, ...fault.verifiers]
  const anchor = 'role' in fault && fault.role === 'trust-anchor'
  const both = fault.id === 'path/signature-invalid' || fault.id === 'path/issuer-unknown' || fault.id === 'path/not-a-ca'
  const list = anchor ? [trusts] : both ? [presents, trusts] : [presents]
  return list.filter((use) => use !== null)
}
