/**
 * The repair that works for this fault, file, layout and version, as data. `kubeadm certs renew` copies subject, names and usages of the
 * certificate it replaces, so it cures time, issuer, key and algorithm only; the rest needs the file deleted and made again.
 */
import type { SettingUse } from '../cluster/cluster.ts'
import type { Layout } from '../cluster/layouts/layout.ts'
import { atLeast } from '../cluster/version.ts'
import type { RepairStep } from '../finding.ts'
import { distributionRepair } from './distribution-repair.ts'
import { type KubeadmFile, kubeadmFile } from './kubeadm-files.ts'
import type { Call, Fault } from './verdict.ts'

export interface RepairContext {
  readonly layout: Layout
  readonly version: string | null
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
  const file = kubeadmFile(use.value ?? null) ?? kubeadmFile(use.file)
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
  if (fault.id === 'edge/name-not-allowed') {
    if (fault.use === null) return null
    const { setting, location, component } = fault.use
    return [{ do: 'edit', file: location?.file ?? manifestOf(fault.use, calls), setting, value: fault.presented }, restart(component)]
  }
  if (fault.id === 'edge/signing-key-not-accepted')
    return [
      { do: 'copy', what: '/etc/kubernetes/pki/sa.key, /etc/kubernetes/pki/sa.pub', to: '/etc/kubernetes/pki/' },
      { do: 'explain', note: 'same-keys-on-all-control-planes' },
      restart('kube-apiserver'),
      restart('kube-controller-manager'),
    ]
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

/** The file that configures a component, as other settings of it in these calls tell. */
function manifestOf({ component }: Pick<SettingUse, 'component'>, calls: readonly Call[]): string {
  for (const { callerAcceptsServer, providerAcceptsClient } of calls)
    for (const use of [
      callerAcceptsServer.presents,
      callerAcceptsServer.trusts,
      providerAcceptsClient.presents,
      providerAcceptsClient.trusts,
    ])
      if (use?.component === component && use.location !== null && use.resolved !== 'embedded') return use.location.file
  return ''
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

function byKubeadm(fault: Fault, file: KubeadmFile, use: SettingUse, calls: readonly Call[], context: RepairContext): RepairStep[] {
  const on = nodeOf(use, calls)
  const restarts = file.restart.map(
    (component): RepairStep => ({
      do: 'restart',
      component,
      how: component === 'kubelet' ? 'systemd' : component === 'extension-apiserver' ? 'none' : 'static-pod',
    }),
  )
  const recopy: RepairStep[] = file.renew === 'admin.conf' ? [{ do: 'explain', note: 'copy-admin-conf' }] : []
  const clock: RepairStep[] = fault.id === 'path/not-yet-valid' ? [{ do: 'explain', note: 'check-clock' }] : []
  const authority = 'role' in fault && fault.role !== 'end-entity'
  if (file.kind === 'kubelet-client') return [...clock, ...kubeletClient(fault, on), ...restarts]
  if (file.kind === 'kubelet-serving') return kubeletServing(use, on, restarts)
  if (file.kind === 'authority' || (authority && file.kind !== 'kubeconfig'))
    return [...clock, { do: 'explain', note: 'no-automatic-ca-rotation' }, { do: 'explain', note: 'bundle-old-and-new' }, ...restarts]
  if (file.kind === 'service-account')
    return [
      { do: 'copy', what: '/etc/kubernetes/pki/sa.key, /etc/kubernetes/pki/sa.pub', to: '/etc/kubernetes/pki/' },
      { do: 'explain', note: 'same-keys-on-all-control-planes' },
      ...restarts,
    ]
  if (fault.id === 'edge/identity-wrong' && file.renew === 'apiserver-kubelet-client' && fault.user === 'kube-apiserver-kubelet-client')
    return bindKubeletClient(context, file, on, restarts)
  if (renewable(fault, file, context))
    return [
      ...clock,
      { do: 'run', command: `kubeadm ${atLeast(context.version, '1.20') ? '' : 'alpha '}certs renew ${file.renew ?? ''}`, on },
      ...restarts,
      ...recopy,
    ]
  const config = needsConfig(fault) ? ' --config kubeadm-config.yaml' : ''
  return [
    { do: 'run', command: `rm ${file.files.join(' ')}`, on },
    { do: 'run', command: `kubeadm init phase ${file.phase ?? ''}${config}`, on },
    ...(copiesAttributes(fault) ? [{ do: 'explain', note: 'renew-copies-names' } as const] : []),
    ...restarts,
    ...recopy,
  ]
}

/** What `renew` cures: it writes a new key, new dates and a signature of the CA on disk, into whatever the old certificate said. */
function renewable(fault: Fault, file: KubeadmFile, { version }: RepairContext): boolean {
  if (file.renew === null) return false
  if (CURED_BY_RENEWAL.has(fault.id)) return true
  // Up to 1.17 renew left the authority in a kubeconfig as it was (kubernetes PR 88052).
  if (fault.id === 'path/signature-invalid' || fault.id === 'path/issuer-unknown')
    return file.kind !== 'kubeconfig' || atLeast(version, '1.18')
  // renew reads the old certificate; the old key it does not need.
  return fault.id === 'edge/file-unusable' && (/\.key$/.test(fault.use.value ?? fault.use.file ?? '') || fault.why === 'key-too-small')
}
const CURED_BY_RENEWAL: ReadonlySet<Fault['id']> = new Set<Fault['id']>([
  'path/expired',
  'path/not-yet-valid',
  'path/algorithm-insecure',
  'edge/key-mismatch',
])

const copiesAttributes = ({ id }: Fault): boolean =>
  id === 'path/name-not-covered' ||
  id === 'path/usage-not-allowed' ||
  id === 'edge/identity-wrong' ||
  id === 'edge/peer-address-not-covered'
const needsConfig = ({ id }: Fault): boolean => id === 'path/name-not-covered' || id === 'edge/peer-address-not-covered'

function kubeletClient(fault: Fault, on: string | null): RepairStep[] {
  if (fault.id === 'edge/bootstrap-fallback')
    return [
      {
        do: 'edit',
        file: '/etc/kubernetes/kubelet.conf',
        setting: 'client-certificate',
        value: '/var/lib/kubelet/pki/kubelet-client-current.pem',
      },
    ]
  return [
    { do: 'run', command: `kubeadm kubeconfig user --org system:nodes --client-name system:node:${on ?? 'NODE'} > kubelet.conf`, on: null },
    { do: 'copy', what: 'kubelet.conf', to: '/etc/kubernetes/kubelet.conf' },
    { do: 'run', command: 'rm -f /var/lib/kubelet/pki/kubelet-client*', on },
    { do: 'explain', note: 'kubelet-rejoins' },
  ]
}

function kubeletServing(use: SettingUse, on: string | null, restarts: readonly RepairStep[]): RepairStep[] {
  if (/kubelet-server/.test(use.file ?? use.value ?? ''))
    return [{ do: 'run', command: 'rm -f /var/lib/kubelet/pki/kubelet-server-*', on }, ...restarts, { do: 'explain', note: 'approve-csr' }]
  return [
    { do: 'edit', file: '/var/lib/kubelet/config.yaml', setting: 'serverTLSBootstrap', value: 'true' },
    { do: 'run', command: 'rm -f /var/lib/kubelet/pki/kubelet.crt /var/lib/kubelet/pki/kubelet.key', on },
    ...restarts,
    { do: 'explain', note: 'approve-csr' },
  ]
}

function bindKubeletClient(
  { version }: RepairContext,
  file: KubeadmFile,
  on: string | null,
  restarts: readonly RepairStep[],
): RepairStep[] {
  if (atLeast(version, '1.33'))
    return [
      {
        do: 'run',
        command:
          'kubectl create clusterrolebinding kubeadm:apiserver-kubelet-client --clusterrole=system:kubelet-api-admin --user=kube-apiserver-kubelet-client',
        on: null,
      },
    ]
  return [
    { do: 'run', command: `rm ${file.files.join(' ')}`, on },
    { do: 'run', command: `kubeadm init phase ${file.phase ?? ''}`, on },
    { do: 'explain', note: 'renew-copies-names' },
    ...restarts,
  ]
}

/** The node the file stands on: that of the component that reads it. */
function nodeOf({ component, file }: SettingUse, calls: readonly Call[]): string | null {
  for (const { from, to, client, server } of calls) {
    if (file !== null && client?.use?.file === file && from.node !== null) return from.node
    if (file !== null && server?.use?.file === file && to.node !== null) return to.node
  }
  for (const { from, to } of calls) for (const end of [from, to]) if (end.component === component && end.node !== null) return end.node
  return null
}
