// Rows 1 to 8: who trusts whom, under which name, and until when.
import {
  ADDRESS,
  apiserver,
  AT,
  ca,
  conf,
  edit,
  embedded,
  healthy,
  kubeletClient,
  kubeletConf,
  oldCa,
  P,
  pair,
  proxyCa,
  SERVER,
  serviceNames,
  sign,
  YEAR,
} from './base.mjs'

const UNKNOWN = 'x509: certificate signed by unknown authority'
const NAMESAKE = `${UNKNOWN} (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "kubernetes")`
const admins = { o: ['kubeadm:cluster-admins'] }
const expired = { days: 90 }
const copyOfAdmin = (authority, change = {}) => ({
  'root/.kube/config': embedded('kubernetes-admin', sign(authority, 'kubernetes-admin', { ...admins, ...change }), authority, SERVER),
})
/** After a CA replacement: everything under pki made by the new CA, kubeconfigs with new leaves that still trust the old one. */
const replacedCa = (version) => ({
  ...healthy({ version }),
  ...conf('admin', 'kubernetes-admin', admins, { trusts: oldCa }),
  ...conf('super-admin', 'kubernetes-super-admin', { o: ['system:masters'] }, { trusts: oldCa }),
  ...conf('controller-manager', 'system:kube-controller-manager', {}, { trusts: oldCa }),
  ...conf('scheduler', 'system:kube-scheduler', {}, { trusts: oldCa }),
  ...kubeletConf('system:node:cp1', oldCa),
  ...kubeletClient('system:node:cp1', {}, oldCa),
})
const REISSUE_APISERVER = (name) => [
  /^kubectl .*get configmap kubeadm-config .*> kubeadm-config\.yaml$/,
  `edit kubeadm-config.yaml apiServer.certSANs=${name}`,
  `rm /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/apiserver.key`,
  'kubeadm init phase certs apiserver --config kubeadm-config.yaml',
  'renew-copies-names',
  'restart kube-apiserver',
]

export const TRUST = [
  {
    row: '1',
    title: 'a stale ~/.kube/config of a cluster that was made anew',
    files: () => ({ ...healthy(), ...copyOfAdmin(oldCa) }),
    edges: [9],
    finding: 'path/signature-invalid',
    log: NAMESAKE,
    repair: ['copy /etc/kubernetes/admin.conf -> root/.kube/config'],
    never: /certs renew/,
  },
  {
    row: '1',
    title: 'a stale controller-manager.conf of a cluster that was made anew',
    files: () => ({ ...healthy(), ...conf('controller-manager', 'system:kube-controller-manager', {}, { issuer: oldCa }) }),
    edges: [5],
    finding: 'path/signature-invalid',
    log: NAMESAKE,
    repair: ['kubeadm certs renew controller-manager.conf', 'restart kube-controller-manager'],
    never: /apiserver$/,
  },
  {
    row: '2',
    title: 'CA replaced, kubeconfigs trust the old one; v1.34 renews them',
    files: () => replacedCa('v1.34.3'),
    edges: [5, 6, 8, 9],
    finding: 'path/signature-invalid',
    log: NAMESAKE,
    repair: ['kubeadm certs renew all', 'restart kube-controller-manager', 'restart kube-scheduler', 'copy-admin-conf'],
    also: ['kubeadm kubeconfig user --org system:nodes --client-name system:node:cp1 > kubelet.conf', 'restart kubelet'],
    never: /renew apiserver|no-automatic-ca-rotation/,
  },
  {
    row: '2',
    title: 'CA replaced, kubeconfigs trust the old one; v1.17 does not renew their CA',
    files: () => replacedCa('v1.17.4'),
    edges: [5, 6, 8, 9],
    finding: 'path/signature-invalid',
    log: NAMESAKE,
    repair: [
      ...['controller-manager', 'scheduler', 'admin'].flatMap((name) => [
        `rm /etc/kubernetes/${name}.conf`,
        `kubeadm init phase kubeconfig ${name}${name === 'admin' ? ' --config kubeadm-config.yaml' : ''}`,
      ]),
      'copy-admin-conf',
    ],
    also: [
      'restart kube-controller-manager',
      'restart kube-scheduler',
      'kubeadm alpha kubeconfig user --org system:nodes --client-name system:node:cp1 > kubelet.conf',
      'restart kubelet',
    ],
    never: /renew|no-automatic-ca-rotation/,
  },
  {
    row: '3',
    title: 'apiserver-kubelet-client issued by a CA the kubelet does not trust',
    files: () => ({ ...healthy(), ...pair(`${P}/apiserver-kubelet-client`, sign(proxyCa, 'kube-apiserver-kubelet-client', admins)) }),
    edges: [11],
    finding: 'path/issuer-unknown',
    log: /Unable to authenticate the request.*x509: certificate signed by unknown authority/,
    repair: ['kubeadm certs renew apiserver-kubelet-client', 'restart kube-apiserver'],
  },
  {
    row: '4',
    title: 'a load balancer that is not in the certificate',
    files: () =>
      ['admin', 'super-admin', 'kubelet'].reduce(
        (files, name) => edit(files, `etc/kubernetes/${name}.conf`, SERVER, 'https://lb.example.com:6443'),
        healthy(),
      ),
    edges: [8, 9],
    finding: 'path/name-not-covered',
    log: /x509: certificate is valid for cp1, kubernetes, .*, not lb\.example\.com/,
    repair: REISSUE_APISERVER('lb.example.com'),
    never: /certs renew/,
  },
  {
    row: '4',
    title: "the node's address changed",
    files: () => ({ ...healthy({ address: '192.0.2.99' }), ...apiserver() }),
    edges: [5, 6, 8, 9],
    finding: 'path/name-not-covered',
    log: /x509: certificate is valid for 10\.96\.0\.1, 192\.0\.2\.11, not 192\.0\.2\.99/,
    repair: REISSUE_APISERVER('192.0.2.99'),
    never: /certs renew/,
  },
  {
    row: '5',
    title: "the service's address is not in the certificate: pods fail, kubectl works",
    files: () => ({ ...healthy(), ...apiserver({ ip: ['10.97.0.1', ADDRESS] }) }),
    edges: [4],
    finding: 'path/name-not-covered',
    log: /not 10\.96\.0\.1/,
    repair: REISSUE_APISERVER('10.96.0.1'),
    never: /certs renew/,
  },
  {
    row: '5',
    title: "the service's name is not in the certificate",
    files: () => ({ ...healthy(), ...apiserver({ dns: ['cp1', ...serviceNames().filter((name) => name !== 'kubernetes.default.svc')] }) }),
    edges: [4],
    finding: 'path/name-not-covered',
    log: /not kubernetes\.default\.svc$/,
    repair: REISSUE_APISERVER('kubernetes.default.svc'),
    never: /certs renew/,
  },
  {
    row: '6',
    title: 'every leaf expired after a year',
    at: AT + YEAR * 86400,
    files: () => healthy(),
    edges: [1, 2, 3, 4, 5, 6, 8, 9, 10, 11],
    finding: 'path/expired',
    log: /x509: certificate has expired or is not yet valid: current time .* is after /,
    repair: [
      'kubeadm certs renew all',
      'restart kube-apiserver',
      'restart kube-controller-manager',
      'restart kube-scheduler',
      'restart etcd',
      'copy-admin-conf',
    ],
  },
  {
    row: '6',
    title: 'one leaf expired; v1.19 still says alpha',
    files: () => ({ ...healthy({ version: 'v1.19.16' }), ...apiserver(expired) }),
    edges: [4, 5, 6, 8, 9],
    finding: 'path/expired',
    log: /certificate has expired/,
    repair: ['kubeadm alpha certs renew apiserver', 'restart kube-apiserver'],
  },
  {
    row: '6',
    title: 'a clock that is behind',
    at: AT - YEAR * 86400,
    files: () => healthy(),
    edges: [1, 2, 3, 4, 5, 6, 8, 9, 10, 11],
    finding: 'path/not-yet-valid',
    log: /x509: certificate has expired or is not yet valid: current time .* is before /,
    repair: ['check-clock'],
  },
  {
    row: '7',
    title: "a person's copy of admin.conf from before the renewal",
    files: () => ({ ...healthy(), ...copyOfAdmin(ca, expired) }),
    edges: [9],
    finding: 'path/expired',
    log: /You must be logged in to the server \(Unauthorized\)/,
    repair: ['copy /etc/kubernetes/admin.conf -> root/.kube/config'],
    never: /certs renew/,
  },
  {
    row: '8',
    title: 'kube-apiserver holds the expired kubelet client certificate; the file is fine',
    files: () => ({
      ...healthy(),
      ...prefixed(
        'etc/kubernetes/tmp/kubeadm-backup-2026-09-01/',
        pair(`${P}/apiserver-kubelet-client`, sign(ca, 'kube-apiserver-kubelet-client', { ...admins, ...expired })),
      ),
    }),
    edges: [],
    note: { number: 11, id: 'held-until-restart', words: /Unauthorized.*Restart kube-apiserver/ },
  },
]
function prefixed(prefix, files) {
  return Object.fromEntries(Object.entries(files).map(([path, entry]) => [prefix + path, entry]))
}
