// Rows 30 to 35: etcd members, authorities, and what only memory holds.
import { ADDRESS, AT, ca, certPem, etcdLeaf, flag, healthy, inFolder, kubeletClient, newClusterCa, P, YEAR, keyPem } from './base.mjs'

const both = (base) => `/etc/kubernetes/pki/${base}.crt /etc/kubernetes/pki/${base}.key`
const twoMembers = (files) => {
  const cluster = `cp1=https://${ADDRESS}:2380,cp2=https://192.0.2.12:2380`
  const second = healthy({ node: 'cp2', address: '192.0.2.12' })
  return {
    ...inFolder('cp1', flag({ ...healthy() }, 'etcd', 'initial-cluster', cluster)),
    ...inFolder('cp2', flag({ ...second, ...files }, 'etcd', 'initial-cluster', cluster)),
  }
}
export const REST = [
  {
    row: '30',
    title: 'a peer certificate copied from another member',
    files: () => twoMembers(Object.fromEntries(Object.entries(healthy()).filter(([path]) => /etcd\/(peer|server)\.(crt|key)$/.test(path)))),
    edges: [1],
    finding: 'edge/peer-address-not-covered',
    log: /"192\.0\.2\.12" does not match any of DNSNames/,
    alsoLogs: /remote error: tls: bad certificate/,
    repair: [`rm ${both('etcd/peer')}`, /^kubeadm init phase certs etcd-peer/, 'restart etcd'],
    never: /certs renew/,
  },
  {
    row: '30',
    title: 'a peer certificate of the cluster CA',
    files: () => ({ ...healthy(), ...etcdLeaf('peer', {}, ca) }),
    edges: [1],
    finding: 'path/issuer-unknown',
    log: /x509: certificate signed by unknown authority/,
    alsoLogs: /remote error: tls: bad certificate/,
    repair: ['kubeadm certs renew etcd-peer', 'restart etcd'],
  },
  {
    row: '31',
    title: 'ten years on',
    at: AT + 10 * YEAR * 86400,
    files: () => healthy(),
    edges: [1, 2, 3, 4, 5, 6, 8, 9, 10, 11],
    finding: 'path/expired',
    log: /certificate has expired/,
    repair: ['no-automatic-ca-rotation', 'bundle-old-and-new'],
  },
  {
    row: '32',
    title: 'Prometheus and a controller manager without a serving certificate',
    files: () => ({ ...flag(healthy(), 'kube-controller-manager', 'bind-address', '0.0.0.0') }),
    edges: [],
    lint: 'kubernetes/metrics-self-made',
    words: /10257.*x509: certificate is valid for 127\.0\.0\.1, not/,
  },
  {
    row: '33',
    title: 'more than a year up: the loopback certificate in memory',
    files: () => healthy(),
    edges: [],
    note: { number: 4, id: 'loopback-certificate', words: /restart kube-apiserver/ },
  },
  {
    row: '34',
    title: 'a hash of another CA given to kubeadm join',
    files: () => ({
      ...healthy(),
      'root/join.yaml': `apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\ndiscovery:\n  bootstrapToken:\n    apiServerEndpoint: ${ADDRESS}:6443\n    token: abcdef.0123456789abcdef\n    caCertHashes:\n    - sha256:${'ab'.repeat(32)}\n`,
    }),
    edges: [],
    lint: 'kubernetes/discovery-hash',
    words: /none of the public keys/,
  },
  {
    row: '35',
    title: 'the CA that signs kubelet certificates is not in the client bundle',
    files: () => {
      const other = newClusterCa()
      return {
        ...flag(
          flag(healthy(), 'kube-controller-manager', 'cluster-signing-cert-file', '/etc/kubernetes/pki/signing.crt'),
          'kube-controller-manager',
          'cluster-signing-key-file',
          '/etc/kubernetes/pki/signing.key',
        ),
        [`${P}/signing.crt`]: certPem(other),
        [`${P}/signing.key`]: keyPem(other.key),
        ...kubeletClient('system:node:cp1', {}, other),
      }
    },
    edges: [8],
    finding: 'path/signature-invalid',
    log: /x509: certificate signed by unknown authority/,
    alsoLogs: 'Unauthorized',
    repair: ['cat /etc/kubernetes/pki/signing.crt >> /etc/kubernetes/pki/ca.crt', 'bundle-old-and-new', 'restart kube-apiserver'],
    lint: 'kubernetes/signing-ca-not-trusted',
    words: /Unauthorized/,
  },
]
