/**
 * Where the side that trusts is at fault, re-issuing what it does not trust cures nothing: kubeadm would sign with the same CA again.
 * Told by who signed: the CA that stands where kubeadm signs from signed this certificate, so whoever refuses it trusts another one.
 */
import type { SettingUse } from '../cluster/cluster.ts'
import { atLeast } from '../cluster/version.ts'
import type { RepairStep } from '../finding.ts'
import type { CertificateId } from '../x509/certificate.ts'
import { type KubeadmFile, kubeadmFile } from './kubeadm-files.ts'
import type { RepairContext } from './repair.ts'
import { copiesOf, manifestOf, newKubeletConf, nodeOf, remake, renewal, restartOf } from './repair-steps.ts'
import type { Call, Fault, Half } from './verdict.ts'

/** The steps on the trusting side; null where the presented certificate is what has to change. */
export function trustRepair(fault: Fault, calls: readonly Call[], context: RepairContext): RepairStep[] | null {
  if (fault.id !== 'path/signature-invalid' && fault.id !== 'path/issuer-unknown') return null
  const refused = calls.flatMap((call) => refusals(call, fault))
  const each = refused.map(({ half, leaf, call }) => {
    if (half.presents === null || leaf === null) return null
    const file = kubeadmFile(half.presents.value) ?? kubeadmFile(half.presents.file)
    if (file === null) return null
    if (signedFrom(leaf, file.authority, half.presents.file, context)) return trustsAnew(half.trusts, file, [call, ...calls], context)
    return file.kind === 'kubelet-client' ? signedByOther(leaf, half, context) : null
  })
  return each.length === 0 || each.includes(null) ? null : distinct(each.filter((steps) => steps !== null)).flat()
}

/** Whole repairs, each once: within one a step may come twice. */
function distinct(repairs: readonly (readonly RepairStep[])[]): (readonly RepairStep[])[] {
  return [...new Map(repairs.map((steps) => [JSON.stringify(steps), steps])).values()]
}

type IssuerFault = Extract<Fault, { id: 'path/signature-invalid' | 'path/issuer-unknown' }>
interface Refusal {
  readonly half: Half
  readonly leaf: CertificateId | null
  readonly call: Call
}
function refusals(call: Call, { id, ...evidence }: IssuerFault): Refusal[] {
  const ends = [
    { half: call.callerAcceptsServer, leaf: call.server?.certificate ?? null, call },
    { half: call.providerAcceptsClient, leaf: call.client?.certificate ?? null, call },
  ]
  const cause = (half: Half): boolean => {
    const [first] = half.faults
    if (half.status !== 'broken' || first?.id !== id) return false
    return 'issuer' in evidence && 'issuer' in first
      ? first.issuer === evidence.issuer
      : 'certificate' in first && first.certificate === evidence.certificate
  }
  return ends.filter(({ half }) => cause(half))
}

const hostPath = (file: string): { prefix: string; path: string } => {
  const at = /(^|\/)(etc|var|root|home|opt|srv)\//.exec(file)
  const start = at === null ? 0 : at.index + (at[1]?.length ?? 0)
  return { prefix: file.slice(0, start), path: `/${file.slice(start)}` }
}

/** Does the CA at this path, on the node the certificate stands on, verify its signature? */
function signedFrom(leaf: CertificateId, authority: string, file: string | null, { signers, locations }: RepairContext): boolean {
  const { prefix } = hostPath(file ?? '')
  return (signers[leaf] ?? []).some((id) =>
    (locations[id] ?? []).some((place) => place.field === null && place.file === `${prefix}${authority.slice(1)}`),
  )
}

/** The one who refuses gets the CA that is in use: its kubeconfig made again, or its setting pointed there. */
function trustsAnew(
  trusts: SettingUse | null,
  presented: KubeadmFile,
  calls: readonly Call[],
  { version }: RepairContext,
): RepairStep[] | null {
  if (trusts === null) return null
  const on = nodeOf(trusts, calls)
  if (trusts.resolved === 'embedded') {
    const file = kubeadmFile(trusts.file)
    if (file?.kind === 'kubelet-client') return newKubeletConf(on, version)
    if (file?.kind !== 'kubeconfig') return [{ do: 'copy', what: '/etc/kubernetes/admin.conf', to: trusts.file ?? '~/.kube/config' }]
    // Up to 1.17 renew left the authority in a kubeconfig as it was (kubernetes PR 88052).
    const again = atLeast(version, '1.18') ? [renewal(file, on, version)] : remake(file, on)
    return [...again, ...file.restart.map(restartOf), ...copiesOf(file)]
  }
  if (trusts.value === null || trusts.value === presented.authority) return null
  return [
    { do: 'edit', file: trusts.location?.file ?? manifestOf(trusts, calls), setting: trusts.setting, value: presented.authority },
    restartOf(trusts.component === 'extension-apiserver' ? 'kube-apiserver' : trusts.component),
  ]
}

/** A kubelet whose certificate the controller manager signed with a CA the API server does not know: it has to be told of both. */
function signedByOther(leaf: CertificateId, { trusts }: Half, { signers, locations, signing }: RepairContext): RepairStep[] | null {
  const files = new Set((signers[leaf] ?? []).flatMap((id) => (locations[id] ?? []).map((place) => place.file)))
  const source = signing.find(({ file }) => file !== null && files.has(file))
  if (source?.value === undefined || source.value === null || trusts === null || trusts.value === null) return null
  return [
    { do: 'run', command: `cat ${source.value} >> ${trusts.value}`, on: null },
    { do: 'explain', note: 'bundle-old-and-new' },
    restartOf('kube-apiserver'),
  ]
}
