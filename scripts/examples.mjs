// Writes the example clusters of the first screen: archives to download under public/examples, and the same bytes as modules, because the
// page may not fetch. Every key in them is made here and used nowhere else: node scripts/examples.mjs [NAME...]
import { mkdirSync, writeFileSync } from 'node:fs'
import { authority, certPem, newKey } from './distributions/kit.mjs'
import { kubeadm } from './distributions/kubeadm.mjs'
import { tarGz } from './tar.mjs'

const ARCHIVES = 'public/examples'
const MODULES = 'src/ui/drop/examples'
const PKI = 'etc/kubernetes/pki'
const MOST_BYTES = 40_000

/** Files of the tree that a reader of the example does not need: they are half of the bytes. */
const slim = (files) =>
  Object.fromEntries(
    Object.entries(files).filter(
      ([path]) => !/(etcd\/(server|peer|healthcheck-client)|apiserver[\w-]*|front-proxy-client|kubelet)\.key$/.test(path),
    ),
  )

const rebuilt = () => {
  const ca = authority('kubernetes', { dns: ['kubernetes'] })
  const old = authority('etcd-ca', { dns: ['etcd-ca'] })
  const [before, after] = [old, undefined].map((etcdCa) => kubeadm({ node: 'cp-1', ca, etcdCa }))
  const stale = Object.fromEntries(Object.entries(before).filter(([path]) => path.startsWith(`${PKI}/apiserver-etcd-client`)))
  return { ...after, ...stale, 'etc/kubernetes/tmp/kubeadm-backup-2026-11-21/pki/etcd/ca.crt': certPem(old) }
}
const threePlanes = () => {
  const kind = 'EC'
  const shared = {
    kind,
    ca: authority('kubernetes', { kind }),
    etcdCa: authority('etcd-ca', { kind }),
    proxyCa: authority('front-proxy-ca', { kind }),
    sa: newKey('RSA'),
  }
  const planes = [1, 2, 3].map((n) =>
    kubeadm({ ...shared, node: `cp-${n}`, prefix: `cp-${n}/`, address: `192.0.2.1${n}`, ...(n === 3 ? { sa: newKey('RSA') } : {}) }),
  )
  const rest = /\/(ca|etcd\/ca|front-proxy-ca)\.key$|super-admin\.conf$|pki\/kubelet\.crt$/
  return Object.fromEntries(Object.entries(Object.assign({}, ...planes)).filter(([path]) => !rest.test(path)))
}
const selfSigned = () => {
  const files = kubeadm({ node: 'cp-1' })
  const path = 'etc/kubernetes/manifests/kube-apiserver.yaml'
  const manifest = files[path]
  return {
    ...files,
    [path]: {
      ...manifest,
      content: manifest.content.replace(
        '    - --kubelet-client-certificate',
        '    - --kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt\n    - --kubelet-client-certificate',
      ),
    },
  }
}

const EXAMPLES = {
  healthy: () => kubeadm({ node: 'cp-1' }),
  'rebuilt-etcd-ca': rebuilt,
  expired: () => kubeadm({ node: 'cp-1' }),
  'missing-name': () => kubeadm({ node: 'cp-1', server: 'https://203.0.113.10:6443' }),
  'odd-token-key': threePlanes,
  'kubelet-self-signed': selfSigned,
}

mkdirSync(ARCHIVES, { recursive: true })
mkdirSync(MODULES, { recursive: true })
const only = process.argv.slice(2)
for (const [name, files] of Object.entries(EXAMPLES)) {
  if (only.length > 0 && !only.includes(name)) continue
  const bytes = tarGz(slim(files()))
  if (bytes.length > MOST_BYTES) throw new Error(`${name}: ${bytes.length} bytes`)
  writeFileSync(`${ARCHIVES}/${name}.tar.gz`, bytes)
  writeFileSync(
    `${MODULES}/${name}.ts`,
    `// Written by scripts/examples.mjs: test keys only.\nexport default '${bytes.toString('base64')}'\n`,
  )
  console.log(`${name} ${bytes.length} bytes`)
}
