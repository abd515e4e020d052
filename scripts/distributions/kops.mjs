// kops with etcd-manager. kubernetes/kops nodeup/pkg/model/{kube_apiserver,kube_controller_manager,kube_scheduler,kubelet,kube_proxy,etcd_manager_tls}.go
// (PathSrvKubernetes = /srv/kubernetes), nodetasks.IssueCert for subjects; leaves live about 455 days (issue_cert.go), server.crt carries the root.
import {
  authority,
  certPem,
  embedded,
  flags,
  keyPem,
  kubeletConfiguration,
  leaf,
  newKey,
  pair,
  pod,
  publicPem,
  serviceNames,
} from './kit.mjs'

const S = 'srv/kubernetes'
const DAYS = 460
export default () => {
  const node = 'i-0a1b2c3d4e5f60718'
  const address = '192.0.2.51'
  const [ca, aggregator, clients, peers, eventsClients, eventsPeers] = [
    'kubernetes-ca',
    'apiserver-aggregator-ca',
    'etcd-clients-ca',
    'etcd-peers-ca-main',
    'etcd-clients-ca',
    'etcd-peers-ca-events',
  ].map((cn) => authority(cn))
  const own = (issuer, cn, rest = {}) => leaf(issuer, cn, { days: DAYS, ...rest })
  const key = newKey('RSA')
  const api = 'api.internal.k8s.example.com'
  const files = {
    [`${S}/ca.crt`]: certPem(ca),
    [`${S}/kube-controller-manager/ca.key`]: keyPem(ca.key),
    ...pair(
      `${S}/kube-apiserver/server`,
      own(ca, 'kubernetes-master', {
        eku: ['server'],
        dns: [...serviceNames(), api, 'api.k8s.example.com'],
        ip: ['100.64.0.1', '127.0.0.1', address],
      }),
      { chain: [ca] },
    ),
    ...pair(`${S}/kube-apiserver/kubelet-api`, own(ca, 'kubelet-api')),
    ...pair(`${S}/kube-apiserver/apiserver-aggregator`, own(aggregator, 'aggregator')),
    [`${S}/kube-apiserver/apiserver-aggregator-ca.crt`]: certPem(aggregator),
    ...pair(`${S}/kube-apiserver/etcd-client`, own(clients, 'kube-apiserver')),
    [`${S}/kube-apiserver/etcd-ca.crt`]: certPem(clients),
    [`${S}/kube-apiserver/service-account.pub`]: publicPem(key),
    [`${S}/kube-apiserver/service-account.key`]: keyPem(key),
    [`${S}/kube-controller-manager/service-account.key`]: keyPem(key),
    ...pair(`${S}/kubelet-server`, own(ca, node, { eku: ['server'], dns: [node], ip: [address] })),
    'etc/kubernetes/pki/etcd-manager-main/etcd-clients-ca.crt': certPem(clients),
    'etc/kubernetes/pki/etcd-manager-main/etcd-peers-ca.crt': certPem(peers),
    'etc/kubernetes/pki/etcd-manager-events/etcd-clients-ca.crt': certPem(eventsClients),
    'etc/kubernetes/pki/etcd-manager-events/etcd-peers-ca.crt': certPem(eventsPeers),
    'var/lib/kube-controller-manager/kubeconfig': embedded(
      'kube-controller-manager',
      own(ca, 'system:kube-controller-manager'),
      ca,
      'https://127.0.0.1',
    ),
    'var/lib/kube-scheduler/kubeconfig': embedded('kube-scheduler', own(ca, 'system:kube-scheduler'), ca, 'https://127.0.0.1'),
    'var/lib/kube-proxy/kubeconfig': embedded('kube-proxy', own(ca, 'system:kube-proxy'), ca, 'https://127.0.0.1'),
    'var/lib/kubelet/kubeconfig': embedded('kubelet', own(ca, `system:node:${node}`, { o: ['system:nodes'] }), ca, 'https://127.0.0.1'),
    'var/lib/kubelet/kubelet.conf': kubeletConfiguration([
      'authentication:',
      '  anonymous:',
      '    enabled: false',
      '  x509:',
      `    clientCAFile: /${S}/ca.crt`,
      'authorization:',
      '  mode: Webhook',
      `tlsCertFile: /${S}/kubelet-server.crt`,
      `tlsPrivateKeyFile: /${S}/kubelet-server.key`,
    ]),
    'etc/sysconfig/kubelet': `DAEMON_ARGS="--config=/var/lib/kubelet/kubelet.conf --hostname-override=${node} --kubeconfig=/var/lib/kubelet/kubeconfig --tls-cert-file=/${S}/kubelet-server.crt --tls-private-key-file=/${S}/kubelet-server.key"\nHOME="/root"\n`,
    'lib/systemd/system/kubelet.service':
      '[Unit]\nDescription=Kubernetes Kubelet Server\n\n[Service]\nEnvironmentFile=/etc/sysconfig/kubelet\nExecStart=/usr/local/bin/kubelet "$DAEMON_ARGS"\nRestart=always\n',
  }
  const A = `/${S}/kube-apiserver`
  const image = (name) => `registry.k8s.io/${name}:v1.34.3`
  const M = 'etc/kubernetes/manifests'
  files[`${M}/kube-apiserver.manifest`] = pod(
    'kube-apiserver',
    image('kube-apiserver'),
    flags({
      'allow-privileged': true,
      'anonymous-auth': false,
      'api-audiences': 'kubernetes.svc.default',
      'apiserver-count': 1,
      'authorization-mode': 'Node,RBAC',
      'bind-address': '0.0.0.0',
      'client-ca-file': `/${S}/ca.crt`,
      'enable-admission-plugins': 'NamespaceLifecycle,LimitRanger,ServiceAccount,NodeRestriction,ResourceQuota',
      'etcd-cafile': `${A}/etcd-ca.crt`,
      'etcd-certfile': `${A}/etcd-client.crt`,
      'etcd-keyfile': `${A}/etcd-client.key`,
      'etcd-servers': 'https://127.0.0.1:4001',
      'etcd-servers-overrides': '/events#https://127.0.0.1:4002',
      'kubelet-client-certificate': `${A}/kubelet-api.crt`,
      'kubelet-client-key': `${A}/kubelet-api.key`,
      'kubelet-preferred-address-types': 'InternalIP,Hostname,ExternalIP',
      'proxy-client-cert-file': `${A}/apiserver-aggregator.crt`,
      'proxy-client-key-file': `${A}/apiserver-aggregator.key`,
      'requestheader-allowed-names': 'aggregator',
      'requestheader-client-ca-file': `${A}/apiserver-aggregator-ca.crt`,
      'secure-port': 443,
      'service-account-issuer': `https://${api}`,
      'service-account-jwks-uri': `https://${api}/openid/v1/jwks`,
      'service-account-key-file': `${A}/service-account.pub`,
      'service-account-signing-key-file': `${A}/service-account.key`,
      'service-cluster-ip-range': '100.64.0.0/13',
      'tls-cert-file': `${A}/server.crt`,
      'tls-private-key-file': `${A}/server.key`,
    }),
    [
      ['/srv/kubernetes/ca.crt', '/srv/kubernetes/ca.crt'],
      [A, A],
    ],
    { field: 'args' },
  )
  const C = `/${S}/kube-controller-manager`
  files[`${M}/kube-controller-manager.manifest`] = pod(
    'kube-controller-manager',
    image('kube-controller-manager'),
    flags({
      'authentication-kubeconfig': '/var/lib/kube-controller-manager/kubeconfig',
      'authorization-kubeconfig': '/var/lib/kube-controller-manager/kubeconfig',
      'cluster-signing-cert-file': `/${S}/ca.crt`,
      'cluster-signing-key-file': `${C}/ca.key`,
      kubeconfig: '/var/lib/kube-controller-manager/kubeconfig',
      'root-ca-file': `/${S}/ca.crt`,
      'service-account-private-key-file': `${C}/service-account.key`,
      'use-service-account-credentials': true,
    }),
    [
      ['/srv/kubernetes/ca.crt', '/srv/kubernetes/ca.crt'],
      [C, C],
      ['/var/lib/kube-controller-manager', '/var/lib/kube-controller-manager'],
    ],
    { field: 'args' },
  )
  files[`${M}/kube-scheduler.manifest`] = pod(
    'kube-scheduler',
    image('kube-scheduler'),
    flags({
      'authentication-kubeconfig': '/var/lib/kube-scheduler/kubeconfig',
      'authorization-kubeconfig': '/var/lib/kube-scheduler/kubeconfig',
      kubeconfig: '/var/lib/kube-scheduler/kubeconfig',
    }),
    [['/var/lib/kube-scheduler', '/var/lib/kube-scheduler']],
    { field: 'args' },
  )
  files[`${M}/kube-proxy.manifest`] = pod(
    'kube-proxy',
    image('kube-proxy'),
    flags({ 'hostname-override': node, kubeconfig: '/var/lib/kube-proxy/kubeconfig', master: 'https://127.0.0.1' }),
    [['/var/lib/kube-proxy/kubeconfig', '/var/lib/kube-proxy/kubeconfig']],
    { field: 'args' },
  )
  return files
}
