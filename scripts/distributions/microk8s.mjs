// MicroK8s with dqlite: canonical/microk8s microk8s-resources/default-args/{kube-apiserver,kube-controller-manager,kube-scheduler,kubelet,kube-proxy},
// microk8s-resources/actions/common/utils.sh (gen_server_cert, produce_certs, generate_csr_with_sans), certs/csr.conf.template.
// User certificates carry no extended key usage and live ten years; server.crt is CN=127.0.0.1 with both usages.
import { authority, certPem, embedded, flags, keyPem, leaf, newKey, pair, serviceNames, YEAR } from './kit.mjs'

const V = 'var/snap/microk8s/current'
export default () => {
  const node = 'mk1'
  const address = '192.0.2.71'
  const S = `/${V}`
  const ca = authority('10.152.183.1', { usage: [] })
  const front = authority('front-proxy-ca', { usage: [] })
  const server = ['C', 'ST', 'L', 'O', 'OU'].map((type, i) => [type, ['GB', 'Canonical', 'Canonical', 'Canonical', 'Canonical'][i]])
  const user = (cn, o = []) => leaf(ca, cn, { o, eku: null, usage: [], constraints: false, days: 10 * YEAR, version: 1 })
  const key = newKey('RSA')
  const conf = (name, client) => embedded(name, client, ca, 'https://127.0.0.1:16443', { cluster: 'microk8s-cluster', context: 'microk8s' })
  const C = '${SNAP_DATA}/certs'
  const args = (settings) => `${flags(settings).join('\n')}\n`
  const B = `${V}/var/kubernetes/backend`
  const dqlite = leaf(authority('k8s', {}), 'k8s', { eku: ['server', 'client'], dns: ['k8s'], days: 10 * YEAR })
  return {
    [`${V}/certs/ca.crt`]: certPem(ca),
    [`${V}/certs/ca.key`]: keyPem(ca.key),
    [`${V}/certs/front-proxy-ca.crt`]: certPem(front),
    [`${V}/certs/front-proxy-ca.key`]: keyPem(front.key),
    ...pair(
      `${V}/certs/server`,
      leaf(ca, '', {
        subject: [...server, ['CN', '127.0.0.1']],
        eku: ['server', 'client'],
        dns: serviceNames(),
        ip: ['127.0.0.1', '10.152.183.1', address],
      }),
    ),
    ...pair(
      `${V}/certs/kubelet`,
      leaf(ca, '', {
        subject: [
          ['CN', `system:node:${node}`],
          ['O', 'system:nodes'],
        ],
        eku: ['server', 'client'],
        dns: [node],
        ip: [address],
        days: 10 * YEAR,
      }),
    ),
    ...pair(
      `${V}/certs/apiserver-kubelet-client`,
      leaf(ca, 'kube-apiserver-kubelet-client', { o: ['system:masters'], eku: null, usage: [], constraints: false, days: 10 * YEAR }),
    ),
    ...pair(`${V}/certs/front-proxy-client`, leaf(front, '', { subject: [...server, ['CN', 'front-proxy-client']] })),
    [`${V}/certs/serviceaccount.key`]: keyPem(key),
    [`${V}/credentials/client.config`]: conf('admin', user('admin', ['system:masters'])),
    [`${V}/credentials/controller.config`]: conf('controller', user('system:kube-controller-manager')),
    [`${V}/credentials/scheduler.config`]: conf('scheduler', user('system:kube-scheduler')),
    [`${V}/credentials/proxy.config`]: conf('kubeproxy', user('system:kube-proxy')),
    [`${V}/credentials/kubelet.config`]: conf('kubelet', user(`system:node:${node}`, ['system:nodes'])),
    ...pair(`${B}/cluster`, dqlite),
    [`${V}/args/kube-apiserver`]: args({
      'cert-dir': C,
      'service-cluster-ip-range': '10.152.183.0/24',
      'authorization-mode': 'AlwaysAllow',
      'service-account-key-file': `${C}/serviceaccount.key`,
      'client-ca-file': `${C}/ca.crt`,
      'tls-cert-file': `${C}/server.crt`,
      'tls-private-key-file': `${C}/server.key`,
      'tls-cipher-suites': 'TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_128_GCM_SHA256',
      'kubelet-client-certificate': `${C}/apiserver-kubelet-client.crt`,
      'kubelet-client-key': `${C}/apiserver-kubelet-client.key`,
      'secure-port': 16443,
      'etcd-servers': '"unix://${SNAP_DATA}/var/kubernetes/backend/kine.sock:12379"',
      'allow-privileged': true,
      'service-account-issuer': "'https://kubernetes.default.svc'",
      'service-account-signing-key-file': `${C}/serviceaccount.key`,
      profiling: false,
      'requestheader-client-ca-file': `${C}/front-proxy-ca.crt`,
      'requestheader-allowed-names': 'front-proxy-client',
      'proxy-client-cert-file': `${C}/front-proxy-client.crt`,
      'proxy-client-key-file': `${C}/front-proxy-client.key`,
      'kubelet-certificate-authority': `${C}/ca.crt`,
    }).replace('--requestheader-client', '\n# Enable the aggregation layer\n--requestheader-client'),
    [`${V}/args/kube-controller-manager`]: args({
      kubeconfig: '${SNAP_DATA}/credentials/controller.config',
      'service-account-private-key-file': `${C}/serviceaccount.key`,
      'root-ca-file': `${C}/ca.crt`,
      'cluster-signing-cert-file': `${C}/ca.crt`,
      'cluster-signing-key-file': `${C}/ca.key`,
      'use-service-account-credentials': true,
      profiling: false,
    }),
    [`${V}/args/kube-scheduler`]: args({ kubeconfig: '${SNAP_DATA}/credentials/scheduler.config', profiling: false }),
    [`${V}/args/kube-proxy`]: args({
      kubeconfig: '${SNAP_DATA}/credentials/proxy.config',
      'cluster-cidr': '10.1.0.0/16',
      'healthz-bind-address': '127.0.0.1',
    }),
    [`${V}/args/kubelet`]: args({
      kubeconfig: '${SNAP_DATA}/credentials/kubelet.config',
      'cert-dir': C,
      'client-ca-file': `${C}/ca.crt`,
      'anonymous-auth': false,
      'tls-cert-file': `${C}/kubelet.crt`,
      'tls-private-key-file': `${C}/kubelet.key`,
      'authentication-token-webhook': true,
      'read-only-port': 0,
    }),
    [`${V}/args/k8s-dqlite`]: args({
      'storage-dir': '${SNAP_DATA}/var/kubernetes/backend/',
      listen: 'unix://${SNAP_DATA}/var/kubernetes/backend/kine.sock:12379',
    }),
    [S.slice(1) + '/args/cni-env']: 'IPv4_SUPPORT=true\n',
  }
}
