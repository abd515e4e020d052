// Rows 9 to 14: what a kubelet presents.
import { ADDRESS, AT, authority, ca, conf, edit, flag, healthy, ISSUED, kubeletClient, pair, sign, without, YEAR } from './base.mjs'

const kubeletCa = authority(`cp1-ca@${ISSUED}`)
const expired = { days: 90 }
const USER = 'kubeadm kubeconfig user --org system:nodes --client-name system:node:cp1 > kubelet.conf'
const CONFIG = 'var/lib/kubelet/config.yaml'
const CURRENT = '/var/lib/kubelet/pki/kubelet-client-current.pem'
const bootstrap = (files) => edit(files, CONFIG, 'rotateCertificates: true', 'rotateCertificates: true\nserverTLSBootstrap: true')
const verified = (files) => flag(files, 'kube-apiserver', 'kubelet-certificate-authority', '/etc/kubernetes/pki/ca.crt')
const embeddedConf = (change) => conf('kubelet', 'system:node:cp1', { o: ['system:nodes'], ...change })
const BY_CSR = [
  'edit /var/lib/kubelet/config.yaml serverTLSBootstrap=true',
  'kubectl -n kube-system edit configmap kubelet-config',
  'restart kubelet',
  'approve-csr',
]

export const KUBELET = [
  {
    row: '9',
    title: 'the client certificate expired and the bootstrap file is gone',
    files: () => ({ ...healthy(), ...kubeletClient('system:node:cp1', expired) }),
    edges: [8],
    finding: 'path/expired',
    log: 'unable to load bootstrap kubeconfig: stat /etc/kubernetes/bootstrap-kubelet.conf: no such file or directory',
    alsoLogs: /part of the existing bootstrap client certificate in \/etc\/kubernetes\/kubelet\.conf is expired/,
    repair: [
      USER,
      'copy kubelet.conf -> /etc/kubernetes/kubelet.conf',
      'rm -f /var/lib/kubelet/pki/kubelet-client*',
      'restart kubelet',
      `edit /etc/kubernetes/kubelet.conf client-certificate=${CURRENT}`,
      `edit /etc/kubernetes/kubelet.conf client-key=${CURRENT}`,
      'restart kubelet',
    ],
  },
  {
    row: '10',
    title: 'kubelet.conf of the first control plane embeds a certificate that expired, rotation went on beside it',
    files: () => ({ ...healthy({ version: 'v1.17.4' }), ...embeddedConf(expired) }),
    edges: [8],
    finding: 'path/expired',
    log: /part of the existing bootstrap client certificate in \/etc\/kubernetes\/kubelet\.conf is expired/,
    repair: [
      `edit /etc/kubernetes/kubelet.conf client-certificate=${CURRENT}`,
      `edit /etc/kubernetes/kubelet.conf client-key=${CURRENT}`,
      'restart kubelet',
    ],
    never: /kubeadm/,
  },
  {
    row: '11',
    title: 'a self-signed serving certificate, verified by address',
    files: () => ({
      ...verified(healthy()),
      'var/lib/kubelet/kubeadm-flags.env': `KUBELET_KUBEADM_ARGS="--node-ip=${ADDRESS}"\n`,
      ...pair('var/lib/kubelet/pki/kubelet', sign(ca, 'cp1@1780300800', { eku: ['server'], dns: ['cp1'] })),
    }),
    edges: [10, 11],
    finding: 'path/name-not-covered',
    log: `x509: cannot validate certificate for ${ADDRESS} because it doesn't contain any IP SANs`,
    repair: BY_CSR,
  },
  {
    row: '12',
    title: 'serverTLSBootstrap is on, the request was never approved',
    files: () => bootstrap(without(healthy(), /kubelet\/pki\/kubelet\.(crt|key)$/)),
    edges: [10, 11],
    finding: 'edge/file-unusable',
    log: /no serving certificate available for the kubelet/,
    alsoLogs: /remote error: tls: internal error/,
    repair: ['approve-csr'],
  },
  {
    row: '13',
    title: '--kubelet-certificate-authority set while the kubelet signs its own certificate',
    files: () => ({
      ...verified(healthy()),
      ...pair('var/lib/kubelet/pki/kubelet', sign(kubeletCa, 'cp1@1780300800', { eku: ['server'], dns: ['cp1'], ip: [ADDRESS] })),
    }),
    edges: [10, 11],
    finding: 'path/issuer-unknown',
    log: /x509: certificate signed by unknown authority/,
    repair: [...BY_CSR, 'or-verify-no-kubelet'],
  },
  {
    row: '14',
    title: 'the self-signed serving certificate is older than a year',
    at: AT + YEAR * 86400,
    files: () => healthy(),
    edges: [1, 2, 3, 4, 5, 6, 8, 9, 10, 11],
    file: /kubelet\.crt$/,
    finding: 'path/expired',
    log: /certificate has expired/,
    repair: ['rm -f /var/lib/kubelet/pki/kubelet.crt /var/lib/kubelet/pki/kubelet.key', 'restart kubelet'],
  },
]
