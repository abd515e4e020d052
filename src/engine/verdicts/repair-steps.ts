/** Steps that several repairs share. */
import { once } from '../encoding/maps.ts'
import type { SettingUse } from '../cluster/cluster.ts'
import { atLeast } from '../cluster/version.ts'
import type { RepairStep } from '../finding.ts'
import type { KubeadmFile } from './kubeadm-files.ts'
import type { Call, Fault } from './verdict.ts'

/** Steps that name no node are made once: thousands of nodes may need the same, and what is the same object crosses to the page once. */
const restarts = new Map<SettingUse['component'], RepairStep>()
export const restartOf = (component: SettingUse['component']): RepairStep =>
  once(restarts, component, () => ({
    do: 'restart',
    component,
    how: component === 'kubelet' ? 'systemd' : component === 'extension-apiserver' ? 'service' : 'static-pod',
  }))

/** `kubeadm certs` was `kubeadm alpha certs` up to 1.19, `kubeadm kubeconfig user` likewise. */
const alpha = (version: string | null): string => (atLeast(version, '1.20') ? '' : 'alpha ')

export const renewal = ({ renew }: KubeadmFile, on: string | null, version: string | null): RepairStep => ({
  do: 'run',
  command: `kubeadm ${alpha(version)}certs renew ${renew ?? ''}`,
  on,
})

/** What takes names or the endpoint of the cluster from kubeadm's configuration: made without it, they are lost. */
const FROM_CONFIGURATION = new Set(['apiserver', 'etcd-server', 'etcd-peer', 'admin.conf', 'super-admin.conf'])
const CONFIG = 'kubeadm-config.yaml'

/** kubeadm keeps a file it finds: it has to go first. `fault` tells the name that the configuration lacks. */
export function remake({ files, phase, renew }: KubeadmFile, on: string | null, fault?: Fault): RepairStep[] {
  const run = (command: string, where = on): RepairStep => ({ do: 'run', command, on: where })
  const anew = (config: string) => [run(`rm ${files.join(' ')}`), run(`kubeadm init phase ${phase ?? ''}${config}`)]
  if (!FROM_CONFIGURATION.has(renew ?? '')) return anew('')
  // The name dialled may be the one that lacks; every API server's certificate has this one.
  const lacks = fault?.id === 'path/name-not-covered'
  const name = lacks && fault.presented.includes('kubernetes') ? ' --tls-server-name=kubernetes' : ''
  const added: RepairStep[] =
    lacks && renew === 'apiserver' ? [{ do: 'edit', file: CONFIG, setting: 'apiServer.certSANs', value: fault.dialled }] : []
  return [
    run(`kubectl${name} -n kube-system get configmap kubeadm-config -o jsonpath='{.data.ClusterConfiguration}' > ${CONFIG}`, null),
    ...added,
    ...anew(` --config ${CONFIG}`),
  ]
}

const COPY_ADMIN: RepairStep = { do: 'explain', note: 'copy-admin-conf' }
export const copiesOf = ({ renew }: KubeadmFile): RepairStep[] => (renew === 'admin.conf' ? [COPY_ADMIN] : [])

const CURRENT = '/var/lib/kubelet/pki/kubelet-client-current.pem'
const inKubeletConf = (setting: string): RepairStep => ({ do: 'edit', file: '/etc/kubernetes/kubelet.conf', setting, value: CURRENT })
const CERTIFICATE_IN_STORE = inKubeletConf('client-certificate')
const KEY_IN_STORE = inKubeletConf('client-key')
/** kubelet.conf with paths in place of data: rotation then reaches it. */
export const REFERS_TO_STORE: readonly RepairStep[] = [CERTIFICATE_IN_STORE, KEY_IN_STORE]

const PUT_IN_PLACE: RepairStep = { do: 'copy', what: 'kubelet.conf', to: '/etc/kubernetes/kubelet.conf' }
const REJOINS: RepairStep = { do: 'explain', note: 'kubelet-rejoins' }
/** A new kubelet.conf from a control plane that holds the CA's key, then the kubelet's own certificate in its place. */
export const newKubeletConf = (on: string | null, version: string | null): RepairStep[] => [
  {
    do: 'run',
    command: `kubeadm ${alpha(version)}kubeconfig user --org system:nodes --client-name system:node:${on?.toLowerCase() ?? 'NODE'} > kubelet.conf`,
    on: null,
  },
  PUT_IN_PLACE,
  { do: 'run', command: 'rm -f /var/lib/kubelet/pki/kubelet-client*', on },
  restartOf('kubelet'),
  CERTIFICATE_IN_STORE,
  KEY_IN_STORE,
  restartOf('kubelet'),
  REJOINS,
]

/** The file that configures a component, as other settings of it in these calls tell. */
export function manifestOf({ component }: Pick<SettingUse, 'component'>, calls: readonly Call[]): string {
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

/** The node the file stands on: that of the component that reads it. */
export function nodeOf({ component, file }: Pick<SettingUse, 'component' | 'file'>, calls: readonly Call[]): string | null {
  for (const { from, to, client, server } of calls) {
    if (file !== null && client?.use?.file === file && from.node !== null) return from.node
    if (file !== null && server?.use?.file === file && to.node !== null) return to.node
  }
  for (const { from, to } of calls) for (const end of [from, to]) if (end.component === component && end.node !== null) return end.node
  return null
}
