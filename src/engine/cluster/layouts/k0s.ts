/** k0s: everything below /var/lib/k0s/pki, flags given to child processes (k0sproject/k0s pkg/component/controller/{certificates,apiserver,etcd}.go). */
import { kubeadm } from './kubeadm.ts'
import { type Defaults, differFrom, relocate } from './layout.ts'

const pki = '/var/lib/k0s/pki'
const moved = (flags: Defaults[keyof Defaults]) => relocate(flags, '/etc/kubernetes/pki', pki)

export const k0s = differFrom(kubeadm, {
  id: 'k0s',
  markers: { paths: [/^\/var\/lib\/k0s\//] },
  folders: [{ host: `${pki}/`, contains: ['ccm.conf', 'server.crt', 'k0s-api.crt', 'konnectivity.conf'], atLeast: 2 }],
  assumed: {
    'kube-apiserver': {
      ...moved(kubeadm.assumed['kube-apiserver']),
      '--tls-cert-file': `${pki}/server.crt`,
      '--tls-private-key-file': `${pki}/server.key`,
      '--service-account-issuer': 'https://kubernetes.default.svc',
    },
    'kube-controller-manager': { ...moved(kubeadm.assumed['kube-controller-manager']), '--kubeconfig': `${pki}/ccm.conf` },
    'kube-scheduler': { '--kubeconfig': `${pki}/scheduler.conf` },
    kubelet: { '--kubeconfig': '/var/lib/k0s/kubelet.conf', '--client-ca-file': `${pki}/ca.crt` },
    etcd: moved(kubeadm.assumed.etcd),
  },
  programDefaults: { kubelet: { '--cert-dir': '/var/lib/k0s/kubelet/pki' } },
  impliedBy: {
    'kube-apiserver': [`${pki}/server.crt`],
    'kube-controller-manager': [`${pki}/ccm.conf`],
    'kube-scheduler': [`${pki}/scheduler.conf`],
    kubelet: ['/var/lib/k0s/kubelet.conf'],
    etcd: [`${pki}/etcd/server.crt`, `${pki}/etcd/peer.crt`],
  },
  kubeconfigs: [
    { path: /^\/var\/lib\/k0s\/pki\/admin\.conf$/, role: 'admin' },
    { path: /^\/var\/lib\/k0s\/pki\/ccm\.conf$/, role: 'kube-controller-manager' },
    { path: /^\/var\/lib\/k0s\/pki\/scheduler\.conf$/, role: 'kube-scheduler' },
    { path: /^\/var\/lib\/k0s\/kubelet\.conf$/, role: 'kubelet' },
  ],
  etcdClient: { certificate: `${pki}/apiserver-etcd-client.crt`, key: `${pki}/apiserver-etcd-client.key`, authority: `${pki}/etcd/ca.crt` },
  strictIdentities: false,
  repair: 'k0s',
  restart: 'service',
})
