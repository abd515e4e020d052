/** OpenShift 4: one signer per purpose, revisions of static pod resources side by side (openshift/cluster-{kube-apiserver,etcd,kube-controller-manager}-operator). */
import { kubeadm } from './kubeadm.ts'
import { differFrom } from './layout.ts'

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
    'kube-apiserver': [],
    etcd: [],
    'kube-controller-manager': [],
    'kube-scheduler': [],
  },
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
