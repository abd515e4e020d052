// A fleet as kubeadm makes it: one control plane and any number of workers, RSA and ECDSA by turns, a few of them broken in known ways.
//   node scripts/fleet.mjs NODES OUT.tar.gz [SEED]
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { authority, leaf, YEAR } from './distributions/kit.mjs'
import { kubeadm } from './distributions/kubeadm.mjs'
import { certPem, keyPem, kubeconfig, newKey } from './pki.mjs'
import { tarGz } from './tar.mjs'

/** Fixed points of the choices below; keys are new each time, which no figure depends on. */
function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
/** RSA keys are dear to make and alike to read: a pool of them serves the whole fleet. */
const POOL = 60

/** Returns the archive and what is wrong with it: node -> `expired` or `foreign-ca`. */
export function fleet(nodes, seed = 1) {
  const next = random(seed)
  const [ca, foreign] = [authority('kubernetes'), authority('kubernetes')]
  const pool = Array.from({ length: Math.min(POOL, nodes + 1) }, () => newKey('RSA'))
  const files = kubeadm({ node: 'cp1', prefix: 'nodes/cp1/', ca })
  const authorityPem = certPem(ca)
  const broken = {}
  const wrong = new Map(
    Array.from({ length: Math.min(nodes, 4) }, (_, i) => [Math.floor(next() * nodes), i % 2 === 0 ? 'expired' : 'foreign-ca']),
  )
  const configuration =
    'apiVersion: kubelet.config.k8s.io/v1beta1\nauthentication:\n  anonymous:\n    enabled: false\n  x509:\n    clientCAFile: /etc/kubernetes/pki/ca.crt\nkind: KubeletConfiguration\nrotateCertificates: true\nserverTLSBootstrap: true\n'
  for (let i = 0; i < nodes; i++) {
    const node = `worker-${String(i).padStart(5, '0')}`
    const root = `nodes/${node}/`
    const fault = wrong.get(i)
    if (fault !== undefined) broken[node] = fault
    const key = (rsa) => (rsa ? pool[Math.floor(next() * pool.length)] : newKey('EC'))
    const user = { o: ['system:nodes'], key: key(i % 2 === 0), ...(fault === 'expired' ? { days: 1 } : {}) }
    const client = leaf(fault === 'foreign-ca' ? foreign : ca, `system:node:${node}`, user)
    const address = `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`
    const serving = leaf(ca, `system:node:${node}`, {
      o: ['system:nodes'],
      eku: ['server'],
      key: key(i % 2 === 1),
      dns: [node],
      ip: [address],
      days: YEAR,
    })
    const pem = '/var/lib/kubelet/pki/kubelet-client-current.pem'
    files[`${root}etc/kubernetes/pki/ca.crt`] = authorityPem
    files[`${root}etc/kubernetes/kubelet.conf`] = kubeconfig({
      user: 'default-auth',
      server: 'https://192.0.2.11:6443',
      caData: authorityPem,
      cert: pem,
      key: pem,
    })
    files[`${root}${pem.slice(1)}`] = certPem(client) + keyPem(client.key)
    files[`${root}var/lib/kubelet/pki/kubelet-server-current.pem`] = certPem(serving) + keyPem(serving.key)
    files[`${root}var/lib/kubelet/config.yaml`] = configuration
  }
  return { archive: tarGz(files), broken }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [nodes, out, seed] = process.argv.slice(2)
  const { archive, broken } = fleet(Number(nodes), Number(seed ?? 1))
  writeFileSync(out, archive)
  console.log(JSON.stringify(broken))
}
