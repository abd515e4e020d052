/** kops with etcd-manager (nodeup/pkg/model/*.go, PathSrvKubernetes = /srv/kubernetes): etcd's own files live on its data volume, not on the node. */
import { kubeadm } from './kubeadm.ts'
import { differFrom } from './layout.ts'

const srv = '/srv/kubernetes'
const api = `${srv}/kube-apiserver`
const kcm = `${srv}/kube-controller-manager`

export const kops = differFrom(kubeadm, {
  id: 'kops',
  markers: {
    paths: [/^\/(etc\/)?srv\/kubernetes\//, /^\/etc\/kubernetes\/manifests\/.+\.manifest$/, /^\/etc\/kubernetes\/pki\/etcd-manager/],
  },
  folders: [
    {
      host: `${srv}/`,
      contains: ['ca.crt', 'kube-apiserver/server.crt', 'kubelet-server.crt', 'kube-controller-manager/ca.key'],
      atLeast: 2,
    },
  ],
  assumed: {
    'kube-apiserver': {
      '--client-ca-file': `${srv}/ca.crt`,
      '--tls-cert-file': `${api}/server.crt`,
      '--tls-private-key-file': `${api}/server.key`,
      '--kubelet-client-certificate': `${api}/kubelet-api.crt`,
      '--kubelet-client-key': `${api}/kubelet-api.key`,
      '--etcd-servers': 'https://127.0.0.1:4001',
      '--etcd-cafile': `${api}/etcd-ca.crt`,
      '--etcd-certfile': `${api}/etcd-client.crt`,
      '--etcd-keyfile': `${api}/etcd-client.key`,
      '--proxy-client-cert-file': `${api}/apiserver-aggregator.crt`,
      '--proxy-client-key-file': `${api}/apiserver-aggregator.key`,
      '--requestheader-client-ca-file': `${api}/apiserver-aggregator-ca.crt`,
      '--requestheader-allowed-names': 'aggregator',
      '--service-account-key-file': `${api}/service-account.pub`,
      '--service-account-signing-key-file': `${api}/service-account.key`,
      '--service-cluster-ip-range': '100.64.0.0/13',
      '--authorization-mode': 'Node,RBAC',
      '--secure-port': '443',
    },
    'kube-controller-manager': {
      '--kubeconfig': '/var/lib/kube-controller-manager/kubeconfig',
      '--root-ca-file': `${srv}/ca.crt`,
      '--service-account-private-key-file': `${kcm}/service-account.key`,
      '--cluster-signing-cert-file': `${srv}/ca.crt`,
      '--cluster-signing-key-file': `${kcm}/ca.key`,
    },
    'kube-scheduler': { '--kubeconfig': '/var/lib/kube-scheduler/kubeconfig' },
    'kube-proxy': { '--kubeconfig': '/var/lib/kube-proxy/kubeconfig' },
    kubelet: {
      '--kubeconfig': '/var/lib/kubelet/kubeconfig',
      '--client-ca-file': `${srv}/ca.crt`,
      '--tls-cert-file': `${srv}/kubelet-server.crt`,
      '--tls-private-key-file': `${srv}/kubelet-server.key`,
    },
    etcd: {},
  },
  programDefaults: { kubelet: { '--config': '/var/lib/kubelet/kubelet.conf', '--cert-dir': '/var/lib/kubelet/pki' } },
  impliedBy: {
    'kube-apiserver': [`${api}/server.crt`],
    'kube-controller-manager': ['/var/lib/kube-controller-manager/kubeconfig'],
    'kube-scheduler': ['/var/lib/kube-scheduler/kubeconfig'],
    'kube-proxy': ['/var/lib/kube-proxy/kubeconfig'],
    kubelet: ['/var/lib/kubelet/kubeconfig', `${srv}/kubelet-server.crt`],
    etcd: [],
  },
  kubeconfigs: [
    { path: /^\/var\/lib\/kube-controller-manager\/kubeconfig$/, role: 'kube-controller-manager' },
    { path: /^\/var\/lib\/kube-scheduler\/kubeconfig$/, role: 'kube-scheduler' },
    { path: /^\/var\/lib\/kube-proxy\/kubeconfig$/, role: 'kube-proxy' },
    { path: /^\/var\/lib\/kubelet\/kubeconfig$/, role: 'kubelet' },
    { path: /\/\.kube\/config$/, role: 'admin' },
  ],
  etcdClient: null,
  kubeProxy: 'kubeconfig',
  identities: { 'kube-apiserver': [{ user: 'kubelet-api' }] },
  strictIdentities: false,
  repair: 'kops',
})
