import { expect, test } from 'vitest'
import { inventoryOf } from '../testing/inventory.ts'
import { assemble } from './assemble.ts'

const NODE = 'nodes/w1/'
const config = (ca: string) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication:\n  x509:\n    clientCAFile: ${ca}\n`
const unit = (flags: string) =>
  `[Service]\nExecStart=/usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml ${flags}\n`

/** The value of the client CA the kubelet checks its callers against. */
async function clientCas(files: Record<string, string>): Promise<readonly string[]> {
  const inventory = await inventoryOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [NODE + path, text])))
  const calls = assemble(inventory).clusters.flatMap((cluster) => cluster.calls.filter(({ edge }) => edge === 'client->kubelet'))
  return [
    ...new Set(
      calls.map(
        ({ serverTrusts: trust }) => ('use' in trust ? trust.use?.value : 'reference' in trust ? trust.reference.use.value : null) ?? '',
      ),
    ),
  ]
}

/** Named so that the order of the archive is not the order of the names. */
const dropIns = { 'etc/kubelet.d/90-last.conf': config('/last.crt'), 'etc/kubelet.d/10-first.conf': config('/first.crt') }

test('drop-ins of --config-dir go over the configuration in the order of their names', async () => {
  const files = {
    ...dropIns,
    'var/lib/kubelet/config.yaml': config('/main.crt'),
    'etc/systemd/system/kubelet.service': unit('--config-dir=/etc/kubelet.d'),
  }
  expect(await clientCas(files)).toEqual(['/last.crt'])
})

test('flags go over drop-ins', async () => {
  const files = {
    ...dropIns,
    'var/lib/kubelet/config.yaml': config('/main.crt'),
    'etc/systemd/system/kubelet.service': unit('--config-dir=/etc/kubelet.d/ --client-ca-file=/flag.crt'),
  }
  expect(await clientCas(files)).toEqual(['/flag.crt'])
})
