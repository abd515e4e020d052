import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Audit, judge, read } from '../audit.ts'
import type { InputFile } from '../encoding/input.ts'
import { isUnpackFault, unpack } from '../encoding/unpack.ts'

const folder = join(import.meta.dirname, '../testing/distributions')
/** Short-lived certificates of OpenShift are still valid then. */
const AT = Date.parse('2026-06-15T12:00:00Z') / 1000
const auditOf = async (name: string): Promise<Audit> => {
  const evidence = await read([{ path: `${name}.tar.gz`, bytes: new Uint8Array(readFileSync(join(folder, `${name}.tar.gz`))) }])
  return judge(evidence, { at: AT })
}
const names = readdirSync(folder).map((file) => file.replace('.tar.gz', ''))

describe.each(names)('%s as its installer leaves it', (name) => {
  test('is recognised, breaks nowhere and has no error', async () => {
    const { clusters, calls, findings } = await auditOf(name)
    expect(clusters.map(({ layout }) => layout)).toEqual([name])
    expect(calls.filter(({ status }) => status === 'broken').map(({ edge, serverName }) => `${edge} ${serverName ?? ''}`)).toEqual([])
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const numbers = new Set(calls.map(({ number }) => number))
    for (let number = 1; number <= 12; number++) expect(numbers).toContain(number)
  })
})

const statuses = async (name: string): Promise<Record<string, string>> =>
  Object.fromEntries((await auditOf(name)).calls.map(({ edge, status }) => [edge, status]))

describe('what is peculiar to a distribution', () => {
  test('k3s: client and server CAs differ, nothing of the command lines is in a file', async () => {
    const found = await statuses('k3s')
    expect(found).toMatchObject({
      'kube-apiserver->etcd': 'trusted',
      'kubelet->kube-apiserver': 'trusted',
      'kube-apiserver->kubelet': 'trusted',
      'kube-proxy->kube-apiserver': 'trusted',
    })
  })
  test('MicroK8s: dqlite has no etcd; certificates of version 1 without usages are clients', async () => {
    const found = await statuses('microk8s')
    expect(found).toMatchObject({
      'etcd->etcd': 'absent',
      'etcdctl->etcd': 'absent',
      'kube-apiserver->etcd': 'absent',
      'kubelet->kube-apiserver': 'trusted',
    })
  })
  test('the Hard Way: etcd without TLS is plaintext, not broken', async () => {
    expect(await statuses('kthw')).toMatchObject({
      'etcd->etcd': 'plaintext',
      'kube-apiserver->etcd': 'plaintext',
      'kube-apiserver->kubelet': 'trusted',
    })
  })
  test('OpenShift: named certificates by the name dialled, the latest revision, keys in directories', async () => {
    const { calls } = await auditOf('openshift')
    const admin = calls.find(({ edge }) => edge === 'admin->kube-apiserver')
    expect(admin).toMatchObject({ serverName: 'api.ocp.example.com', status: 'trusted' })
    expect(calls.find(({ number }) => number === 12)?.status).toBe('trusted')
    expect(calls.find(({ number }) => number === 7)?.status).toBe('absent')
    expect(admin?.server?.use?.file).toContain('external-loadbalancer-serving-certkey')
  })
  test('kubespray: the health client stands in etcd.env', async () => {
    const { calls } = await auditOf('kubespray')
    expect(calls.find(({ number }) => number === 2)).toMatchObject({
      status: 'trusted',
      client: { use: { file: 'etc/ssl/etcd/ssl/admin-node1.pem' } },
    })
  })
  test('RKE2 and k3s: the node within the name of etcd', async () => {
    expect((await auditOf('rke2')).clusters[0]?.nodes).toEqual(['node1'])
  })
})

/** The kubeadm archive as loose files, without those `leftOut` says. */
async function without(leftOut: RegExp): Promise<Record<string, string>> {
  const files: InputFile[] = []
  for await (const items of unpack([{ path: 'cp1.tgz', bytes: new Uint8Array(readFileSync(join(folder, 'kubeadm.tar.gz'))) }]))
    for (const item of items)
      if (!isUnpackFault(item) && !leftOut.test(item.path)) {
        const { path, bytes, linkTarget, directory } = item
        files.push({ path, bytes, directory, ...(linkTarget === null ? {} : { linkTarget }) })
      }
  const { calls } = judge(await read(files), { at: AT })
  return Object.fromEntries(calls.map(({ number, status }) => [number, status]))
}

describe('private keys left out', () => {
  const fine = { 1: 'trusted', 2: 'trusted', 3: 'trusted', 5: 'trusted', 6: 'trusted', 8: 'trusted' }
  test('all of them: pairs are not checked, calls are still judged', async () => {
    expect(await without(/\.key$/)).toMatchObject(fine)
  })
  test('those of the leaves only', async () => {
    expect(await without(/(?<!\/ca|-ca|\/sa)\.key$/)).toMatchObject(fine)
  })
  test('one from among the others: its process may not start', async () => {
    expect(await without(/pki\/apiserver-etcd-client\.key$/)).toMatchObject({ 1: 'trusted', 3: 'unproven' })
  })
})
