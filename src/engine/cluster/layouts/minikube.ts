/** minikube: kubeadm below /var/lib/minikube/certs, with its own CA and certificates of system:masters (pkg/minikube/bootstrapper/certs.go). */
import { kubeadm } from './kubeadm.ts'
import { type Defaults, differFrom, relocate } from './layout.ts'

const certs = '/var/lib/minikube/certs'
const moved = (flags: Defaults[keyof Defaults]) => relocate(flags, '/etc/kubernetes/pki', certs)

export const minikube = differFrom(kubeadm, {
  id: 'minikube',
  markers: { paths: [/^\/var\/lib\/minikube\//, /\/\.minikube\//], commonNames: [/^minikubeCA$/] },
  folders: [
    {
      host: `${certs}/`,
      contains: ['apiserver.crt', 'proxy-client.crt', 'proxy-client-ca.crt', 'front-proxy-ca.crt', 'etcd/ca.crt', 'sa.pub'],
      atLeast: 3,
    },
    ...kubeadm.folders,
  ],
  assumed: {
    'kube-apiserver': {
      ...moved(kubeadm.assumed['kube-apiserver']),
      '--proxy-client-cert-file': `${certs}/front-proxy-client.crt`,
      '--proxy-client-key-file': `${certs}/front-proxy-client.key`,
      '--secure-port': '8443',
    },
    'kube-controller-manager': moved(kubeadm.assumed['kube-controller-manager']),
    kubelet: { ...moved(kubeadm.assumed.kubelet), '--client-ca-file': `${certs}/ca.crt` },
    etcd: moved(kubeadm.assumed.etcd),
  },
  impliedBy: {
    'kube-apiserver': [`${certs}/apiserver.crt`],
    etcd: [`${certs}/etcd/server.crt`, `${certs}/etcd/peer.crt`],
  },
  kubeconfigs: [
    ...kubeadm.kubeconfigs,
    { path: /^\/var\/lib\/minikube\/kubeconfig$/, role: 'admin' },
    { path: /\/\.kube\/config$/, role: 'admin' },
  ],
  etcdClient: {
    certificate: `${certs}/etcd/healthcheck-client.crt`,
    key: `${certs}/etcd/healthcheck-client.key`,
    authority: `${certs}/etcd/ca.crt`,
  },
  repair: 'minikube',
})
