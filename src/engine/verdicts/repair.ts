/**
 * The repair that works for this fault, file, layout and version, as data. `kubeadm certs renew` copies subject, names and usages of the
 * certificate it replaces, so it cures time, issuer, key and algorithm only; the rest needs the file deleted and made again.
 */
import type { SettingUse } from '../cluster/cluster.ts'
import type { Layout } from '../cluster/layouts/layout.ts'
import type { RepairStep } from '../finding.ts'
import type { Location } from '../inventory/inventory.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { distributionRepair } from './distribution-repair.ts'
import { kubeadmFile } from './kubeadm-files.ts'
import { byKubeadm } from './repair-kubeadm.ts'
import { manifestOf } from './repair-steps.ts'
import { trustRepair } from './repair-trust.ts'
import { misnamed, unlisted } from './setting-repair.ts'
import type { Call, Fault } from './verdict.ts'

export interface RepairContext {
  readonly layout: Layout
  readonly version: string | null
  /** Is this `notAfter` past at the moment judged? A repair holds until that changes. */
  readonly ended: (notAfter: number) => boolean
  readonly certificates: readonly Certificate[]
  readonly locations: readonly (readonly Location[])[]
  readonly signers: readonly (readonly CertificateId[])[]
  /** What the controller manager signs requests of kubelets with. */
  readonly signing: readonly SettingUse[]
}

export function repairOf(
  fault: Fault,
  uses: readonly SettingUse[],
  calls: readonly Call[],
  context: RepairContext | null,
): readonly RepairStep[] {
  if (context === null) return []
  const configured = byConfiguration(fault, uses, calls, context)
  if (configured !== null) return configured
  if (calls.every(({ edge }) => edge === 'client->server')) return [{ do: 'explain', note: 'reissue-with-your-ca' }]
  const use = culprit(fault, uses, calls)
  if (use === null) return []
  if (calls.every(({ from, to, context: of }) => from.component === 'client' && to.component === 'kube-apiserver' && of !== null))
    return [
      { do: 'copy', what: '/etc/kubernetes/admin.conf', to: use.file ?? '~/.kube/config' },
      { do: 'explain', note: 'copy-admin-conf' },
    ]
  if (context.layout.repair !== 'kubeadm') return distributionRepair(use, calls, context)
  const trusting = trustRepair(fault, calls, context)
  if (trusting !== null) return trusting
  const other = misnamed(fault, use, use.location?.file ?? manifestOf(use, calls), context.layout)
  if (other !== null) return other
  const file = kubeadmFile(use.value ?? null) ?? kubeadmFile(use.file)
  // An etcd of its own has a CA of its own, which kubeadm has no key of.
  if (
    calls.every(({ to }) => to.component === 'external-etcd') &&
    (fault.id === 'path/issuer-unknown' || fault.id === 'path/signature-invalid')
  )
    return [
      { do: 'explain', note: 'external-etcd-ca' },
      { do: 'restart', component: 'kube-apiserver', how: context.layout.restart },
    ]
  if (file === null) return [{ do: 'explain', note: 'reissue-with-your-ca' }]
  return byKubeadm(fault, file, use, calls, context)
}

/** Faults that are settled in a setting, not in a credential. */
function byConfiguration(
  fault: Fault,
  uses: readonly SettingUse[],
  calls: readonly Call[],
  { layout }: RepairContext,
): RepairStep[] | null {
  const restart = (component: SettingUse['component']): RepairStep => ({
    do: 'restart',
    component,
    how: component === 'kubelet' ? 'systemd' : layout.restart,
  })
  if (fault.id === 'edge/name-not-allowed')
    return unlisted(
      fault,
      fault.use?.location?.file ?? (fault.use === null ? '' : manifestOf(fault.use, calls)),
      calls[0]?.client?.use ?? null,
      layout,
      calls[0]?.from.node ?? null,
    )
  if (fault.id === 'edge/signing-key-not-accepted')
    return [
      ...sameKeys(calls, layout),
      { do: 'explain', note: 'same-keys-on-all-control-planes' },
      restart('kube-apiserver'),
      restart('kube-controller-manager'),
      { do: 'explain', note: 'recreate-tokens' },
    ]
  if (fault.id === 'edge/setting-required') {
    const file = fault.use.location?.file ?? ''
    return [
      ...fault.settings.map((setting): RepairStep => ({ do: 'edit', file, setting, value: DEFAULTS[setting] ?? null })),
      restart('kube-apiserver'),
    ]
  }
  if (fault.id === 'edge/token-issuer-not-accepted')
    return [
      { do: 'edit', file: manifestOf({ component: 'kube-apiserver' }, calls), setting: '--service-account-issuer', value: fault.issuer },
      restart('kube-apiserver'),
    ]
  if (fault.id === 'edge/token-expired') return []
  if (fault.id === 'edge/kubeconfig-invalid')
    return [{ do: 'edit', file: fault.use.file ?? fault.use.value ?? '', setting: fault.use.setting, value: null }]
  if (fault.id === 'edge/no-client-certificate') {
    const use = fault.use ?? uses[0]
    if (use === undefined) return []
    return [{ do: 'edit', file: use.location?.file ?? use.file ?? manifestOf(use, calls), setting: use.setting, value: null }]
  }
  if (fault.id !== 'path/issuer-unknown') return null
  // A CA option that is not set leaves the system's roots, which no cluster CA is among.
  const unsetTrust = uses.find(({ file, value, resolved }) => file === null && value === null && resolved === 'none')
  if (unsetTrust === undefined) return null
  return [
    { do: 'edit', file: unsetTrust.location?.file ?? manifestOf(unsetTrust, calls), setting: unsetTrust.setting, value: null },
    restart(calls[0]?.to.component ?? unsetTrust.component),
  ]
}
/** One pair on every control plane; where there is one alone, its public key is made of the private one again. */
function sameKeys(calls: readonly Call[], { repair }: Layout): RepairStep[] {
  const nodes = new Set(calls.flatMap(({ from, to }) => [from.node, to.node]))
  const [on = null] = nodes
  if (repair === 'kubeadm' && nodes.size === 1)
    return [{ do: 'run', command: 'openssl pkey -in /etc/kubernetes/pki/sa.key -pubout -out /etc/kubernetes/pki/sa.pub', on }]
  return [{ do: 'copy', what: '/etc/kubernetes/pki/sa.key, /etc/kubernetes/pki/sa.pub', to: '/etc/kubernetes/pki/' }]
}
/** What kubeadm writes from 1.20 on (phases/controlplane/manifests.go). */
const DEFAULTS: Readonly<Record<string, string>> = {
  '--service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
  '--service-account-signing-key-file': '/etc/kubernetes/pki/sa.key',
}

/** The file to repair: what was presented, or the bundle where that is the odd one out. */
function culprit(fault: Fault, uses: readonly SettingUse[], calls: readonly Call[]): SettingUse | null {
  if ('use' in fault && fault.use !== null) return fault.use
  if (fault.id === 'edge/signing-key-not-accepted') return fault.signer
  if (fault.id !== 'path/signature-invalid' && fault.id !== 'path/issuer-unknown') return uses[0] ?? null
  // One kubeconfig that trusts another CA than everybody else: its own authority is stale, not the server's certificate.
  const stale = new Set(
    calls.map(({ callerAcceptsServer }) =>
      callerAcceptsServer.status === 'broken' && callerAcceptsServer.trusts?.resolved === 'embedded'
        ? callerAcceptsServer.trusts.file
        : null,
    ),
  )
  const only = stale.size === 1 ? [...stale][0] : null
  return (only === null ? undefined : uses.find(({ file, resolved }) => resolved === 'embedded' && file === only)) ?? uses[0] ?? null
}
