// A tree that kubeadm itself made, and its commands run on it as they stand: /etc/kubernetes and /var/lib/kubelet are bound in a mount
// namespace of their own, so that nothing on this machine is touched. Needs root, unshare(1) and a kubeadm binary.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const CONFIG = ({ version, name, address, endpoint, services }) => `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: "${address}"
nodeRegistration:
  name: ${name}
  criSocket: unix:///run/containerd/containerd.sock
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: ${version}
encryptionAlgorithm: ECDSA-P256
controlPlaneEndpoint: "${endpoint}"
networking:
  serviceSubnet: ${services}
`
const KUBELET = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous:
    enabled: false
  webhook:
    enabled: true
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
authorization:
  mode: Webhook
rotateCertificates: true
`

/** Runs shell lines on the node whose tree stands in `root`; kubeadm is found as `kubeadm`, relative files in its home. */
export function onNode(kubeadm, root, script) {
  for (const path of ['etc/kubernetes', 'var/lib/kubelet/pki', 'home']) mkdirSync(join(root, path), { recursive: true })
  const inside = `set -e
mkdir -p /etc/kubernetes /var/lib/kubelet
mount --bind "$ROOT/etc/kubernetes" /etc/kubernetes
mount --bind "$ROOT/var/lib/kubelet" /var/lib/kubelet
cd "$ROOT/home"
kubeadm() { "$KUBEADM" "$@"; }
${script}`
  return execFileSync('unshare', ['-m', 'bash', '-c', inside], {
    env: { ...process.env, ROOT: root, KUBEADM: kubeadm },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What `kubeadm init` writes on the first control plane, with the configuration of its kubelet. */
export function initialised(
  kubeadm,
  root,
  { name = 'cp1', address = '192.0.2.11', endpoint = 'k8s-api.example.com:6443', services = '10.96.0.0/12' } = {},
) {
  const version = execFileSync(kubeadm, ['version', '-o', 'short'], { encoding: 'utf8' }).trim()
  put(root, 'home/init.yaml', CONFIG({ version, name, address, endpoint, services }))
  put(root, 'etc/hostname', `${name}\n`)
  onNode(
    kubeadm,
    root,
    ['certs all', 'kubeconfig all', 'control-plane all', 'etcd local']
      .map((phase) => `kubeadm init phase ${phase} --config init.yaml`)
      .join('\n'),
  )
  put(root, 'var/lib/kubelet/config.yaml', KUBELET)
  return version
}

export const get = (root, path) => readFileSync(join(root, path), 'utf8')
export function put(root, path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}
/** Every file of the tree but what the steps left in the home folder: path -> content. */
export function filesOf(root, folder = '') {
  return Object.fromEntries(
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (path === 'home') return []
      return entry.isDirectory() ? Object.entries(filesOf(root, path)) : [[path, readFileSync(join(root, path))]]
    }),
  )
}
