// What the breakages share: one healthy kubeadm cluster whose authorities are at hand, and small changes to its files.
import {
  authority,
  certPem,
  embedded,
  ISSUED,
  keyPem,
  kubeconfig,
  leaf,
  newKey,
  pair,
  publicPem,
  serviceNames,
  YEAR,
} from '../distributions/kit.mjs'
import { kubeadm } from '../distributions/kubeadm.mjs'

export const P = 'etc/kubernetes/pki'
export const ADDRESS = '192.0.2.11'
export const SERVER = `https://${ADDRESS}:6443`
/** Half a year after everything was issued. */
export const AT = ISSUED + 183 * 86400
const kind = 'EC'

const authorityOf = (cn) => () => authority(cn, { dns: [cn] })
export const newClusterCa = authorityOf('kubernetes')
export const newEtcdCa = authorityOf('etcd-ca')
export const newProxyCa = authorityOf('front-proxy-ca')

const shared = { kind, ca: newClusterCa(), etcdCa: newEtcdCa(), proxyCa: newProxyCa(), sa: newKey('RSA') }
export const { ca, etcdCa, proxyCa, sa } = shared
/** An authority of the same name as the cluster's and another key: what was there before the cluster was made anew. */
export const oldCa = newClusterCa()

const made = new Map()
/** The healthy tree of one node of `version`; made once. */
export const healthy = (options = {}) => {
  const key = JSON.stringify(options)
  if (!made.has(key)) made.set(key, kubeadm({ ...shared, ...options }))
  return { ...made.get(key) }
}
export const sign = (issuer, cn, rest) => leaf(issuer, cn, { kind, ...rest })
export const apiserver = (change = {}, issuer = ca) =>
  pair(
    `${P}/apiserver`,
    sign(issuer, 'kube-apiserver', { eku: ['server'], dns: ['cp1', ...serviceNames()], ip: ['10.96.0.1', ADDRESS], ...change }),
  )
export const etcdLeaf = (name, change = {}, issuer = etcdCa) =>
  pair(
    `${P}/etcd/${name}`,
    sign(issuer, 'cp1', { eku: ['server', 'client'], dns: ['cp1', 'localhost'], ip: [ADDRESS, '127.0.0.1', '::1'], ...change }),
  )
export const conf = (name, cn, change = {}, { issuer = ca, trusts = issuer, server = SERVER } = {}) => ({
  [`etc/kubernetes/${name}.conf`]: embedded(cn, sign(issuer, cn, change), trusts, server),
})
/** kubelet.conf as kubeadm leaves it: files, no data. */
export const kubeletConf = (cn, trusts = ca) => ({
  'etc/kubernetes/kubelet.conf': kubeconfig({
    user: cn,
    server: SERVER,
    caData: certPem(trusts),
    cert: '/var/lib/kubelet/pki/kubelet-client-current.pem',
    key: '/var/lib/kubelet/pki/kubelet-client-current.pem',
  }),
})
const PEM = 'var/lib/kubelet/pki/kubelet-client-2026-06-01-08-00-00.pem'
export const kubeletClient = (cn, change = {}, issuer = ca) => {
  const certificate = sign(issuer, cn, { o: ['system:nodes'], ...change })
  return { [PEM]: { content: certPem(certificate) + keyPem(certificate.key), mode: 0o600 } }
}

/** The text of one file changed; throws where there is nothing to change. */
export const edit = (files, path, from, to) => {
  const entry = typeof files[path] === 'string' ? { content: files[path] } : files[path]
  if (!entry?.content.includes(from)) throw new Error(`${path} has no ${from}`)
  return { ...files, [path]: { ...entry, content: entry.content.replaceAll(from, to) } }
}
const MANIFEST = (component) => `etc/kubernetes/manifests/${component}.yaml`
/** A flag of a static pod: set, replaced, or (null) taken out. */
export const flag = (files, component, name, value) => {
  const path = MANIFEST(component)
  const entry = files[path]
  const lines = entry.content.split('\n')
  const at = lines.findIndex((line) => line.startsWith(`    - --${name}=`))
  const after = lines.findIndex((line) => line === `    - ${component}`)
  const added = value === null ? [] : [value].flat().map((one) => `    - --${name}=${one}`)
  if (at < 0) lines.splice(after + 1, 0, ...added)
  else lines.splice(at, 1, ...added)
  return { ...files, [path]: { ...entry, content: lines.join('\n') } }
}
export const without = (files, pattern) => Object.fromEntries(Object.entries(files).filter(([path]) => !pattern.test(path)))
/** Files of one node among several: each in a folder of its own. */
export const inFolder = (folder, files) => Object.fromEntries(Object.entries(files).map(([path, entry]) => [`${folder}/${path}`, entry]))

export { authority, certPem, embedded, ISSUED, keyPem, kubeconfig, newKey, pair, publicPem, serviceNames, YEAR }
