/** One finding for each root cause: calls broken by the same fault of the same file or certificate are one, and it names them all. */
import type { SettingUse } from '../cluster/cluster.ts'
import type { VerdictFinding } from '../finding.ts'
import type { CertificateId } from '../x509/certificate.ts'
import type { Call, Fault, Half } from './verdict.ts'

interface Cause {
  fault: Fault
  log: string | null
  readonly told: Set<string>
  readonly certificates: Set<CertificateId>
  readonly calls: Set<number>
  readonly uses: Map<string, SettingUse>
}

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

export type Repairer = (fault: Fault, uses: readonly SettingUse[], calls: readonly Call[]) => VerdictFinding['repair']

export function findingsOf(calls: readonly Call[], repair: Repairer): VerdictFinding[] {
  const causes = new Map<string, Cause>()
  for (const [index, call] of calls.entries()) {
    for (const half of [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised])
      if (half.status === 'broken') collect(causes, half, call, index)
  }
  return [...causes.values()].map(({ fault, log, told, certificates, calls: indexes, uses }) => {
    const own = [...uses.values()]
    const affected = [...indexes]
    return {
      kind: 'verdict',
      fault,
      severity: null,
      log,
      told: [...told],
      certificates: [...certificates],
      calls: affected,
      uses: own,
      files: [...new Set(own.flatMap(({ file }) => (file === null ? [] : [file])))],
      repair: repair(
        fault,
        own,
        affected.flatMap((i) => (calls[i] === undefined ? [] : [calls[i]])),
      ),
    }
  })
}

function collect(causes: Map<string, Cause>, half: Half, call: Call, index: number): void {
  const fault = half.faults[0]
  if (fault === undefined) return
  const key = `${keyOf(fault)}|${fault.id === 'edge/identity-wrong' ? call.edge : ''}|${call.cluster}`
  let cause = causes.get(key)
  if (cause === undefined)
    causes.set(key, (cause = { fault, log: half.log, told: new Set(), certificates: new Set(), calls: new Set(), uses: new Map() }))
  for (const id of certificatesOf(fault)) cause.certificates.add(id)
  for (const words of half.told ?? []) cause.told.add(words)
  cause.calls.add(index)
  for (const use of usesOf(fault, half)) cause.uses.set(placeOf(use), use)
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
