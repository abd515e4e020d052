// A fleet as kubeadm makes it: clusters of one control plane and many workers, RSA and ECDSA by turns, some workers broken in known ways.
//   node scripts/fleet.mjs NODES OUT [--seed N] [--shape folders|nested] [--self-signed]
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { authority, issue, ISSUED, leaf, YEAR } from './distributions/kit.mjs'
import { kubeadm } from './distributions/kubeadm.mjs'
import { certPem, keyPem, kubeconfig, newKey } from './pki.mjs'
import { tarGz } from './tar.mjs'

/** Fixed points of the choices below; keys are new each time, which no figure depends on. */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
/** RSA keys are dear to make and alike to read: a pool of them serves the whole fleet. */
const POOL = 40
/** One control plane serves at most this many workers, and a fleet has at least this many clusters. */
const CLUSTERS = 4
const CLIENT = 'var/lib/kubelet/pki/kubelet-client-current.pem'

/** What a worker can be broken by: the fault its call to the API server must show. */
export const FAULTS = {
  expired: 'path/expired',
  'foreign-signer': 'path/signature-invalid',
  'foreign-authority': 'path/signature-invalid',
  'key-of-another': 'edge/key-mismatch',
  'name-of-another': 'edge/identity-wrong',
  'no-group': 'edge/identity-wrong',
  'file-cut': 'edge/file-unusable',
}

const configuration = (clientCa) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nauthentication:\n  anonymous:\n    enabled: false\n  webhook:\n    cacheTTL: 0s\n    enabled: true\n  x509:\n    clientCAFile: ${clientCa}\nauthorization:\n  mode: Webhook\nclusterDNS:\n- 10.96.0.10\nclusterDomain: cluster.local\ncpuManagerReconcilePeriod: 0s\nevictionPressureTransitionPeriod: 0s\nkind: KubeletConfiguration\nrotateCertificates: true\nstaticPodPath: /etc/kubernetes/manifests\n`

/** One worker's files. `embeds`: its kubeconfig holds certificate and key; `selfSigned`: kubelet.crt under a CA of its own. */
function worker({ name, address, ca, foreign, server, keys, fault, embeds, selfSigned }) {
  const user = fault === 'name-of-another' ? 'system:node:somebody-else' : `system:node:${name}`
  const client = leaf(fault === 'foreign-signer' ? foreign : ca, user, {
    o: fault === 'no-group' ? [] : ['system:nodes'],
    key: keys(),
    ...(fault === 'expired' ? { days: 1 } : {}),
  })
  const key = keyPem(fault === 'key-of-another' ? newKey('EC') : client.key)
  const pem = fault === 'file-cut' ? certPem(client).slice(0, 300) : certPem(client) + key
  const subject = [['CN', `${name}-ca@${ISSUED}`]]
  const own = selfSigned ? issue({ subject, key: keys(), ca: true, from: ISSUED - 3600, days: YEAR }) : null
  const serving = leaf(own ?? ca, own ? `${name}@${ISSUED}` : `system:node:${name}`, {
    ...(own ? {} : { o: ['system:nodes'] }),
    eku: ['server'],
    key: keys(),
    dns: [name],
    ip: [address],
  })
  const trusted = certPem(ca)
  const whole = embeds && fault === undefined
  return {
    'etc/kubernetes/pki/ca.crt': trusted,
    'etc/kubernetes/kubelet.conf': kubeconfig({
      user: whole ? `system:node:${name}` : 'default-auth',
      server,
      caData: certPem(fault === 'foreign-authority' ? foreign : ca),
      ...(whole ? { certData: certPem(client), keyData: key } : { cert: `/${CLIENT}`, key: `/${CLIENT}` }),
    }),
    [CLIENT]: pem,
    ...(own
      ? { 'var/lib/kubelet/pki/kubelet.crt': certPem(serving, own), 'var/lib/kubelet/pki/kubelet.key': keyPem(serving.key) }
      : { 'var/lib/kubelet/pki/kubelet-server-current.pem': certPem(serving) + keyPem(serving.key) }),
    'var/lib/kubelet/config.yaml': configuration('/etc/kubernetes/pki/ca.crt'),
  }
}

/** In: how large and of which shape. Out: the archive and its broken workers, node -> id of the fault. */
export function fleet({ nodes, seed = 1, shape = 'folders', selfSigned = false }) {
  const next = random(seed)
  const pick = (list) => list[Math.floor(next() * list.length)]
  const pool = Array.from({ length: Math.min(POOL, nodes + 1) }, () => newKey('RSA'))
  const keys = () => (next() < 0.5 ? pick(pool) : newKey('EC'))
  const count = nodes < 2 * CLUSTERS ? 1 : CLUSTERS
  const foreign = authority('kubernetes')
  const clusters = Array.from({ length: count }, (_, i) => {
    const kind = i % 2 === 0 ? 'RSA' : 'EC'
    return { kind, ca: authority('kubernetes', { kind }), address: `192.0.2.${11 + i}` }
  })
  const trees = new Map()
  for (const [i, { ca, address, kind }] of clusters.entries()) trees.set(`cp${i + 1}`, kubeadm({ node: `cp${i + 1}`, address, ca, kind }))
  const broken = {}
  const kinds = Object.keys(FAULTS)
  const wrong = new Map(kinds.slice(0, Math.floor(nodes / 3)).map((kind) => [Math.floor(next() * nodes), kind]))
  for (let i = 0; i < nodes; i++) {
    const name = `worker-${String(i).padStart(5, '0')}`
    const fault = wrong.get(i)
    if (fault !== undefined) broken[name] = FAULTS[fault]
    const { ca, address } = clusters[i % count]
    const own = `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`
    const server = `https://${address}:6443`
    trees.set(name, worker({ name, address: own, ca, foreign, server, keys, fault, embeds: i % 3 === 0, selfSigned }))
  }
  const put = (prefix, files) => Object.fromEntries(Object.entries(files).map(([path, file]) => [prefix + path, file]))
  const files =
    shape === 'nested'
      ? Object.fromEntries([...trees].map(([node, tree]) => [`${node}.tar.gz`, tarGz(tree)]))
      : Object.assign({}, ...[...trees].map(([node, tree]) => put(`nodes/${node}/`, tree)))
  return { archive: tarGz(files, { level: 6 }), broken }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, shape: { type: 'string' }, 'self-signed': { type: 'boolean' } },
  })
  const [nodes, out] = positionals
  const { archive, broken } = fleet({
    nodes: Number(nodes),
    seed: Number(values.seed ?? 1),
    shape: values.shape ?? 'folders',
    selfSigned: values['self-signed'] ?? false,
  })
  writeFileSync(out, archive)
  console.log(JSON.stringify(broken))
}
