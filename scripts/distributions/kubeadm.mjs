// kubeadm v1.34, one control plane with local etcd; earlier and later versions as differences (v1.15 to v1.36).
// Certificates: kubernetes/kubernetes cmd/kubeadm/app/phases/certs/certlist.go; kubeconfigs: phases/kubeconfig/kubeconfig.go;
// flags: phases/controlplane/manifests.go and phases/etcd/local.go; kubelet: phases/kubelet/config.go, app/componentconfigs/kubelet.go.
import {
  authority,
  certPem,
  embedded,
  flags,
  ISSUED,
  keyPem,
  kubeconfig,
  kubeletConfiguration,
  leaf,
  newKey,
  pair,
  pod,
  publicPem,
  serviceNames,
  YEAR,
  issue,
} from './kit.mjs'

const P = 'etc/kubernetes/pki'
const VERSION = 'v1.34.3'

/**
 * What differs by version: organisations (k8s PR 121305, 121837, 119859, 138957), the CA's serial and names (PR 117791, 100324), basic
 * constraints of leaves, key identifiers, the token signer's flags (PR 95896), the kubelet's own files (PR 84118), etcd's probe (PR 81385).
 */
function differences(version) {
  const [, minor = 0, patch = 0] = version.slice(1).split('.').map(Number)
  const fixed = { 33: 12, 34: 8, 35: 5, 36: 1 }[minor]
  const bound = minor > 36 || (fixed !== undefined && patch >= fixed)
  return {
    superAdmin: minor >= 29,
    admin: [minor >= 29 ? 'kubeadm:cluster-admins' : 'system:masters'],
    kubeletClient: bound ? [] : [minor >= 29 ? 'kubeadm:cluster-admins' : 'system:masters'],
    etcdClient: minor >= 29 ? [] : ['system:masters'],
    ca: { ...(minor < 28 ? { serial: Buffer.from([0]) } : {}), ...(minor < 22 ? { keyIds: false } : {}) },
    names: minor >= 22,
    leaf: minor < 19 ? { constraints: false, keyIds: false } : {},
    signs: minor >= 20,
    embedded: minor < 17,
    probe: minor <= 16,
    etcd: minor < 16 ? '3.3.10' : minor < 19 ? '3.4.3-0' : minor < 22 ? '3.4.13-0' : minor < 34 ? '3.5.15-0' : '3.6.5-0',
  }
}

const PROBE = (pki) =>
  `    livenessProbe:\n      exec:\n        command:\n        - /bin/sh\n        - -ec\n        - ETCDCTL_API=3 etcdctl --endpoints=https://[127.0.0.1]:2379 --cacert=${pki}/etcd/ca.crt --cert=${pki}/etcd/healthcheck-client.crt --key=${pki}/etcd/healthcheck-client.key get foo\n`

/** `prefix` holds the tree of this node; `names` are further apiserver alternative names; `server` the control plane endpoint. */
export function kubeadm({
  node = 'cp1',
  address = '192.0.2.11',
  prefix = '',
  dns = [],
  ip = [],
  server = `https://${address}:6443`,
  cluster = 'kubernetes',
  version = VERSION,
  ca,
  etcdCa,
  proxyCa,
  sa,
  kind = 'RSA',
} = {}) {
  const by = differences(version)
  const sign = (issuer, cn, rest) => leaf(issuer, cn, { kind, ...by.leaf, ...rest })
  const root = (cn) => authority(cn, { kind, ...by.ca, dns: by.names ? [cn] : [] })
  const clusterCa = ca ?? root('kubernetes')
  const etcd = etcdCa ?? root('etcd-ca')
  const front = proxyCa ?? root('front-proxy-ca')
  const signer = sa ?? newKey('RSA')
  const local = { dns: [node, 'localhost'], ip: [address, '127.0.0.1', '::1'] }
  const user = (cn, o) => sign(clusterCa, cn, { o })
  const kubelet = user(`system:node:${node}`, ['system:nodes'])
  const servingCa = issue({ subject: [['CN', `${node}-ca@${ISSUED}`]], key: newKey('RSA'), ca: true, from: ISSUED - 3600, days: YEAR })
  const serving = sign(servingCa, `${node}@${ISSUED}`, { eku: ['server'], dns: [node], from: ISSUED - 3600 })
  const k8s = `/${P}`
  const files = {
    [`${P}/ca.crt`]: certPem(clusterCa),
    [`${P}/ca.key`]: keyPem(clusterCa.key),
    [`${P}/etcd/ca.crt`]: certPem(etcd),
    [`${P}/etcd/ca.key`]: keyPem(etcd.key),
    [`${P}/front-proxy-ca.crt`]: certPem(front),
    [`${P}/front-proxy-ca.key`]: keyPem(front.key),
    ...pair(
      `${P}/apiserver`,
      sign(clusterCa, 'kube-apiserver', { eku: ['server'], dns: [node, ...serviceNames(), ...dns], ip: ['10.96.0.1', address, ...ip] }),
    ),
    ...pair(`${P}/apiserver-kubelet-client`, sign(clusterCa, 'kube-apiserver-kubelet-client', { o: by.kubeletClient })),
    ...pair(`${P}/apiserver-etcd-client`, sign(etcd, 'kube-apiserver-etcd-client', { o: by.etcdClient })),
    ...pair(`${P}/front-proxy-client`, sign(front, 'front-proxy-client')),
    ...pair(`${P}/etcd/server`, sign(etcd, node, { eku: ['server', 'client'], ...local })),
    ...pair(`${P}/etcd/peer`, sign(etcd, node, { eku: ['server', 'client'], ...local })),
    ...pair(`${P}/etcd/healthcheck-client`, sign(etcd, 'kube-etcd-healthcheck-client', { o: by.etcdClient })),
    [`${P}/sa.key`]: keyPem(signer),
    [`${P}/sa.pub`]: { content: publicPem(signer), mode: 0o600 },
    'etc/kubernetes/admin.conf': embedded('kubernetes-admin', user('kubernetes-admin', by.admin), clusterCa, server, {
      cluster,
    }),
    ...(by.superAdmin
      ? {
          'etc/kubernetes/super-admin.conf': embedded(
            'kubernetes-super-admin',
            user('kubernetes-super-admin', ['system:masters']),
            clusterCa,
            server,
            { cluster },
          ),
        }
      : {}),
    'etc/kubernetes/controller-manager.conf': embedded(
      'system:kube-controller-manager',
      user('system:kube-controller-manager'),
      clusterCa,
      `https://${address}:6443`,
      { cluster },
    ),
    'etc/kubernetes/scheduler.conf': embedded(
      'system:kube-scheduler',
      user('system:kube-scheduler'),
      clusterCa,
      `https://${address}:6443`,
      { cluster },
    ),
    'etc/kubernetes/kubelet.conf': by.embedded
      ? embedded(`system:node:${node}`, kubelet, clusterCa, server, { cluster })
      : kubeconfig({
          cluster,
          user: `system:node:${node}`,
          server,
          caData: certPem(clusterCa),
          cert: '/var/lib/kubelet/pki/kubelet-client-current.pem',
          key: '/var/lib/kubelet/pki/kubelet-client-current.pem',
        }),
    'var/lib/kubelet/pki/kubelet-client-2026-06-01-08-00-00.pem': { content: certPem(kubelet) + keyPem(kubelet.key), mode: 0o600 },
    'var/lib/kubelet/pki/kubelet-client-current.pem': { link: '/var/lib/kubelet/pki/kubelet-client-2026-06-01-08-00-00.pem' },
    ...pair('var/lib/kubelet/pki/kubelet', serving, { chain: [servingCa] }),
    'var/lib/kubelet/config.yaml': {
      content: kubeletConfiguration([
        'authentication:',
        '  anonymous:',
        '    enabled: false',
        '  webhook:',
        '    cacheTTL: 0s',
        '    enabled: true',
        '  x509:',
        `    clientCAFile: ${k8s}/ca.crt`,
        'authorization:',
        '  mode: Webhook',
        'rotateCertificates: true',
        'staticPodPath: /etc/kubernetes/manifests',
      ]),
      mode: 0o644,
    },
    'etc/kubernetes/manifests/kube-apiserver.yaml': {
      mode: 0o600,
      content: pod(
        'kube-apiserver',
        `registry.k8s.io/kube-apiserver:${version}`,
        flags({
          'advertise-address': address,
          'allow-privileged': true,
          'authorization-mode': 'Node,RBAC',
          'client-ca-file': `${k8s}/ca.crt`,
          'enable-admission-plugins': 'NodeRestriction',
          'enable-bootstrap-token-auth': true,
          'etcd-cafile': `${k8s}/etcd/ca.crt`,
          'etcd-certfile': `${k8s}/apiserver-etcd-client.crt`,
          'etcd-keyfile': `${k8s}/apiserver-etcd-client.key`,
          'etcd-servers': 'https://127.0.0.1:2379',
          'kubelet-client-certificate': `${k8s}/apiserver-kubelet-client.crt`,
          'kubelet-client-key': `${k8s}/apiserver-kubelet-client.key`,
          'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
          'proxy-client-cert-file': `${k8s}/front-proxy-client.crt`,
          'proxy-client-key-file': `${k8s}/front-proxy-client.key`,
          'requestheader-allowed-names': 'front-proxy-client',
          'requestheader-client-ca-file': `${k8s}/front-proxy-ca.crt`,
          'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
          'requestheader-group-headers': 'X-Remote-Group',
          'requestheader-username-headers': 'X-Remote-User',
          'secure-port': 6443,
          ...(by.signs
            ? {
                'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
                'service-account-signing-key-file': `${k8s}/sa.key`,
              }
            : { 'insecure-port': 0 }),
          'service-account-key-file': `${k8s}/sa.pub`,
          'service-cluster-ip-range': '10.96.0.0/12',
          'tls-cert-file': `${k8s}/apiserver.crt`,
          'tls-private-key-file': `${k8s}/apiserver.key`,
        }),
        [[k8s, k8s]],
      ),
    },
    'etc/kubernetes/manifests/kube-controller-manager.yaml': {
      mode: 0o600,
      content: pod(
        'kube-controller-manager',
        `registry.k8s.io/kube-controller-manager:${version}`,
        flags({
          'authentication-kubeconfig': '/etc/kubernetes/controller-manager.conf',
          'authorization-kubeconfig': '/etc/kubernetes/controller-manager.conf',
          'bind-address': '127.0.0.1',
          'client-ca-file': `${k8s}/ca.crt`,
          'cluster-name': cluster,
          'cluster-signing-cert-file': `${k8s}/ca.crt`,
          'cluster-signing-key-file': `${k8s}/ca.key`,
          controllers: '*,bootstrapsigner,tokencleaner',
          kubeconfig: '/etc/kubernetes/controller-manager.conf',
          'leader-elect': true,
          'requestheader-client-ca-file': `${k8s}/front-proxy-ca.crt`,
          'root-ca-file': `${k8s}/ca.crt`,
          'service-account-private-key-file': `${k8s}/sa.key`,
          'use-service-account-credentials': true,
        }),
        [
          [k8s, k8s],
          ['/etc/kubernetes/controller-manager.conf', '/etc/kubernetes/controller-manager.conf'],
        ],
      ),
    },
    'etc/kubernetes/manifests/kube-scheduler.yaml': {
      mode: 0o600,
      content: pod(
        'kube-scheduler',
        `registry.k8s.io/kube-scheduler:${version}`,
        flags({
          'authentication-kubeconfig': '/etc/kubernetes/scheduler.conf',
          'authorization-kubeconfig': '/etc/kubernetes/scheduler.conf',
          'bind-address': '127.0.0.1',
          kubeconfig: '/etc/kubernetes/scheduler.conf',
          'leader-elect': true,
        }),
        [['/etc/kubernetes/scheduler.conf', '/etc/kubernetes/scheduler.conf']],
      ),
    },
    'etc/kubernetes/manifests/etcd.yaml': {
      mode: 0o600,
      content: pod(
        'etcd',
        `registry.k8s.io/etcd:${by.etcd}`,
        flags({
          'advertise-client-urls': `https://${address}:2379`,
          'cert-file': `${k8s}/etcd/server.crt`,
          'client-cert-auth': true,
          'data-dir': '/var/lib/etcd',
          'initial-advertise-peer-urls': `https://${address}:2380`,
          'initial-cluster': `${node}=https://${address}:2380`,
          'key-file': `${k8s}/etcd/server.key`,
          'listen-client-urls': `https://127.0.0.1:2379,https://${address}:2379`,
          'listen-metrics-urls': 'http://127.0.0.1:2381',
          'listen-peer-urls': `https://${address}:2380`,
          name: node,
          'peer-cert-file': `${k8s}/etcd/peer.crt`,
          'peer-client-cert-auth': true,
          'peer-key-file': `${k8s}/etcd/peer.key`,
          'peer-trusted-ca-file': `${k8s}/etcd/ca.crt`,
          'trusted-ca-file': `${k8s}/etcd/ca.crt`,
        }),
        [[`${k8s}/etcd`, `${k8s}/etcd`]],
      ).replace('    image:', by.probe ? `${PROBE(k8s)}    image:` : '    image:'),
    },
  }
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [prefix + path, content]))
}
export default () => kubeadm()
