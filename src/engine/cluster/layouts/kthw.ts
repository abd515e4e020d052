/** Kubernetes the Hard Way and clusters made by hand alike: systemd units, /var/lib/kubernetes (kelseyhightower/kubernetes-the-hard-way units/, ca.conf). */
import { kubeadm } from './kubeadm.ts'
import { differFrom } from './layout.ts'

const base = '/var/lib/kubernetes'

export const kthw = differFrom(kubeadm, {
  id: 'kthw',
  markers: {
    paths: [/^\/var\/lib\/kubernetes\/(kube-api-?server|kubernetes)\.(crt|pem)$/],
    kubeconfigClusters: [/^kubernetes-the-hard-way$/],
  },
  folders: [
    {
      host: `${base}/`,
      contains: [
        'kube-api-server.crt',
        'service-accounts.crt',
        'service-accounts.key',
        'kube-controller-manager.kubeconfig',
        'kube-scheduler.kubeconfig',
      ],
      atLeast: 2,
    },
  ],
  assumed: {
    'kube-apiserver': {
      '--client-ca-file': `${base}/ca.crt`,
      '--tls-cert-file': `${base}/kube-api-server.crt`,
      '--tls-private-key-file': `${base}/kube-api-server.key`,
      '--kubelet-certificate-authority': `${base}/ca.crt`,
      '--kubelet-client-certificate': `${base}/kube-api-server.crt`,
      '--kubelet-client-key': `${base}/kube-api-server.key`,
      '--etcd-servers': 'http://127.0.0.1:2379',
      '--service-account-key-file': `${base}/service-accounts.crt`,
      '--service-account-signing-key-file': `${base}/service-accounts.key`,
      '--service-account-issuer': 'https://server.kubernetes.local:6443',
    },
    'kube-controller-manager': {
      '--kubeconfig': `${base}/kube-controller-manager.kubeconfig`,
      '--root-ca-file': `${base}/ca.crt`,
      '--service-account-private-key-file': `${base}/service-accounts.key`,
    },
    'kube-scheduler': { '--kubeconfig': `${base}/kube-scheduler.kubeconfig` },
    'kube-proxy': { '--kubeconfig': '/var/lib/kube-proxy/kubeconfig' },
    kubelet: { '--kubeconfig': '/var/lib/kubelet/kubeconfig', '--config': '/var/lib/kubelet/kubelet-config.yaml' },
    etcd: {},
  },
  programDefaults: { kubelet: { '--cert-dir': '/var/lib/kubelet/pki' } },
  impliedBy: {
    'kube-apiserver': [`${base}/kube-api-server.crt`],
    'kube-controller-manager': [`${base}/kube-controller-manager.kubeconfig`],
    'kube-scheduler': [`${base}/kube-scheduler.kubeconfig`],
    'kube-proxy': ['/var/lib/kube-proxy/kubeconfig'],
    kubelet: ['/var/lib/kubelet/kubeconfig', '/var/lib/kubelet/kubelet-config.yaml'],
    etcd: [],
  },
  kubeconfigs: [
    { path: /\/kube-controller-manager\.kubeconfig$/, role: 'kube-controller-manager' },
    { path: /\/kube-scheduler\.kubeconfig$/, role: 'kube-scheduler' },
    { path: /\/kube-proxy(\/kubeconfig|\.kubeconfig)$/, role: 'kube-proxy' },
    { path: /^\/var\/lib\/kubelet\/kubeconfig$/, role: 'kubelet' },
    { path: /\/admin\.kubeconfig$/, role: 'admin' },
  ],
  etcdClient: null,
  etcdName: null,
  kubeProxy: 'kubeconfig',
  // docs/08: ClusterRoleBinding system:kube-apiserver binds user `kubernetes` to the kubelet's API.
  identities: { 'kube-apiserver': [{ user: 'kubernetes' }] },
  strictIdentities: false,
  repair: 'by-hand',
  restart: 'systemd',
})
