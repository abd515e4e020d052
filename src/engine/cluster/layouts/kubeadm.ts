/**
 * kubeadm: the base of all layouts. Paths and flags as kubeadm writes them
 * (cmd/kubeadm/app/phases/certs/certlist.go, phases/kubeconfig/kubeconfig.go, phases/controlplane/manifests.go, phases/etcd/local.go).
 */
import { kubeadmConfigured } from './kubeadm-config.ts'
import type { Defaults, Layout } from './layout.ts'

const etc = '/etc/kubernetes'
const pki = `${etc}/pki`

const assumed: Defaults = {
  'kube-apiserver': {
    '--client-ca-file': `${pki}/ca.crt`,
    '--tls-cert-file': `${pki}/apiserver.crt`,
    '--tls-private-key-file': `${pki}/apiserver.key`,
    '--kubelet-client-certificate': `${pki}/apiserver-kubelet-client.crt`,
    '--kubelet-client-key': `${pki}/apiserver-kubelet-client.key`,
    '--kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
    '--etcd-servers': 'https://127.0.0.1:2379',
    '--etcd-cafile': `${pki}/etcd/ca.crt`,
    '--etcd-certfile': `${pki}/apiserver-etcd-client.crt`,
    '--etcd-keyfile': `${pki}/apiserver-etcd-client.key`,
    '--proxy-client-cert-file': `${pki}/front-proxy-client.crt`,
    '--proxy-client-key-file': `${pki}/front-proxy-client.key`,
    '--requestheader-client-ca-file': `${pki}/front-proxy-ca.crt`,
    '--requestheader-allowed-names': 'front-proxy-client',
    '--service-account-key-file': `${pki}/sa.pub`,
    '--service-account-signing-key-file': `${pki}/sa.key`,
    '--service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    '--service-cluster-ip-range': '10.96.0.0/12',
    '--authorization-mode': 'Node,RBAC',
    '--enable-bootstrap-token-auth': 'true',
    '--secure-port': '6443',
  },
  'kube-controller-manager': {
    '--kubeconfig': `${etc}/controller-manager.conf`,
    '--client-ca-file': `${pki}/ca.crt`,
    '--root-ca-file': `${pki}/ca.crt`,
    '--requestheader-client-ca-file': `${pki}/front-proxy-ca.crt`,
    '--service-account-private-key-file': `${pki}/sa.key`,
    '--cluster-signing-cert-file': `${pki}/ca.crt`,
    '--cluster-signing-key-file': `${pki}/ca.key`,
  },
  'kube-scheduler': { '--kubeconfig': `${etc}/scheduler.conf` },
  kubelet: {
    '--kubeconfig': `${etc}/kubelet.conf`,
    '--bootstrap-kubeconfig': `${etc}/bootstrap-kubelet.conf`,
    '--config': '/var/lib/kubelet/config.yaml',
    '--client-ca-file': `${pki}/ca.crt`,
    '--rotate-certificates': 'true',
  },
  etcd: {
    '--cert-file': `${pki}/etcd/server.crt`,
    '--key-file': `${pki}/etcd/server.key`,
    '--trusted-ca-file': `${pki}/etcd/ca.crt`,
    '--client-cert-auth': 'true',
    '--peer-cert-file': `${pki}/etcd/peer.crt`,
    '--peer-key-file': `${pki}/etcd/peer.key`,
    '--peer-trusted-ca-file': `${pki}/etcd/ca.crt`,
    '--peer-client-cert-auth': 'true',
    // The member's own address is not known without a manifest; kubeadm puts the loopback address into both certificates.
    '--initial-advertise-peer-urls': 'https://127.0.0.1:2380',
    '--listen-client-urls': 'https://127.0.0.1:2379',
  },
}

export const kubeadm: Layout = {
  id: 'kubeadm',
  markers: { paths: [/^\/etc\/kubernetes\/(pki\/|admin\.conf$|kubelet\.conf$|manifests\/kube-apiserver\.yaml$)/] },
  folders: [
    {
      host: `${etc}/`,
      contains: ['admin.conf', 'super-admin.conf', 'controller-manager.conf', 'scheduler.conf', 'kubelet.conf', 'bootstrap-kubelet.conf'],
      atLeast: 1,
    },
    { host: `${etc}/`, contains: ['manifests/kube-apiserver.yaml', 'manifests/etcd.yaml', 'pki/ca.crt', 'pki/apiserver.crt'], atLeast: 1 },
    {
      host: `${pki}/`,
      contains: [
        'ca.crt',
        'apiserver.crt',
        'apiserver-kubelet-client.crt',
        'apiserver-etcd-client.crt',
        'front-proxy-ca.crt',
        'front-proxy-client.crt',
        'sa.pub',
        'sa.key',
        'etcd/ca.crt',
        'etcd/server.crt',
        'etcd/peer.crt',
      ],
      atLeast: 2,
    },
    {
      host: '/var/lib/kubelet/',
      contains: ['config.yaml', 'kubeadm-flags.env', 'pki/kubelet.crt', 'pki/kubelet-client-current.pem'],
      atLeast: 2,
    },
    { host: '/var/lib/kubelet/pki/', contains: ['kubelet.crt', 'kubelet-client-current.pem', 'kubelet-server-current.pem'], atLeast: 1 },
  ],
  assumed,
  configured: (sources) => kubeadmConfigured(sources, assumed),
  programDefaults: {
    kubelet: { '--cert-dir': '/var/lib/kubelet/pki', '--config': '/var/lib/kubelet/config.yaml' },
    'kube-apiserver': { '--secure-port': '6443', '--service-cluster-ip-range': '10.0.0.0/24', '--cert-dir': '/var/run/kubernetes' },
    etcd: { '--listen-client-urls': 'http://localhost:2379', '--initial-advertise-peer-urls': 'http://localhost:2380' },
  },
  impliedBy: {
    'kube-apiserver': [`${pki}/apiserver.crt`, `${pki}/apiserver-kubelet-client.crt`],
    etcd: [`${pki}/etcd/server.crt`, `${pki}/etcd/peer.crt`],
    'kube-controller-manager': [`${etc}/controller-manager.conf`],
    'kube-scheduler': [`${etc}/scheduler.conf`],
    kubelet: [`${etc}/kubelet.conf`, '/var/lib/kubelet/config.yaml', '/var/lib/kubelet/pki/kubelet-client-current.pem'],
  },
  kubeconfigs: [
    { path: /^\/etc\/kubernetes\/admin\.conf$/, role: 'admin' },
    { path: /^\/etc\/kubernetes\/super-admin\.conf$/, role: 'super-admin' },
    { path: /^\/etc\/kubernetes\/controller-manager\.(conf|kubeconfig)$/, role: 'kube-controller-manager' },
    { path: /^\/etc\/kubernetes\/scheduler\.(conf|kubeconfig)$/, role: 'kube-scheduler' },
    { path: /^\/etc\/kubernetes\/kubelet\.(conf|kubeconfig)$/, role: 'kubelet' },
    { path: /^\/etc\/kubernetes\/bootstrap-kubelet\.(conf|kubeconfig)$/, role: 'kubelet-bootstrap' },
    { path: /^\/(etc\/kubernetes\/(kube-)?proxy\.(conf|kubeconfig)|var\/lib\/kube-proxy\/kubeconfig(\.conf)?)$/, role: 'kube-proxy' },
  ],
  etcdClient: {
    certificate: `${pki}/etcd/healthcheck-client.crt`,
    key: `${pki}/etcd/healthcheck-client.key`,
    authority: `${pki}/etcd/ca.crt`,
  },
  etcdName: /^(.+)$/,
  absent: [],
  kubeProxy: 'service-account',
  identities: {},
  strictIdentities: true,
  // kubeadm keeps the files it replaces below /etc/kubernetes/tmp; people keep theirs beside the original.
  backups: [
    /^\/etc\/kubernetes\/tmp\//,
    /\.(bak|old|orig|save|backup|rpmsave|dpkg-old)(\.|$)/,
    /~$/,
    /\/(kubernetes|pki|manifests)[._-](bak|backup|old)[^/]*\//,
    /\/backup[^/]*\//,
  ],
  repair: 'kubeadm',
  restart: 'static-pod',
}
