/** MicroK8s with dqlite: flags in args files, ${SNAP_DATA} = /var/snap/microk8s/current, no etcd (canonical/microk8s microk8s-resources/default-args). */
import { kubeadm } from './kubeadm.ts'
import { differFrom } from './layout.ts'

const data = '/var/snap/microk8s/current'
const certs = `${data}/certs`
const credentials = `${data}/credentials`

export const microk8s = differFrom(kubeadm, {
  id: 'microk8s',
  markers: { paths: [/^\/var\/snap\/microk8s\//], kubeconfigClusters: [/^microk8s-cluster$/] },
  folders: [
    { host: `${data}/`, contains: ['certs/ca.crt', 'certs/server.crt', 'credentials/client.config', 'args/kube-apiserver'], atLeast: 2 },
    { host: `${certs}/`, contains: ['server.crt', 'kubelet.crt', 'serviceaccount.key', 'front-proxy-ca.crt'], atLeast: 3 },
  ],
  assumed: {
    'kube-apiserver': {
      '--client-ca-file': `${certs}/ca.crt`,
      '--tls-cert-file': `${certs}/server.crt`,
      '--tls-private-key-file': `${certs}/server.key`,
      '--kubelet-certificate-authority': `${certs}/ca.crt`,
      '--kubelet-client-certificate': `${certs}/apiserver-kubelet-client.crt`,
      '--kubelet-client-key': `${certs}/apiserver-kubelet-client.key`,
      '--etcd-servers': `unix://${data}/var/kubernetes/backend/kine.sock:12379`,
      '--proxy-client-cert-file': `${certs}/front-proxy-client.crt`,
      '--proxy-client-key-file': `${certs}/front-proxy-client.key`,
      '--requestheader-client-ca-file': `${certs}/front-proxy-ca.crt`,
      '--requestheader-allowed-names': 'front-proxy-client',
      '--service-account-key-file': `${certs}/serviceaccount.key`,
      '--service-account-signing-key-file': `${certs}/serviceaccount.key`,
      '--service-account-issuer': 'https://kubernetes.default.svc',
      '--service-cluster-ip-range': '10.152.183.0/24',
      '--secure-port': '16443',
    },
    'kube-controller-manager': {
      '--kubeconfig': `${credentials}/controller.config`,
      '--root-ca-file': `${certs}/ca.crt`,
      '--service-account-private-key-file': `${certs}/serviceaccount.key`,
    },
    'kube-scheduler': { '--kubeconfig': `${credentials}/scheduler.config` },
    'kube-proxy': { '--kubeconfig': `${credentials}/proxy.config` },
    kubelet: { '--kubeconfig': `${credentials}/kubelet.config`, '--client-ca-file': `${certs}/ca.crt`, '--cert-dir': certs },
    etcd: {},
  },
  programDefaults: { kubelet: { '--cert-dir': certs } },
  impliedBy: {
    'kube-apiserver': [`${certs}/server.crt`],
    'kube-controller-manager': [`${credentials}/controller.config`],
    'kube-scheduler': [`${credentials}/scheduler.config`],
    'kube-proxy': [`${credentials}/proxy.config`],
    kubelet: [`${credentials}/kubelet.config`],
    etcd: [],
  },
  kubeconfigs: [
    { path: /\/credentials\/client\.config$/, role: 'admin' },
    { path: /\/credentials\/controller\.config$/, role: 'kube-controller-manager' },
    { path: /\/credentials\/scheduler\.config$/, role: 'kube-scheduler' },
    { path: /\/credentials\/proxy\.config$/, role: 'kube-proxy' },
    { path: /\/credentials\/kubelet\.config$/, role: 'kubelet' },
  ],
  etcdClient: null,
  absent: ['etcd->etcd', 'etcdctl->etcd', 'kube-apiserver->etcd'],
  kubeProxy: 'kubeconfig',
  strictIdentities: false,
  repair: 'microk8s',
  restart: 'snap',
})
