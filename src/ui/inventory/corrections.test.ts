import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, read } from '../../engine/audit.ts'
import { foldersOf, kubeconfigsOf, nodesOf, without } from './corrections.ts'

test('nodes with their folders and why, kubeconfigs by their own file, folders of the drop', async () => {
  const bytes = new Uint8Array(readFileSync(new URL('../../engine/testing/distributions/k3s.tar.gz', import.meta.url)))
  const audit = judge(await read([{ path: 'k3s.tar.gz', bytes }]), { at: 1781524800 })
  expect(nodesOf(audit)).toEqual([
    { root: '', node: 'node1', cluster: audit.clusters[0]?.id, why: 'etcd-name', value: 'node1', moved: false },
  ])
  for (const { file } of kubeconfigsOf(audit)) expect(file).toMatch(/kubeconfig$|k3s\.yaml$/)
  expect(kubeconfigsOf(audit).length).toBeGreaterThan(0)
  expect(foldersOf(audit)).toContain('var/lib/rancher/')
  expect(without({ a: '1', b: '2' }, 'a')).toEqual({ b: '2' })
})
