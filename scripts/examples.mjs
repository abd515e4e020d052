// Writes the example clusters of the first screen: archives to download under public/examples, and all of them as one module, because the
// page may not fetch. They are one cluster and its differences, so that the page carries little more than one of them.
// Every key in them is made here and used nowhere else: node scripts/examples.mjs
import { mkdirSync, writeFileSync } from 'node:fs'
import { deflateSync, gunzipSync } from 'node:zlib'
import { authority, certPem, newKey } from './distributions/kit.mjs'
import { kubeadm } from './distributions/kubeadm.mjs'
import { tarGz } from './tar.mjs'

const ARCHIVES = 'public/examples'
const MODULE = 'src/ui/drop/example-blocks.ts'
const MOST_BYTES = 40_000
const BLOCK = 512

// encryptionAlgorithm: ECDSA-P256 of kubeadm's ClusterConfiguration: a third of the bytes of RSA.
const kind = 'EC'
const etcdAuthority = () => authority('etcd-ca', { kind, dns: ['etcd-ca'] })
const shared = {
  kind,
  ca: authority('kubernetes', { kind, dns: ['kubernetes'] }),
  etcdCa: etcdAuthority(),
  proxyCa: authority('front-proxy-ca', { kind, dns: ['front-proxy-ca'] }),
  sa: newKey('RSA'),
}
const BASE = kubeadm({ ...shared, node: 'cp-1' })

/** The cluster with the text of some files changed. */
const edited = (paths, from, to) => {
  const files = { ...BASE }
  for (const path of paths) {
    const entry = typeof files[path] === 'string' ? { content: files[path] } : files[path]
    if (!entry.content.includes(from)) throw new Error(`${path} has no ${from}`)
    files[path] = { ...entry, content: entry.content.replaceAll(from, to) }
  }
  return files
}
const only = (files, pattern) => Object.fromEntries(Object.entries(files).filter(([path]) => pattern.test(path)))

/** etcd's CA made anew, and everything it signs but the API server's client certificate. */
const rebuilt = () => {
  const after = kubeadm({ ...shared, etcdCa: etcdAuthority(), node: 'cp-1' })
  const backup = { 'etc/kubernetes/tmp/kubeadm-backup-2026-11-21/pki/etcd/ca.crt': certPem(shared.etcdCa) }
  return { ...BASE, ...only(after, /\/pki\/etcd\//), ...backup }
}
const threePlanes = () => {
  const planes = [2, 3].map((n) =>
    kubeadm({
      ...shared,
      node: `cp-${n}`,
      prefix: `cp-${n}/`,
      address: `192.0.2.1${n}`,
      ...(n === 3 ? { sa: newKey('RSA') } : {}),
    }),
  )
  const first = Object.fromEntries(Object.entries(BASE).map(([path, entry]) => [`cp-1/${path}`, entry]))
  const rest = /\/(ca|etcd\/ca|front-proxy-ca)\.key$|super-admin\.conf$|pki\/kubelet\.crt$/
  return Object.fromEntries(Object.entries(Object.assign(first, ...planes)).filter(([path]) => !rest.test(path)))
}
/** Files of the tree that a reader of the example does not need: they are half of the bytes. */
const slim = (files) =>
  Object.fromEntries(
    Object.entries(files).filter(
      ([path]) => !/(etcd\/(server|peer|healthcheck-client)|apiserver[\w-]*|front-proxy-client|kubelet)\.key$/.test(path),
    ),
  )

const KUBECONFIGS = ['admin', 'super-admin', 'kubelet'].map((name) => `etc/kubernetes/${name}.conf`)
const EXAMPLES = {
  healthy: BASE,
  'rebuilt-etcd-ca': rebuilt(),
  // The same half a year later: the page says which moment it is to be judged at.
  expired: BASE,
  'missing-name': edited(KUBECONFIGS, 'https://192.0.2.11:6443', 'https://203.0.113.10:6443'),
  'odd-token-key': threePlanes(),
  'kubelet-self-signed': edited(
    ['etc/kubernetes/manifests/kube-apiserver.yaml'],
    '    - --kubelet-client-certificate',
    '    - --kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt\n    - --kubelet-client-certificate',
  ),
}

/** The blocks of a tar by number; those known have the number they were given first. */
function numbered(tar, known, blocks) {
  const numbers = []
  for (let at = 0; at < tar.length; at += BLOCK) {
    const block = tar.subarray(at, at + BLOCK)
    const key = block.toString('latin1')
    if (!known.has(key)) {
      known.set(key, blocks.length)
      blocks.push(block)
    }
    numbers.push(known.get(key))
  }
  return numbers
}

/** Numbers as runs, `first` to `last`: `0-57 12 60-93`. */
function runsOf(numbers) {
  const runs = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === number - 1) run[1] = number
    else runs.push([number, number])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(' ')
}

mkdirSync(ARCHIVES, { recursive: true })
const known = new Map()
const blocks = []
const lines = []
for (const [name, files] of Object.entries(EXAMPLES)) {
  const bytes = tarGz(slim(files))
  if (bytes.length > MOST_BYTES) throw new Error(`${name}: ${bytes.length} bytes`)
  writeFileSync(`${ARCHIVES}/${name}.tar.gz`, bytes)
  lines.push(`  ${/-/.test(name) ? `'${name}'` : name}: '${runsOf(numbered(gunzipSync(bytes), known, blocks))}',`)
  console.log(`${name} ${bytes.length} bytes, ${blocks.length} blocks so far`)
}
const packed = deflateSync(Buffer.concat(blocks), { level: 9 }).toString('base64')
writeFileSync(
  MODULE,
  `// Written by scripts/examples.mjs: test keys only.
/** Every block of ${BLOCK} bytes that any example archive has, once: deflated, base64. */
export const BLOCKS = '${packed}'
/** The tar of each example as numbers of blocks. */
export const ARCHIVES = {
${lines.join('\n')}
} as const
`,
)
console.log(`${(packed.length / 1024).toFixed(0)} KB for all of them`)
