// Writes one example archive per distribution, as its installer leaves the node: node scripts/distributions.mjs [OUTPUT_DIR] [NAME...]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tarGz } from './tar.mjs'

const NAMES = ['kubeadm', 'kind', 'kubespray', 'k3s', 'rke2', 'kops', 'talos', 'microk8s', 'minikube', 'openshift', 'kthw', 'k0s']
const [out = 'src/engine/testing/distributions', ...only] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
for (const name of NAMES.filter((one) => only.length === 0 || only.includes(one))) {
  const { default: files } = await import(`./distributions/${name}.mjs`)
  const bytes = tarGz(files())
  writeFileSync(join(out, `${name}.tar.gz`), bytes)
  console.log(`${name}.tar.gz ${bytes.length} bytes`)
}
