import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Audit, type Evidence, judge, read } from '../audit.ts'
import { isUnpackFault, unpack } from '../encoding/unpack.ts'
import type { InputFile } from '../encoding/input.ts'
import { kubeconfig } from '../testing/manifests.ts'

const AT = Date.parse('2026-06-15T12:00:00Z') / 1000

/** The example archive of a distribution, unpacked below a folder. */
async function below(folder: string, distribution: string): Promise<InputFile[]> {
  const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../testing/distributions', `${distribution}.tar.gz`)))
  const files: InputFile[] = []
  for await (const items of unpack([{ path: 'x.tgz', bytes }]))
    for (const item of items)
      if (!isUnpackFault(item))
        files.push({
          path: folder + item.path,
          bytes: item.bytes,
          directory: item.directory,
          ...(item.linkTarget === null ? {} : { linkTarget: item.linkTarget }),
        })
  return files
}
const shape = ({ clusters }: Audit) => clusters.map(({ id, layout, nodes }) => [id, layout, ...nodes])
const whys = ({ clusters }: Audit, id: string) =>
  clusters.find((one) => one.id === id)?.evidence.map(({ node, why, value }) => `${node ?? ''} ${why} ${value}`)
const broken = ({ calls }: Audit) => calls.filter(({ status }) => status === 'broken')

test('clusters of two distributions in one drop: each is judged under its own layout', async () => {
  const evidence = await read([...(await below('site-a/', 'kubeadm')), ...(await below('site-b/', 'k3s'))])
  const audit = judge(evidence, { at: AT })
  expect(shape(audit).map(([, layout]) => layout)).toEqual(['kubeadm', 'k3s'])
  expect(broken(audit)).toEqual([])
})

let evidence: Evidence | null = null
const twoClusters = async (): Promise<Evidence> =>
  (evidence ??= await read([
    ...(await below('a/', 'kubeadm')),
    ...(await below('b/', 'minikube')),
    {
      path: 'b/root/.kube/old',
      bytes: new TextEncoder().encode(kubeconfig('b.conf', 'ca', 'certificate', 'key').replace('192.0.2.11', 'old.example')),
    },
    { path: 'notes.txt', bytes: new TextEncoder().encode('nothing') },
  ]))

test('a folder is another node, a node of another cluster, a cluster of another distribution; and each is said to be by hand', async () => {
  const drop = await twoClusters()
  const before = judge(drop, { at: AT })
  const [first, second] = before.clusters
  const [node] = second!.nodes
  const renamed = judge(drop, { at: AT, nodeOf: { 'a/': 'renamed' } })
  expect(renamed.clusters[0]!.nodes).toEqual(['renamed'])
  expect(whys(renamed, first!.id)).toContain('renamed by-hand a/')
  // A name given by hand is a fact: the kubelet's certificate is for another node.
  const kubelets = ({ calls }: Audit) =>
    calls.filter(({ number, cluster }) => number === 8 && cluster === first!.id).map(({ status }) => status)
  expect([kubelets(before), kubelets(renamed)]).toEqual([['trusted'], ['broken']])

  const moved = judge(drop, { at: AT, clusterOf: { [node!]: first!.id } })
  expect(moved.clusters.map(({ id }) => id)).toEqual([first!.id])
  expect(moved.clusters[0]!.nodes).toEqual([...first!.nodes, node])
  expect(whys(moved, first!.id)).toContain(`${node} cluster-by-hand ${first!.id}`)
  const apart = judge(drop, { at: AT, clusterOf: { [node!]: 'my own' } })
  expect(apart.clusters.map(({ id }) => id)).toContain('my own')

  const other = judge(drop, { at: AT, layoutOf: { [second!.id]: 'kubeadm' } })
  expect(other.clusters.map(({ layout }) => layout)).toEqual(['kubeadm', 'kubeadm'])
  expect(whys(other, second!.id)).toContain(' layout-by-hand kubeadm')
  // And back: nothing is left of it.
  expect(shape(judge(drop, { at: AT }))).toEqual(shape(before))
})

test('two folders are one node where the user says so', async () => {
  const files = await below('', 'kubeadm')
  const split = files.map((file) => ({ ...file, path: `${file.path.startsWith('var/') ? 'kubelet-files/' : 'etc-files/'}${file.path}` }))
  const drop = await read(split)
  expect(judge(drop, { at: AT }).clusters.flatMap(({ nodes }) => nodes).length).toBe(2)
  const audit = judge(drop, { at: AT, nodeOf: { 'kubelet-files': 'cp1', 'etc-files': 'cp1' } })
  expect(audit.clusters.map(({ nodes }) => nodes)).toEqual([['cp1']])
  expect(audit.calls.find(({ edge }) => edge === 'kubelet->kube-apiserver')?.status).toBe(
    judge(await read(files), { at: AT, nodeOf: { '': 'cp1' } }).calls.find(({ edge }) => edge === 'kubelet->kube-apiserver')?.status,
  )
})
