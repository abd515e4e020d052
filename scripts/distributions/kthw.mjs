// Kubernetes the Hard Way (April 2025): kelseyhightower/kubernetes-the-hard-way ca.conf (subjects, usages, alternative names), docs/04, docs/05
// (kubeconfigs), units/*.service, configs/kubelet-config.yaml. `node` trees: server and node-0.
import { authority, certPem, embedded, issue, keyPem, kubeletConfiguration, leaf, newKey, unit, ISSUED } from './kit.mjs'

const DN = [
  ['C', 'US'],
  ['ST', 'Washington'],
  ['L', 'Seattle'],
]
export default () => {
  const ca = authority('CA', { subject: [...DN, ['CN', 'CA']], usage: ['cRLSign', 'keyCertSign'] })
  const own = (cn, o, rest = {}) =>
    leaf(ca, cn, {
      subject: [['CN', cn], ...(o ? [['O', o]] : []), ...DN],
      eku: ['client', 'server'],
      days: 3653,
      ip: ['127.0.0.1'],
      ...rest,
    })
  const api = own('kubernetes', null, {
    ip: ['127.0.0.1', '10.32.0.1'],
    dns: [
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster',
      'kubernetes.svc.cluster.local',
      'server.kubernetes.local',
      'api-server.kubernetes.local',
    ],
  })
  const service = issue({
    subject: [['CN', 'service-accounts']],
    issuer: ca,
    key: newKey('RSA'),
    eku: ['client'],
    from: ISSUED,
    days: 3653,
  })
  const node = own('system:node:node-0', 'system:nodes', { dns: ['node-0'] })
  const endpoint = 'https://server.kubernetes.local:6443'
  const conf = (user, client, server = endpoint) =>
    embedded(user, client, ca, server, { cluster: 'kubernetes-the-hard-way', context: 'default' })
  const K = '/var/lib/kubernetes'
  const server = {
    'var/lib/kubernetes/ca.crt': certPem(ca),
    'var/lib/kubernetes/ca.key': keyPem(ca.key),
    'var/lib/kubernetes/kube-api-server.crt': certPem(api),
    'var/lib/kubernetes/kube-api-server.key': keyPem(api.key, 'pkcs8'),
    'var/lib/kubernetes/service-accounts.crt': certPem(service),
    'var/lib/kubernetes/service-accounts.key': keyPem(service.key, 'pkcs8'),
    'var/lib/kubernetes/kube-controller-manager.kubeconfig': conf(
      'system:kube-controller-manager',
      own('system:kube-controller-manager', 'system:kube-controller-manager', { dns: ['kube-controller-manager'] }),
    ),
    'var/lib/kubernetes/kube-scheduler.kubeconfig': conf(
      'system:kube-scheduler',
      own('system:kube-scheduler', 'system:system:kube-scheduler', { dns: ['kube-scheduler'] }),
    ),
    'root/admin.kubeconfig': conf(
      'admin',
      leaf(ca, 'admin', {
        subject: [
          ['CN', 'admin'],
          ['O', 'system:masters'],
        ],
        days: 3653,
      }),
      'https://127.0.0.1:6443',
    ),
    'etc/kubernetes/config/kube-scheduler.yaml':
      'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\nclientConnection:\n  kubeconfig: "/var/lib/kubernetes/kube-scheduler.kubeconfig"\nleaderElection:\n  leaderElect: true\n',
    'etc/systemd/system/etcd.service': unit('etcd', '/usr/local/bin/etcd', {
      name: 'controller',
      'initial-advertise-peer-urls': 'http://127.0.0.1:2380',
      'listen-peer-urls': 'http://127.0.0.1:2380',
      'listen-client-urls': 'http://127.0.0.1:2379',
      'advertise-client-urls': 'http://127.0.0.1:2379',
      'initial-cluster-token': 'etcd-cluster-0',
      'initial-cluster': 'controller=http://127.0.0.1:2380',
      'initial-cluster-state': 'new',
      'data-dir': '/var/lib/etcd',
    }).replace(/--(\S+?)=/g, '--$1 '),
    'etc/systemd/system/kube-apiserver.service': unit('Kubernetes API Server', '/usr/local/bin/kube-apiserver', {
      'allow-privileged': true,
      'audit-log-maxage': 30,
      'audit-log-path': '/var/log/audit.log',
      'authorization-mode': 'Node,RBAC',
      'bind-address': '0.0.0.0',
      'client-ca-file': `${K}/ca.crt`,
      'enable-admission-plugins': 'NamespaceLifecycle,NodeRestriction,LimitRanger,ServiceAccount,DefaultStorageClass,ResourceQuota',
      'etcd-servers': 'http://127.0.0.1:2379',
      'encryption-provider-config': `${K}/encryption-config.yaml`,
      'kubelet-certificate-authority': `${K}/ca.crt`,
      'kubelet-client-certificate': `${K}/kube-api-server.crt`,
      'kubelet-client-key': `${K}/kube-api-server.key`,
      'service-account-key-file': `${K}/service-accounts.crt`,
      'service-account-signing-key-file': `${K}/service-accounts.key`,
      'service-account-issuer': 'https://server.kubernetes.local:6443',
      'service-node-port-range': '30000-32767',
      'tls-cert-file': `${K}/kube-api-server.crt`,
      'tls-private-key-file': `${K}/kube-api-server.key`,
      v: 2,
    }),
    'etc/systemd/system/kube-controller-manager.service': unit('Kubernetes Controller Manager', '/usr/local/bin/kube-controller-manager', {
      'bind-address': '0.0.0.0',
      'cluster-cidr': '10.200.0.0/16',
      'cluster-name': 'kubernetes',
      'cluster-signing-cert-file': `${K}/ca.crt`,
      'cluster-signing-key-file': `${K}/ca.key`,
      kubeconfig: `${K}/kube-controller-manager.kubeconfig`,
      'root-ca-file': `${K}/ca.crt`,
      'service-account-private-key-file': `${K}/service-accounts.key`,
      'service-cluster-ip-range': '10.32.0.0/24',
      'use-service-account-credentials': true,
      v: 2,
    }),
    'etc/systemd/system/kube-scheduler.service': unit('Kubernetes Scheduler', '/usr/local/bin/kube-scheduler', {
      config: '/etc/kubernetes/config/kube-scheduler.yaml',
      v: 2,
    }),
  }
  const worker = {
    'var/lib/kubelet/ca.crt': certPem(ca),
    'var/lib/kubelet/kubelet.crt': certPem(node),
    'var/lib/kubelet/kubelet.key': keyPem(node.key, 'pkcs8'),
    'var/lib/kubelet/kubeconfig': conf('system:node:node-0', node),
    'var/lib/kubelet/kubelet-config.yaml': kubeletConfiguration([
      'address: "0.0.0.0"',
      'authentication:',
      '  anonymous:',
      '    enabled: false',
      '  webhook:',
      '    enabled: true',
      '  x509:',
      '    clientCAFile: "/var/lib/kubelet/ca.crt"',
      'authorization:',
      '  mode: Webhook',
      'tlsCertFile: "/var/lib/kubelet/kubelet.crt"',
      'tlsPrivateKeyFile: "/var/lib/kubelet/kubelet.key"',
    ]),
    'var/lib/kube-proxy/kubeconfig': conf('system:kube-proxy', own('system:kube-proxy', 'system:node-proxier', { dns: ['kube-proxy'] })),
    'var/lib/kube-proxy/kube-proxy-config.yaml':
      'kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nclientConnection:\n  kubeconfig: "/var/lib/kube-proxy/kubeconfig"\nmode: "iptables"\nclusterCIDR: "10.200.0.0/16"\n',
    'etc/systemd/system/kubelet.service': unit('Kubernetes Kubelet', '/usr/local/bin/kubelet', {
      config: '/var/lib/kubelet/kubelet-config.yaml',
      kubeconfig: '/var/lib/kubelet/kubeconfig',
      v: 2,
    }),
    'etc/systemd/system/kube-proxy.service': unit('Kubernetes Kube Proxy', '/usr/local/bin/kube-proxy', {
      config: '/var/lib/kube-proxy/kube-proxy-config.yaml',
    }),
  }
  const under = (name, files) => Object.fromEntries(Object.entries(files).map(([path, content]) => [`nodes/${name}/${path}`, content]))
  return { ...under('server', server), ...under('node-0', worker) }
}
