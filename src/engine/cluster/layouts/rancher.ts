/** What k3s and RKE2 share: one tree under /var/lib/rancher/<program> (k3s-io/k3s pkg/daemons/control/deps/deps.go, pkg/agent/config/config.go). */
import type { Defaults, LayoutDifferences } from './layout.ts'
import { rancherConfigured } from './rancher-config.ts'

/** The tree of `program`; the API server listens for local callers on `localPort`. */
export function rancherTree(program: 'k3s' | 'rke2', localPort: string) {
  const data = `/var/lib/rancher/${program}`
  const tls = `${data}/server/tls`
  const cred = `${data}/server/cred`
  const agent = `${data}/agent`
  // Flags as in pkg/daemons/control/server.go; k3s passes them in process, so no file holds them.
  const assumed: Defaults = {
    'kube-apiserver': {
      '--client-ca-file': `${tls}/client-ca.crt`,
      '--tls-cert-file': `${tls}/serving-kube-apiserver.crt`,
      '--tls-private-key-file': `${tls}/serving-kube-apiserver.key`,
      '--kubelet-certificate-authority': `${tls}/server-ca.crt`,
      '--kubelet-client-certificate': `${tls}/client-kube-apiserver.crt`,
      '--kubelet-client-key': `${tls}/client-kube-apiserver.key`,
      '--kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
      '--etcd-servers': 'https://127.0.0.1:2379',
      '--etcd-cafile': `${tls}/etcd/server-ca.crt`,
      '--etcd-certfile': `${tls}/etcd/client.crt`,
      '--etcd-keyfile': `${tls}/etcd/client.key`,
      '--proxy-client-cert-file': `${tls}/client-auth-proxy.crt`,
      '--proxy-client-key-file': `${tls}/client-auth-proxy.key`,
      '--requestheader-client-ca-file': `${tls}/request-header-ca.crt`,
      '--requestheader-allowed-names': 'system:auth-proxy',
      '--service-account-key-file': `${tls}/service.key`,
      '--service-account-signing-key-file': `${tls}/service.current.key`,
      '--service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
      '--service-cluster-ip-range': '10.43.0.0/16',
      '--authorization-mode': 'Node,RBAC',
      '--anonymous-auth': 'false',
      '--secure-port': localPort,
    },
    'kube-controller-manager': {
      '--kubeconfig': `${cred}/controller.kubeconfig`,
      '--root-ca-file': `${tls}/server-ca.crt`,
      '--service-account-private-key-file': `${tls}/service.current.key`,
      '--cluster-signing-kube-apiserver-client-cert-file': `${tls}/client-ca.nochain.crt`,
      '--cluster-signing-kube-apiserver-client-key-file': `${tls}/client-ca.key`,
      '--cluster-signing-kubelet-client-cert-file': `${tls}/client-ca.nochain.crt`,
      '--cluster-signing-kubelet-client-key-file': `${tls}/client-ca.key`,
      '--cluster-signing-kubelet-serving-cert-file': `${tls}/server-ca.nochain.crt`,
      '--cluster-signing-kubelet-serving-key-file': `${tls}/server-ca.key`,
      '--use-service-account-credentials': 'true',
    },
    'kube-scheduler': { '--kubeconfig': `${cred}/scheduler.kubeconfig` },
    'kube-proxy': { '--kubeconfig': `${agent}/kubeproxy.kubeconfig` },
    kubelet: {
      '--kubeconfig': `${agent}/kubelet.kubeconfig`,
      '--client-ca-file': `${agent}/client-ca.crt`,
      '--tls-cert-file': `${agent}/serving-kubelet.crt`,
      '--tls-private-key-file': `${agent}/serving-kubelet.key`,
      '--anonymous-auth': 'false',
      '--authentication-token-webhook': 'true',
      '--authorization-mode': 'Webhook',
    },
    etcd: {
      '--cert-file': `${tls}/etcd/server-client.crt`,
      '--key-file': `${tls}/etcd/server-client.key`,
      '--trusted-ca-file': `${tls}/etcd/server-ca.crt`,
      '--client-cert-auth': 'true',
      '--peer-cert-file': `${tls}/etcd/peer-server-client.crt`,
      '--peer-key-file': `${tls}/etcd/peer-server-client.key`,
      '--peer-trusted-ca-file': `${tls}/etcd/peer-ca.crt`,
      '--peer-client-cert-auth': 'true',
      '--initial-advertise-peer-urls': 'https://127.0.0.1:2380',
      '--listen-client-urls': 'https://127.0.0.1:2379',
    },
  }
  return {
    markers: {
      paths: [new RegExp(`^/(var/lib|etc)/rancher/${program}/`)],
      programs: [new RegExp(`^${program}$`)],
      commonNames: [new RegExp(`^${program}-(client|server|request-header)-ca@\\d+$`)],
    },
    folders: [
      {
        host: `${tls}/`,
        contains: [
          'client-ca.crt',
          'server-ca.crt',
          'request-header-ca.crt',
          'serving-kube-apiserver.crt',
          'client-admin.crt',
          'service.key',
        ],
        atLeast: 2,
      },
      {
        host: `${cred}/`,
        contains: ['admin.kubeconfig', 'controller.kubeconfig', 'scheduler.kubeconfig', 'supervisor.kubeconfig'],
        atLeast: 2,
      },
      {
        host: `${agent}/`,
        contains: ['kubelet.kubeconfig', 'kubeproxy.kubeconfig', 'client-kubelet.crt', 'serving-kubelet.crt'],
        atLeast: 2,
      },
      { host: `${data}/`, contains: ['server/tls/client-ca.crt', 'server/tls/server-ca.crt', 'agent/kubelet.kubeconfig'], atLeast: 1 },
    ],
    assumed,
    configured: (sources, has) => rancherConfigured(program, sources, has),
    impliedBy: {
      'kube-apiserver': [`${tls}/serving-kube-apiserver.crt`],
      'kube-controller-manager': [`${cred}/controller.kubeconfig`],
      'kube-scheduler': [`${cred}/scheduler.kubeconfig`],
      'kube-proxy': [`${agent}/kubeproxy.kubeconfig`],
      kubelet: [`${agent}/kubelet.kubeconfig`, `${agent}/client-kubelet.crt`],
      // The certificates are made for every datastore; only the configuration file says that etcd runs.
      etcd: [`${data}/server/db/etcd/config`],
    },
    programDefaults: { kubelet: {} },
    kubeconfigs: [
      { path: new RegExp(`^/etc/rancher/${program}/${program}\\.yaml$`), role: 'admin' },
      { path: new RegExp(`^${cred}/admin\\.kubeconfig$`), role: 'admin' },
      { path: new RegExp(`^${cred}/controller\\.kubeconfig$`), role: 'kube-controller-manager' },
      { path: new RegExp(`^${cred}/scheduler\\.kubeconfig$`), role: 'kube-scheduler' },
      { path: new RegExp(`^${cred}/cloud-controller\\.kubeconfig$`), role: 'cloud-controller-manager' },
      { path: new RegExp(`^${agent}/kubelet\\.kubeconfig$`), role: 'kubelet' },
      { path: new RegExp(`^${agent}/kubeproxy\\.kubeconfig$`), role: 'kube-proxy' },
    ],
    etcdClient: { certificate: `${tls}/etcd/client.crt`, key: `${tls}/etcd/client.key`, authority: `${tls}/etcd/server-ca.crt` },
    // pkg/etcd: the host's name and eight hexadecimal digits.
    etcdName: /^(.+)-[0-9a-f]{8}$/,
    kubeProxy: 'kubeconfig',
    identities: { 'cloud-controller-manager': [{ user: `${program}-cloud-controller-manager` }] },
    strictIdentities: false,
    repair: program,
    restart: 'service',
  } satisfies Omit<LayoutDifferences, 'id'>
}
