// k0s, one controller: k0sproject/k0s pkg/constant (CertRootDir /var/lib/k0s/pki), pkg/component/controller/certificates.go (subjects, usages),
// pkg/component/controller/{apiserver,controllermanager,scheduler,etcd}.go. Flags are given to child processes, none stands in a file.
import { authority, certPem, embedded, keyPem, leaf, newKey, pair, publicPem, serviceNames } from './kit.mjs'

const P = 'var/lib/k0s/pki'
export default () => {
  const address = '192.0.2.91'
  const [ca, etcd, front] = ['kubernetes-ca', 'etcd-ca', 'kubernetes-front-proxy-ca'].map((cn) => authority(cn))
  const own = (cn, o, rest = {}) => leaf(ca, cn, { o: [o], ...rest })
  const key = newKey('RSA')
  const local = { dns: ['localhost', 'k0s1'], ip: ['127.0.0.1', address] }
  return {
    [`${P}/ca.crt`]: certPem(ca),
    [`${P}/ca.key`]: keyPem(ca.key),
    [`${P}/etcd/ca.crt`]: certPem(etcd),
    [`${P}/etcd/ca.key`]: keyPem(etcd.key),
    [`${P}/front-proxy-ca.crt`]: certPem(front),
    [`${P}/front-proxy-ca.key`]: keyPem(front.key),
    ...pair(`${P}/front-proxy-client`, leaf(front, 'front-proxy-client', { o: ['front-proxy-client'] })),
    ...pair(
      `${P}/server`,
      own('kubernetes', 'kubernetes', {
        eku: ['server', 'client'],
        dns: [...serviceNames(), ...local.dns],
        ip: ['10.96.0.1', ...local.ip],
      }),
    ),
    ...pair(`${P}/apiserver-kubelet-client`, own('apiserver-kubelet-client', 'system:masters')),
    ...pair(`${P}/apiserver-etcd-client`, leaf(etcd, 'apiserver-etcd-client', { o: ['apiserver-etcd-client'], ...local })),
    ...pair(`${P}/etcd/server`, leaf(etcd, 'etcd-server', { o: ['etcd-server'], eku: ['server', 'client'], ...local })),
    ...pair(`${P}/etcd/peer`, leaf(etcd, 'k0s1', { o: ['etcd-peer'], eku: ['server', 'client'], ...local })),
    [`${P}/sa.key`]: keyPem(key),
    [`${P}/sa.pub`]: publicPem(key),
    [`${P}/admin.conf`]: embedded('user', own('kubernetes-admin', 'system:masters'), ca, 'https://localhost:6443'),
    [`${P}/ccm.conf`]: embedded(
      'user',
      own('system:kube-controller-manager', 'system:kube-controller-manager'),
      ca,
      'https://localhost:6443',
    ),
    [`${P}/scheduler.conf`]: embedded('user', own('system:kube-scheduler', 'system:kube-scheduler'), ca, 'https://localhost:6443'),
  }
}
