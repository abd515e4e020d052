/** OpenShift 4: one signer per purpose, revisions of static pod resources side by side (openshift/cluster-{kube-apiserver,etcd,kube-controller-manager}-operator). */
import { kubeadm } from './kubeadm.ts'
import { type Configured, differFrom } from './layout.ts'

/** What the installer makes, as the API server of the bootstrap machine runs with it (cluster-kube-apiserver-operator bindata/bootkube/config/bootstrap-config-overrides.yaml). */
const tls = '/opt/openshift/tls'
const server = `${tls}/kube-apiserver`
const named = (name: string): string => `${server}-${name}-server.crt,${server}-${name}-server.key`

const BOOTSTRAP: Readonly<Record<string, string | readonly string[]>> = {
  '--client-ca-file': `${server}-complete-client-ca-bundle.crt`,
  '--tls-cert-file': `${server}-service-network-server.crt`,
  '--tls-private-key-file': `${server}-service-network-server.key`,
  '--tls-sni-cert-key': ['localhost', 'lb', 'internal-lb'].map(named),
  '--kubelet-client-certificate': `${server}-to-kubelet-client.crt`,
  '--kubelet-client-key': `${server}-to-kubelet-client.key`,
  '--kubelet-certificate-authority': `${tls}/kubelet-serving-ca-bundle.crt`,
  '--service-account-key-file': `${tls}/service-account.pub`,
  '--service-account-signing-key-file': `${tls}/service-account.key`,
  '--requestheader-client-ca-file': `${tls}/aggregator-signer.crt`,
  '--authorization-mode': 'Node,RBAC',
  '--secure-port': '6443',
}
const bootstrap = Object.entries(BOOTSTRAP).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one, location: null })))

export const openshift = differFrom(kubeadm, {
  id: 'openshift',
  markers: {
    paths: [/^\/etc\/kubernetes\/static-pod-(resources|certs)\//],
    commonNames: [
      /^kube-apiserver-to-kubelet-signer$/,
      /^kube-control-plane-signer$/,
      /^(kube-apiserver-)?(localhost|service-network|lb|loadbalancer)-(serving-)?signer$/,
      /^aggregator-client-signer$/,
      /^openshift-[a-z-]+_[a-z-]+@\d+$/,
    ],
  },
  folders: [
    {
      host: '/etc/kubernetes/static-pod-resources/',
      contains: ['kube-apiserver-certs/configmaps/client-ca/ca-bundle.crt', 'etcd-certs/configmaps/etcd-serving-ca/ca-bundle.crt'],
      atLeast: 1,
    },
    {
      host: '/opt/openshift/',
      contains: ['auth/kubeconfig', 'tls/kube-apiserver-lb-server.crt', 'tls/kube-apiserver-complete-client-ca-bundle.crt'],
      atLeast: 2,
    },
    {
      host: `${tls}/`,
      contains: ['complete-client-ca-bundle', 'lb-server', 'service-network-server', 'internal-lb-server'].map(
        (name) => `kube-apiserver-${name}.crt`,
      ),
      atLeast: 2,
    },
  ],
  assumed: {
    'kube-apiserver': {},
    'kube-controller-manager': {},
    'kube-scheduler': {},
    kubelet: {
      '--kubeconfig': '/var/lib/kubelet/kubeconfig',
      '--config': '/etc/kubernetes/kubelet.conf',
      '--client-ca-file': '/etc/kubernetes/kubelet-ca.crt',
      '--rotate-certificates': 'true',
      '--rotate-server-certificates': 'true',
    },
    etcd: {},
  },
  programDefaults: {
    kubelet: {
      '--cert-dir': '/var/lib/kubelet/pki',
      '--config': '/etc/kubernetes/kubelet.conf',
      '--kubeconfig': '/var/lib/kubelet/kubeconfig',
    },
  },
  impliedBy: {
    kubelet: ['/var/lib/kubelet/kubeconfig', '/var/lib/kubelet/pki/kubelet-client-current.pem', '/etc/kubernetes/kubelet.conf'],
    'kube-apiserver': [`${server}-lb-server.crt`],
    etcd: [],
    'kube-controller-manager': [],
    'kube-scheduler': [],
  },
  configured: (_, has): Configured => (has(`${server}-lb-server.crt`) ? { 'kube-apiserver': bootstrap } : {}),
  kubeconfigs: [
    {
      path: /\/kube-controller-manager-pod(-\d+)?\/configmaps\/controller-manager-kubeconfig\/kubeconfig$/,
      role: 'kube-controller-manager',
    },
    { path: /\/kube-scheduler-pod(-\d+)?\/configmaps\/scheduler-kubeconfig\/kubeconfig$/, role: 'kube-scheduler' },
    { path: /^\/var\/lib\/kubelet\/kubeconfig$/, role: 'kubelet' },
    { path: /\/auth\/kubeconfig$|\/node-kubeconfigs\/lb-(ext|int)\.kubeconfig$|\/\.kube\/config$/, role: 'admin' },
  ],
  etcdClient: null,
  absent: ['kube-proxy->kube-apiserver'],
  kubeProxy: 'none',
  identities: { 'kube-apiserver': [{ user: 'system:kube-apiserver' }], admin: [{ user: 'system:admin' }] },
  strictIdentities: false,
  repair: 'openshift',
})
