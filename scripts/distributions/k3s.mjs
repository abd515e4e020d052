// k3s with embedded etcd. Files and subjects: k3s-io/k3s pkg/daemons/control/deps/deps.go (genClientCerts, genServerCerts, genETCDCerts,
// genRequestHeaderCerts; every leaf file is leaf + CA, keys are EC); etcd's config file: pkg/etcd/etcd.go; agent files: pkg/agent/config/config.go.
import { authority, certPem, ISSUED, keyPem, kubeconfig, leaf, newKey, pair, serviceNames } from './kit.mjs'

/** `program` is k3s or rke2: it stands in subjects and paths. */
export const k3sTree = ({ program, node, address, user }) => {
  const data = `var/lib/rancher/${program}`
  const T = `${data}/server/tls`
  const ca = (name) => authority(`${name}-ca@${ISSUED}`, { kind: 'EC' })
  const [client, server, header, etcdServer, etcdPeer] = [
    `${program}-client`,
    `${program}-server`,
    `${program}-request-header`,
    'etcd-server',
    'etcd-peer',
  ].map(ca)
  const from = (issuer, cn, rest = {}) => ({ issuer, certificate: leaf(issuer, cn, { kind: 'EC', ...rest }) })
  const names = { dns: [node, 'localhost'], ip: [address, '127.0.0.1', '::1'] }
  const all = {
    [`${T}/client-admin`]: from(client, 'system:admin', { o: ['system:masters'] }),
    [`${T}/client-controller`]: from(client, 'system:kube-controller-manager'),
    [`${T}/client-scheduler`]: from(client, 'system:kube-scheduler'),
    [`${T}/client-kube-apiserver`]: from(client, 'system:apiserver', { o: ['system:masters'] }),
    [`${T}/client-kube-proxy`]: from(client, 'system:kube-proxy'),
    [`${T}/client-${program}-controller`]: from(client, `system:${program}-controller`),
    [`${T}/client-${program}-cloud-controller`]: from(client, `${program}-cloud-controller-manager`),
    [`${T}/client-auth-proxy`]: from(header, 'system:auth-proxy'),
    [`${T}/serving-kube-apiserver`]: from(server, 'kube-apiserver', {
      eku: ['server'],
      dns: [...serviceNames(), ...names.dns],
      ip: ['10.43.0.1', ...names.ip],
    }),
    [`${T}/etcd/client`]: from(etcdServer, 'etcd-client'),
    [`${T}/etcd/server-client`]: from(etcdServer, 'etcd-server', {
      eku: ['server', 'client'],
      dns: ['kine.sock', ...names.dns],
      ip: names.ip,
    }),
    [`${T}/etcd/peer-server-client`]: from(etcdPeer, 'etcd-peer', {
      eku: ['server', 'client'],
      dns: ['kine.sock', ...names.dns],
      ip: names.ip,
    }),
    [`${data}/agent/client-kubelet`]: from(client, `system:node:${node}`, { o: ['system:nodes'] }),
    [`${data}/agent/client-kube-proxy`]: from(client, 'system:kube-proxy'),
    [`${data}/agent/serving-kubelet`]: from(server, node, { eku: ['server'], dns: names.dns, ip: [address, '127.0.0.1'] }),
  }
  const service = newKey('RSA')
  const files = {}
  for (const [base, { issuer, certificate }] of Object.entries(all)) Object.assign(files, pair(base, certificate, { chain: [issuer] }))
  const authorities = {
    'client-ca': client,
    'server-ca': server,
    'request-header-ca': header,
    'etcd/server-ca': etcdServer,
    'etcd/peer-ca': etcdPeer,
  }
  for (const [name, one] of Object.entries(authorities)) {
    files[`${T}/${name}.crt`] = certPem(one)
    files[`${T}/${name}.key`] = keyPem(one.key)
  }
  for (const name of ['client-ca', 'server-ca']) files[`${T}/${name}.nochain.crt`] = certPem(authorities[name])
  files[`${T}/service.key`] = keyPem(service)
  files[`${T}/service.current.key`] = keyPem(service)
  files[`${data}/agent/client-ca.crt`] = certPem(client)
  files[`${data}/agent/server-ca.crt`] = certPem(server)
  const conf = (cert, ca, url) =>
    kubeconfig({ cluster: 'local', user: 'user', context: 'Default', server: url, ca: `/${ca}`, cert: `/${cert}.crt`, key: `/${cert}.key` })
  const local = program === 'k3s' ? 'https://127.0.0.1:6444' : 'https://127.0.0.1:6443'
  for (const [name, cert] of [
    ['admin', 'client-admin'],
    ['controller', 'client-controller'],
    ['scheduler', 'client-scheduler'],
    ['api-server', 'client-kube-apiserver'],
    ['cloud-controller', `client-${program}-cloud-controller`],
  ]) {
    files[`${data}/server/cred/${name}.kubeconfig`] = conf(`${T}/${cert}`, `${T}/server-ca.crt`, local)
  }
  for (const [name, cert] of [
    ['kubelet', 'client-kubelet'],
    ['kubeproxy', 'client-kube-proxy'],
  ]) {
    files[`${data}/agent/${name}.kubeconfig`] = conf(`${data}/agent/${cert}`, `${data}/agent/server-ca.crt`, local)
  }
  const admin = all[`${T}/client-admin`].certificate
  files[user] = kubeconfig({
    cluster: 'default',
    user: 'default',
    context: 'default',
    server: 'https://127.0.0.1:6443',
    caData: certPem(server),
    certData: certPem(admin, client),
    keyData: keyPem(admin.key),
  })
  files[`${data}/server/db/etcd/config`] =
    `advertise-client-urls: https://${address}:2379\nclient-transport-security:\n  cert-file: /${T}/etcd/server-client.crt\n  client-cert-auth: true\n  key-file: /${T}/etcd/server-client.key\n  trusted-ca-file: /${T}/etcd/server-ca.crt\n` +
    `data-dir: /${data}/server/db/etcd\ninitial-advertise-peer-urls: https://${address}:2380\ninitial-cluster: ${node}-1a2b3c4d=https://${address}:2380\ninitial-cluster-state: new\nlisten-client-urls: https://127.0.0.1:2379,https://${address}:2379\n` +
    `listen-metrics-urls: http://127.0.0.1:2381\nlisten-peer-urls: https://127.0.0.1:2380,https://${address}:2380\nname: ${node}-1a2b3c4d\npeer-transport-security:\n  cert-file: /${T}/etcd/peer-server-client.crt\n  client-cert-auth: true\n  key-file: /${T}/etcd/peer-server-client.key\n  trusted-ca-file: /${T}/etcd/peer-ca.crt\n`
  /** An agent of this server, which reaches it through a load balancer of its own on 127.0.0.1 (pkg/agent/loadbalancer). */
  const agent = (node, address) => {
    const at = `${data}/agent`
    const own = {}
    const made = {
      'client-kubelet': from(client, `system:node:${node}`, { o: ['system:nodes'] }),
      'client-kube-proxy': from(client, 'system:kube-proxy'),
      'serving-kubelet': from(server, node, { eku: ['server'], dns: [node, 'localhost'], ip: [address, '127.0.0.1'] }),
    }
    for (const [name, { issuer, certificate }] of Object.entries(made))
      Object.assign(own, pair(`${at}/${name}`, certificate, { chain: [issuer] }))
    own[`${at}/client-ca.crt`] = certPem(client)
    own[`${at}/server-ca.crt`] = certPem(server)
    own[`${at}/kubelet.kubeconfig`] = conf(`${at}/client-kubelet`, `${at}/server-ca.crt`, local)
    own[`${at}/kubeproxy.kubeconfig`] = conf(`${at}/client-kube-proxy`, `${at}/server-ca.crt`, local)
    own[`etc/rancher/${program}/config.yaml`] = `server: https://SERVER:9345\nnode-ip: ${address}\nnode-name: ${node}\n`
    own['etc/hostname'] = `${node}\n`
    return own
  }
  return { files, T, data, agent }
}

export default () => {
  const { files } = k3sTree({ program: 'k3s', node: 'node1', address: '192.0.2.21', user: 'etc/rancher/k3s/k3s.yaml' })
  files['etc/rancher/k3s/config.yaml'] = 'cluster-init: true\nwrite-kubeconfig-mode: "0600"\n'
  return files
}
