/** The repairs of a cluster kubeadm made, by the file at fault (KUBERNETES PKI, which repair for which fault). */
import { once } from '../encoding/maps.ts'
import type { SettingUse } from '../cluster/cluster.ts'
import { atLeast } from '../cluster/version.ts'
import type { RepairStep } from '../finding.ts'
import type { KubeadmFile } from './kubeadm-files.ts'
import type { RepairContext } from './repair.ts'
import { copiesOf, newKubeletConf, nodeOf, REFERS_TO_STORE, remake, renewal, restartOf } from './repair-steps.ts'
import type { Call, Fault } from './verdict.ts'

export function byKubeadm(fault: Fault, file: KubeadmFile, use: SettingUse, calls: readonly Call[], context: RepairContext): RepairStep[] {
  const on = nodeOf(use, calls)
  const { version } = context
  const restarts = file.restart.map(restartOf)
  const clock: RepairStep[] = fault.id === 'path/not-yet-valid' ? [{ do: 'explain', note: 'check-clock' }] : []
  const authority = 'role' in fault && fault.role !== 'end-entity'
  if (file.kind === 'kubelet-serving') return kubeletServing(fault, use, on, calls, context)
  if (file.kind === 'authority' || (authority && file.kind !== 'kubeconfig') || signerExpired(fault, context))
    return [...clock, { do: 'explain', note: 'no-automatic-ca-rotation' }, { do: 'explain', note: 'bundle-old-and-new' }, ...restarts]
  if (file.kind === 'kubelet-client') {
    const steps = rotatedBeside(fault, use, context) ? [...REFERS_TO_STORE, restartOf('kubelet')] : newKubeletConf(on, version)
    return clock.length === 0 ? steps : [...clock, ...steps]
  }
  if (file.kind === 'service-account')
    return [
      { do: 'copy', what: '/etc/kubernetes/pki/sa.key, /etc/kubernetes/pki/sa.pub', to: '/etc/kubernetes/pki/' },
      { do: 'explain', note: 'same-keys-on-all-control-planes' },
      ...restarts,
    ]
  if (fault.id === 'edge/identity-wrong' && file.renew === 'apiserver-kubelet-client' && fault.user === 'kube-apiserver-kubelet-client')
    return [{ do: 'run', command: BIND_KUBELET_CLIENT, on: null }]
  // Extension servers hold the front proxy's CA too, from the ConfigMap the API server writes.
  const dependents = file.renew === 'front-proxy-client' && isIssuer(fault) ? [restartOf('extension-apiserver')] : []
  if (renewable(fault, file, context)) return [...clock, renewal(file, on, version), ...restarts, ...dependents, ...copiesOf(file)]
  return [
    ...remake(file, on, fault),
    ...(copiesAttributes(fault) ? [{ do: 'explain', note: 'renew-copies-names' } as const] : []),
    ...restarts,
    ...copiesOf(file),
  ]
}

/** Works on every version: the user is bound, whatever group its certificate names (kubernetes PR 138957). */
const BIND_KUBELET_CLIENT =
  'kubectl create clusterrolebinding kubeadm:apiserver-kubelet-client --clusterrole=system:kubelet-api-admin --user=kube-apiserver-kubelet-client'

const isIssuer = ({ id }: Fault): boolean => id === 'path/signature-invalid' || id === 'path/issuer-unknown'

/** What `renew` cures: it writes a new key, new dates and a signature of the CA on disk, into whatever the old certificate said. */
function renewable(fault: Fault, file: KubeadmFile, { version }: RepairContext): boolean {
  if (file.renew === null) return false
  if (CURED_BY_RENEWAL.has(fault.id)) return true
  // Up to 1.17 renew left the authority in a kubeconfig as it was (kubernetes PR 88052).
  if (isIssuer(fault)) return file.kind !== 'kubeconfig' || atLeast(version, '1.18')
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

/** A leaf and the CA that signed it, both run out: nothing can be renewed with that CA. */
function signerExpired(fault: Fault, { ended, certificates, signers }: RepairContext): boolean {
  if (fault.id !== 'path/expired') return false
  let any = false
  for (const id of signers[fault.certificate] ?? []) {
    const signer = id === fault.certificate ? undefined : certificates[id]
    if (signer === undefined) continue
    if (!ended(signer.notAfter)) return false
    any = true
  }
  return any
}

/** kubelet.conf embeds a certificate that ran out while the kubelet went on renewing its own beside it (kubeconfigs of kubeadm up to 1.17). */
function rotatedBeside(fault: Fault, use: SettingUse, { ended, certificates, locations }: RepairContext): boolean {
  if (fault.id !== 'path/expired' || use.resolved !== 'embedded') return false
  const name = certificates[fault.certificate]?.subject.commonName ?? ''
  const last = once(storesOf, certificates, () => lastInStores(certificates, locations)).get(name)
  return last !== undefined && !ended(last)
}

const STORE = /\/kubelet-client-[^/]*\.pem$/
/** By the certificates of a drop: a repair is asked for each node, and looks at one node. */
const storesOf = new WeakMap<RepairContext['certificates'], ReadonlyMap<string, number>>()

/** When the last certificate ends that a kubelet keeps in its own store, by the node's common name. */
function lastInStores(certificates: RepairContext['certificates'], locations: RepairContext['locations']): ReadonlyMap<string, number> {
  const ends = new Map<string, number>()
  for (const { id, notAfter, subject } of certificates) {
    const name = subject.commonName
    if (!name.startsWith('system:node:') || !(locations[id] ?? []).some(({ file }) => STORE.test(file))) continue
    ends.set(name, Math.max(notAfter, ends.get(name) ?? notAfter))
  }
  return ends
}

const APPROVE: RepairStep = { do: 'explain', note: 'approve-csr' }
const BOOTSTRAP: RepairStep = { do: 'edit', file: '/var/lib/kubelet/config.yaml', setting: 'serverTLSBootstrap', value: 'true' }
const OR_NONE: RepairStep = { do: 'explain', note: 'or-verify-no-kubelet' }

function kubeletServing(
  fault: Fault,
  use: SettingUse,
  on: string | null,
  calls: readonly Call[],
  { version }: RepairContext,
): RepairStep[] {
  const restart = restartOf('kubelet')
  if (fault.id === 'edge/file-unusable' && fault.why === 'not-issued') return [APPROVE]
  if (/kubelet-server/.test(use.file ?? use.value ?? ''))
    return [{ do: 'run', command: 'rm -f /var/lib/kubelet/pki/kubelet-server-*', on }, restart, APPROVE]
  // What the kubelet made itself it makes anew when it is gone, with a year to live and its host name alone.
  if (fault.id !== 'path/name-not-covered' && !isIssuer(fault))
    return [{ do: 'run', command: 'rm -f /var/lib/kubelet/pki/kubelet.crt /var/lib/kubelet/pki/kubelet.key', on }, restart]
  const minor = version?.split('.').slice(0, 2).join('.')
  const map = atLeast(version, '1.24') || minor === undefined ? 'kubelet-config' : `kubelet-config-${minor}`
  return [
    BOOTSTRAP,
    { do: 'run', command: `kubectl -n kube-system edit configmap ${map}`, on: null },
    restart,
    APPROVE,
    ...(calls.some(({ edge }) => edge === 'kube-apiserver->kubelet') ? [OR_NONE] : []),
  ]
}
