/** kubespray: kubeadm with /etc/kubernetes/ssl, etcd on the host with its own certificates (roles/etcd/templates/{etcd.env,openssl.conf}.j2). */
import { kubeadm } from './kubeadm.ts'
import { type Defaults, differFrom, relocate } from './layout.ts'

const ssl = '/etc/kubernetes/ssl'
const etcd = '/etc/ssl/etcd/ssl'
const moved = (flags: Defaults[keyof Defaults]) => relocate(flags, '/etc/kubernetes/pki', ssl)

export const kubespray = differFrom(kubeadm, {
  id: 'kubespray',
  markers: { paths: [/^\/etc\/ssl\/etcd\/ssl\/(member|admin|node)-.+\.pem$/, /^\/etc\/kubernetes\/ssl\/(apiserver|ca)\.crt$/] },
  folders: [
    {
      host: `${ssl}/`,
      contains: ['ca.crt', 'apiserver.crt', 'apiserver-kubelet-client.crt', 'front-proxy-ca.crt', 'front-proxy-client.crt', 'sa.pub'],
      atLeast: 2,
    },
    ...kubeadm.folders.filter(({ host }) => host !== '/etc/kubernetes/pki/'),
  ],
  assumed: {
    'kube-apiserver': { ...moved(kubeadm.assumed['kube-apiserver']), '--etcd-cafile': `${etcd}/ca.pem` },
    'kube-controller-manager': moved(kubeadm.assumed['kube-controller-manager']),
    kubelet: { ...moved(kubeadm.assumed.kubelet), '--config': '/etc/kubernetes/kubelet-config.yaml' },
    etcd: {
      '--trusted-ca-file': `${etcd}/ca.pem`,
      '--client-cert-auth': 'true',
      '--peer-trusted-ca-file': `${etcd}/ca.pem`,
      '--peer-client-cert-auth': 'true',
    },
  },
  programDefaults: { kubelet: { '--cert-dir': '/var/lib/kubelet/pki', '--config': '/etc/kubernetes/kubelet-config.yaml' } },
  impliedBy: { 'kube-apiserver': [`${ssl}/apiserver.crt`, `${ssl}/apiserver-kubelet-client.crt`], etcd: ['/etc/etcd.env'] },
  // admin-HOST.pem carries the host's name: it is named by ETCDCTL_CERT in etcd.env. With etcd_deployment_type kubeadm it is kubeadm's.
  etcdClient: {
    certificate: `${ssl}/etcd/healthcheck-client.crt`,
    key: `${ssl}/etcd/healthcheck-client.key`,
    authority: `${ssl}/etcd/ca.crt`,
    onlyOfPod: true,
  },
  etcdName: null,
  repair: 'kubespray',
})
