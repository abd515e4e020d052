// Talos: siderolabs/talos internal/app/machined/pkg/controllers/k8s/control_plane_static_pod.go (flags and mounts), pkg/machinery/constants
// (directories), controllers/secrets/{kubernetes,kubernetes_dynamic_certs,etcd}.go (subjects), controllers/k8s/kubelet_spec.go.
import {
  authority,
  certPem,
  embedded,
  flags,
  keyPem,
  kubeconfig,
  kubeletConfiguration,
  leaf,
  newKey,
  pair,
  pod,
  publicPem,
  serviceNames,
} from './kit.mjs'

const K = 'system/secrets/kubernetes'
export default () => {
  const node = 'talos-cp1'
  const address = '192.0.2.61'
  const endpoint = 'https://192.0.2.60:6443'
  const [ca, etcd, aggregator] = [
    ['O', 'kubernetes'],
    ['O', 'etcd'],
    ['CN', 'front-proxy'],
  ].map((subject) => authority('', { subject: [subject], kind: 'EC' }))
  const own = (issuer, cn, rest = {}) => leaf(issuer, cn, { kind: 'EC', ...rest })
  const key = newKey('RSA')
  const api = `/${K}/kube-apiserver`
  const kcm = `/${K}/kube-controller-manager`
  const sched = `/${K}/kube-scheduler`
  const at = (path) => path.slice(1)
  const kubelet = own(ca, `system:node:${node}`, { o: ['system:nodes'] })
  const local = { dns: [node, 'localhost'], ip: [address, '127.0.0.1', '::1'] }
  const files = {
    [`${at(api)}/ca.crt`]: certPem(ca),
    [`${at(api)}/etcd-client-ca.crt`]: certPem(etcd),
    [`${at(api)}/aggregator-ca.crt`]: certPem(aggregator),
    ...pair(`${at(api)}/etcd-client`, own(etcd, 'kube-apiserver')),
    ...pair(
      `${at(api)}/apiserver`,
      own(ca, 'kube-apiserver', {
        o: ['kube-master'],
        eku: ['server'],
        dns: [node, 'localhost', ...serviceNames()],
        ip: ['10.96.0.1', address, '127.0.0.1', '192.0.2.60'],
      }),
    ),
    ...pair(`${at(api)}/apiserver-kubelet-client`, own(ca, 'apiserver-kubelet-client', { o: ['system:masters'] })),
    ...pair(`${at(api)}/front-proxy-client`, own(aggregator, 'front-proxy-client')),
    [`${at(api)}/service-account.pub`]: publicPem(key),
    [`${at(api)}/service-account.key`]: keyPem(key),
    [`${at(kcm)}/ca.crt`]: certPem(ca),
    [`${at(kcm)}/ca.key`]: keyPem(ca.key),
    [`${at(kcm)}/service-account.key`]: keyPem(key),
    [`${at(kcm)}/kubeconfig`]: embedded(
      'system:kube-controller-manager',
      own(ca, 'system:kube-controller-manager', { o: ['system:kube-controller-manager'] }),
      ca,
      'https://localhost:7445',
    ),
    [`${at(sched)}/kubeconfig`]: embedded(
      'system:kube-scheduler',
      own(ca, 'system:kube-scheduler', { o: ['system:kube-scheduler'] }),
      ca,
      'https://localhost:7445',
    ),
    'system/secrets/etcd/ca.crt': certPem(etcd),
    ...pair('system/secrets/etcd/server', own(etcd, node, { eku: ['server', 'client'], ...local })),
    ...pair('system/secrets/etcd/peer', own(etcd, node, { eku: ['server', 'client'], ...local })),
    ...pair('system/secrets/etcd/admin', own(etcd, 'talos-etcd-admin')),
    'etc/kubernetes/kubeconfig-kubelet': kubeconfig({
      cluster: 'local',
      user: 'kubelet',
      server: endpoint,
      caData: certPem(ca),
      cert: '/var/lib/kubelet/pki/kubelet-client-current.pem',
      key: '/var/lib/kubelet/pki/kubelet-client-current.pem',
    }),
    'var/lib/kubelet/pki/kubelet-client-current.pem': { content: certPem(kubelet) + keyPem(kubelet.key), mode: 0o600 },
    'etc/kubernetes/kubelet.yaml': kubeletConfiguration([
      'authentication:',
      '  anonymous:',
      '    enabled: false',
      '  x509:',
      '    clientCAFile: /etc/kubernetes/pki/ca.crt',
      'authorization:',
      '  mode: Webhook',
      'rotateCertificates: true',
      'tlsMinVersion: VersionTLS13',
    ]),
    'etc/kubernetes/pki/ca.crt': certPem(ca),
    kubeconfig: embedded('admin@talos', own(ca, 'admin', { o: ['system:masters'] }), ca, endpoint),
  }
  const M = 'etc/kubernetes/manifests'
  const image = (name) => `registry.k8s.io/${name}:v1.34.3`
  files[`${M}/talos-kube-apiserver.yaml`] = pod(
    'kube-apiserver',
    image('kube-apiserver'),
    flags({
      'advertise-address': address,
      'allow-privileged': true,
      'anonymous-auth': false,
      'api-audiences': endpoint,
      'authorization-mode': 'Node,RBAC',
      'bind-address': '0.0.0.0',
      'client-ca-file': `${api}/ca.crt`,
      'enable-admission-plugins': 'NodeRestriction',
      'enable-bootstrap-token-auth': true,
      'etcd-cafile': `${api}/etcd-client-ca.crt`,
      'etcd-certfile': `${api}/etcd-client.crt`,
      'etcd-keyfile': `${api}/etcd-client.key`,
      'etcd-servers': 'https://localhost:2379',
      'kubelet-client-certificate': `${api}/apiserver-kubelet-client.crt`,
      'kubelet-client-key': `${api}/apiserver-kubelet-client.key`,
      'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
      profiling: false,
      'proxy-client-cert-file': `${api}/front-proxy-client.crt`,
      'proxy-client-key-file': `${api}/front-proxy-client.key`,
      'requestheader-allowed-names': 'front-proxy-client',
      'requestheader-client-ca-file': `${api}/aggregator-ca.crt`,
      'secure-port': 6443,
      'service-account-issuer': endpoint,
      'service-account-key-file': `${api}/service-account.pub`,
      'service-account-signing-key-file': `${api}/service-account.key`,
      'service-cluster-ip-range': '10.96.0.0/12',
      'tls-cert-file': `${api}/apiserver.crt`,
      'tls-min-version': 'VersionTLS12',
      'tls-private-key-file': `${api}/apiserver.key`,
    }),
    [[api, api]],
    { program: '/usr/local/bin/kube-apiserver' },
  )
  files[`${M}/talos-kube-controller-manager.yaml`] = pod(
    'kube-controller-manager',
    image('kube-controller-manager'),
    [
      '--use-service-account-credentials',
      ...flags({
        'authentication-kubeconfig': `${kcm}/kubeconfig`,
        'authorization-kubeconfig': `${kcm}/kubeconfig`,
        'bind-address': '127.0.0.1',
        'cluster-signing-cert-file': `${kcm}/ca.crt`,
        'cluster-signing-key-file': `${kcm}/ca.key`,
        kubeconfig: `${kcm}/kubeconfig`,
        profiling: false,
        'root-ca-file': `${kcm}/ca.crt`,
        'service-account-private-key-file': `${kcm}/service-account.key`,
        'tls-min-version': 'VersionTLS13',
      }),
    ],
    [[kcm, kcm]],
    { program: '/usr/local/bin/kube-controller-manager' },
  )
  files[`${M}/talos-kube-scheduler.yaml`] = pod(
    'kube-scheduler',
    image('kube-scheduler'),
    flags({
      'authentication-kubeconfig': `${sched}/kubeconfig`,
      'authorization-kubeconfig': `${sched}/kubeconfig`,
      'bind-address': '127.0.0.1',
      kubeconfig: `${sched}/kubeconfig`,
      profiling: false,
      'tls-min-version': 'VersionTLS13',
    }),
    [[sched, sched]],
    { program: '/usr/local/bin/kube-scheduler' },
  )
  return files
}
