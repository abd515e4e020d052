/** Which kubeadm command makes which file, and who must read it again (KUBERNETES PKI: one file, the edges it feeds, its repair, what restarts). */
import type { ComponentId } from '../cluster/components.ts'

export interface KubeadmFile {
  readonly path: RegExp
  /** Name for `kubeadm certs renew`; null where kubeadm does not renew it. */
  readonly renew: string | null
  /** Name for `kubeadm init phase`; null where no phase makes it again. */
  readonly phase: string | null
  /** What the phase would keep if it found it: delete first. */
  readonly files: readonly string[]
  readonly restart: readonly ComponentId[]
  /** The authority whose key kubeadm signs it with. */
  readonly authority: string
  readonly kind: 'leaf' | 'kubeconfig' | 'authority' | 'service-account' | 'kubelet-client' | 'kubelet-serving'
}

const pki = '/etc/kubernetes/pki'
const CLUSTER_CA = `${pki}/ca.crt`
const leaf = (name: string, renew: string, restart: readonly ComponentId[]): KubeadmFile => ({
  path: new RegExp(`(^|/)${name.replaceAll('/', '\\/')}\\.(crt|key)$`),
  renew,
  phase: `certs ${renew}`,
  files: [`${pki}/${name}.crt`, `${pki}/${name}.key`],
  restart,
  authority: `${pki}/${/^etcd\/|-etcd-/.test(name) ? 'etcd/ca' : /^front-proxy/.test(name) ? 'front-proxy-ca' : 'ca'}.crt`,
  kind: 'leaf',
})
const conf = (name: string, phase: string, restart: readonly ComponentId[]): KubeadmFile => ({
  path: new RegExp(`(^|/)${name}\\.conf$`),
  renew: `${name}.conf`,
  phase: `kubeconfig ${phase}`,
  files: [`/etc/kubernetes/${name}.conf`],
  restart,
  authority: CLUSTER_CA,
  kind: 'kubeconfig',
})
const other = (path: RegExp, kind: KubeadmFile['kind'], restart: readonly ComponentId[]): KubeadmFile => ({
  path,
  renew: null,
  phase: null,
  files: [],
  restart,
  authority: CLUSTER_CA,
  kind,
})
const EVERYBODY: readonly ComponentId[] = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet']

/** The more particular paths first. */
export const KUBEADM_FILES: readonly KubeadmFile[] = [
  other(/(^|\/)etcd\/ca\.(crt|key)$/, 'authority', ['etcd', 'kube-apiserver']),
  leaf('etcd/server', 'etcd-server', ['etcd']),
  leaf('etcd/peer', 'etcd-peer', ['etcd']),
  leaf('etcd/healthcheck-client', 'etcd-healthcheck-client', []),
  leaf('apiserver-kubelet-client', 'apiserver-kubelet-client', ['kube-apiserver']),
  leaf('apiserver-etcd-client', 'apiserver-etcd-client', ['kube-apiserver']),
  leaf('apiserver', 'apiserver', ['kube-apiserver']),
  leaf('front-proxy-client', 'front-proxy-client', ['kube-apiserver']),
  other(/(^|\/)front-proxy-ca\.(crt|key)$/, 'authority', ['kube-apiserver', 'extension-apiserver']),
  other(/(^|\/)sa\.(key|pub)$/, 'service-account', ['kube-apiserver', 'kube-controller-manager']),
  other(/(^|\/)ca\.(crt|key)$/, 'authority', EVERYBODY),
  conf('super-admin', 'super-admin', []),
  conf('admin', 'admin', []),
  conf('controller-manager', 'controller-manager', ['kube-controller-manager']),
  conf('scheduler', 'scheduler', ['kube-scheduler']),
  other(/(^|\/)(kubelet\.conf|kubelet-client-[^/]*\.pem)$/, 'kubelet-client', ['kubelet']),
  other(/(^|\/)(kubelet\.(crt|key)|kubelet-server-[^/]*\.pem)$/, 'kubelet-serving', ['kubelet']),
]

export const kubeadmFile = (path: string | null): KubeadmFile | null =>
  path === null ? null : (KUBEADM_FILES.find((entry) => entry.path.test(path)) ?? null)
