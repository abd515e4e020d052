// A fleet of another kind than fleet.mjs makes, so that nothing is fitted to that one: nodes deep below sites, files of one name after another
// rather than node by node, symbolic links, units, logs and leftovers among them, kubeconfigs as JSON, and other faults.
//   node scripts/fleet-mixed.mjs NODES OUT [--seed N]
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { authority, issue, ISSUED, leaf, YEAR } from './distributions/kit.mjs'
import { kubeadm } from './distributions/kubeadm.mjs'
import { random } from './fleet.mjs'
import { certPem, keyPem, kubeconfig, newKey } from './pki.mjs'
import { tarGz } from './tar.mjs'

const PKI = 'var/lib/kubelet/pki'
/** Workers of one cluster. */
const WORKERS = 700

/** What a worker can be broken by: the fault its call to the API server must show. */
export const FAULTS = {
  'not-yet-valid': 'path/not-yet-valid',
  'server-only': 'path/usage-not-allowed',
  'signer-absent': 'path/issuer-unknown',
  'authority-expired': 'path/expired',
  'data-cut': 'edge/file-unusable',
  'context-absent': 'edge/kubeconfig-invalid',
  'client-empty': 'edge/file-unusable',
}

const unit =
  '[Service]\nEnvironment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"\nEnvironment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS\n'
const configuration =
  '# made by the installer\n---\nkind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\nserverTLSBootstrap: true\nauthentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: "/etc/kubernetes/pki/ca.crt"}}\nauthorization:\n    mode: Webhook\nrotateCertificates: true\n'

/** One worker's files; `next` chooses. */
function worker({ name, address, cluster: { ca, old, absent, server, kind }, fault, next, log, pool }) {
  const key = kind === 'RSA' ? pool[Math.floor(next() * pool.length)] : newKey('EC')
  const user = `system:node:${name}`
  const client = leaf(fault === 'signer-absent' ? absent : ca, user, {
    o: ['system:nodes'],
    key,
    ...(fault === 'server-only' ? { eku: ['server'] } : {}),
    ...(fault === 'not-yet-valid' ? { from: ISSUED + 20 * YEAR * 86_400 } : {}),
  })
  const serving = leaf(ca, user, { o: ['system:nodes'], eku: ['server'], key: newKey('EC'), dns: [name], ip: [address] })
  const trusted = certPem(fault === 'authority-expired' ? old : ca)
  let conf = kubeconfig({
    user: 'default-auth',
    server,
    caData: trusted,
    cert: `/${PKI}/kubelet-client-current.pem`,
    key: `/${PKI}/kubelet-client-current.pem`,
  })
  if (fault === 'context-absent') conf = conf.replace(/current-context: .*/, 'current-context: elsewhere')
  if (fault === 'data-cut') conf = conf.replace(/(certificate-authority-data: .{40}).*/, '$1!')
  else if (next() < 0.2) conf = JSON.stringify(parse(conf), null, 1)
  const pem = certPem(client) + keyPem(key, 'pkcs8')
  return {
    'etc/hostname': `${name}\n`,
    'etc/kubernetes/pki/ca.crt': `issued by the installer\n${certPem(ca)}`,
    'etc/kubernetes/kubelet.conf': conf,
    'etc/systemd/system/kubelet.service.d/10-kubeadm.conf': unit,
    [`${PKI}/kubelet-client-2026-06-01-08-00-00.pem`]: fault === 'client-empty' ? '' : pem,
    [`${PKI}/kubelet-client-current.pem`]: { link: 'kubelet-client-2026-06-01-08-00-00.pem' },
    [`${PKI}/kubelet-server-current.pem`]: certPem(serving) + keyPem(serving.key, 'pkcs8'),
    'var/lib/kubelet/config.yaml': configuration,
    ...(next() < 0.3 ? { 'var/log/kubelet.log': log.slice(0, 200 + Math.floor(next() * 6000)) } : {}),
    ...(next() < 0.1 ? { 'etc/kubernetes/pki/ca.srl': '4A3F\n' } : {}),
  }
}

/** In: how large. Out: the archive and its broken workers, node -> id of the fault. */
export function mixed({ nodes, seed = 1 }) {
  const next = random(seed ^ 0x5eed)
  const log = Array.from(
    { length: 90 },
    (_, i) => `I0601 08:00:${i} kubelet.go:${Math.floor(next() * 9000)}] "SyncLoop UPDATE" pods=["kube-system/x-${i}"]\n`,
  ).join('')
  const clusters = Array.from({ length: Math.max(1, Math.ceil(nodes / WORKERS)) }, (_, i) => {
    const kind = i % 2 === 0 ? 'EC' : 'RSA'
    const ca = authority('kubernetes', { kind })
    const old = issue({ subject: [['CN', 'kubernetes']], key: ca.key, ca: true, from: ISSUED - 3 * YEAR * 86_400, days: 30 })
    const absent = issue({ subject: [['CN', 'kubelet-signer']], key: newKey('EC'), ca: true, issuer: ca, from: ISSUED, days: YEAR })
    return { kind, ca, old, absent, address: `198.51.100.${10 + i}`, server: `https://api-${i}.example.internal:6443`, at: `sites/eu-${i}` }
  })
  // RSA keys are dear to make and alike to read.
  const pool = Array.from({ length: Math.min(20, nodes) }, () => newKey('RSA'))
  const trees = []
  for (const [i, { ca, address, kind, server, at }] of clusters.entries()) {
    const node = `control-${i}`
    trees.push({ root: `${at}/${node}/`, tree: kubeadm({ node, address, ca, kind, server, dns: [`api-${i}.example.internal`] }) })
  }
  const kinds = Object.keys(FAULTS)
  const wrong = new Map(kinds.slice(0, Math.floor(nodes / 3)).map((kind) => [Math.floor(next() * nodes), kind]))
  const broken = {}
  for (let i = 0; i < nodes; i++) {
    const cluster = clusters[i % clusters.length]
    const name = `n${(i * 7919) % 1_000_003}-${cluster.kind.toLowerCase()}`
    const fault = wrong.get(i)
    if (fault !== undefined) broken[name] = FAULTS[fault]
    const tree = worker({ name, address: `172.${16 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`, cluster, fault, next, log, pool })
    trees.push({ root: `${cluster.at}/rack-${i % 40}/${name}/`, tree })
  }
  // All files of one name, then all of the next, the nodes from last to first.
  const names = [...new Set(trees.flatMap(({ tree }) => Object.keys(tree)))].reverse()
  const files = {}
  for (const name of names)
    for (const { root, tree } of trees.toReversed()) if (tree[name] !== undefined) files[`${root}${name}`] = tree[name]
  return { archive: tarGz(files, { level: 6, sorted: false, owner: 'backup' }), broken }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } })
  const [nodes, out] = positionals
  const { archive, broken } = mixed({ nodes: Number(nodes), seed: Number(values.seed ?? 1) })
  writeFileSync(out, archive)
  console.log(JSON.stringify(broken))
}
