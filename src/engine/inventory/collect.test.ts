import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inventoryOf } from '../testing/inventory.ts'

const shared = join(import.meta.dirname, '../../../../shared/fixtures')
const ours = join(import.meta.dirname, '../testing/distributions')

/** Every file of a folder as path and bytes. */
function tree(folder: string, prefix = ''): Record<string, Uint8Array> {
  return Object.assign(
    {},
    ...readdirSync(folder).map((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? tree(path, `${prefix}${name}/`) : { [prefix + name]: new Uint8Array(readFileSync(path)) }
    }),
  ) as Record<string, Uint8Array>
}

/** Base64 bodies of private keys and the signatures of tokens in a text, embedded ones included. */
function secretsIn(text: string): string[] {
  const bodies = [...text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]*?)-----END/g)].flatMap(([, body]) => [
    body!.replace(/\s+/g, '').slice(40, 100),
    body!.slice(80, 140),
  ])
  const embedded = [...text.matchAll(/(?:client-key-data|tls\.key|token): *"?([A-Za-z0-9+/=]{60,})/g)].map(([, data]) => data!)
  const inside = embedded.flatMap((data) => {
    const decoded = Buffer.from(data, 'base64').toString('latin1')
    return [
      data.slice(60, 120),
      ...(decoded.includes('PRIVATE KEY') ? secretsIn(decoded) : []),
      ...(decoded.startsWith('eyJ') ? [decoded.slice(-60)] : []),
    ]
  })
  const tokens = [...text.matchAll(/eyJ[\w-]+\.eyJ[\w-]+\.([\w-]{40,})/g)].map(([, signature]) => signature!.slice(0, 40))
  return [...bodies, ...inside, ...tokens].filter((secret) => secret.length >= 30)
}

describe('no secret gets into the inventory', () => {
  const archives = [ours, join(shared, 'clusters')].filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.tar.gz'))
      .map((name) => join(folder, name)),
  )
  test(`in ${archives.length} archives`, { timeout: 120_000 }, async () => {
    let looked = 0
    for (const archive of archives) {
      const packed = new Uint8Array(readFileSync(archive))
      const secrets = secretsIn(gunzipSync(packed).toString('latin1'))
      const found = JSON.stringify(await inventoryOf([{ path: 'drop.tar.gz', bytes: packed }]))
      looked += secrets.length
      expect(
        secrets.filter((secret) => found.includes(secret)),
        archive,
      ).toEqual([])
    }
    expect(looked).toBeGreaterThan(100)
  })
})

test.skipIf(!existsSync(join(shared, 'seed-cluster')))('the seed cluster: what is there, and nothing else', async () => {
  const { certificates, kubeconfigs, settings, tokens, objects, files, faults } = await inventoryOf(tree(join(shared, 'seed-cluster')))
  expect(certificates.map(({ subject }) => subject.commonName).sort()).toEqual([
    'kubernetes',
    'system:kube-controller-manager',
    'system:kube-scheduler',
    'system:node:vm-4-3-centos',
  ])
  expect(kubeconfigs).toHaveLength(5)
  expect(settings.map(({ origin, program }) => `${origin} ${program}`).sort()).toEqual([
    'pod kube-proxy',
    'process-line kubelet',
    'static-pod etcd',
    'static-pod kube-apiserver',
    'static-pod kube-controller-manager',
  ])
  expect(settings.find(({ program }) => program === 'etcd')?.probes).toMatchObject([
    {
      program: 'etcdctl',
      settings: expect.arrayContaining([
        expect.objectContaining({ name: '--cert', value: '/etc/kubernetes/pki/etcd/healthcheck-client.crt' }),
      ]),
    },
  ])
  expect(tokens.map(({ kind, serviceAccount }) => [kind, serviceAccount])).toEqual(
    expect.arrayContaining([
      ['service-account', 'kube-proxy'],
      ['opaque', null],
    ]),
  )
  expect(objects).toMatchObject([{ kind: 'Secret', type: 'kubernetes.io/service-account-token' }])
  expect(files.filter(({ ignored }) => ignored !== null)).toEqual([])
  expect(faults).toMatchObject([{ id: 'read/yaml-malformed', line: 32 }])
})

test('a file read as nothing says why', async () => {
  const { files } = await inventoryOf({
    empty: '',
    'a.jpg': new Uint8Array([0xff, 0xd8, 0xff, 0, 1, 2]),
    'notes.txt': 'hello',
    'member/snap/db': 'x',
  })
  expect(files.map(({ path, ignored }) => [path, ignored])).toEqual([
    ['empty', 'empty'],
    ['a.jpg', 'binary'],
    ['notes.txt', 'not-recognised'],
    ['member/snap/db', 'etcd-data'],
  ])
})

test('the same certificate in many places is one certificate with many places', async () => {
  const pem = readFileSync(join(ours, '../../../../src/engine/testing/distributions/k3s.tar.gz'))
  const { certificates, locations } = await inventoryOf([{ path: 'k3s.tgz', bytes: new Uint8Array(pem) }])
  const server = certificates.find(({ subject }) => subject.commonName.startsWith('k3s-server-ca@'))
  expect(locations[server!.id]!.length).toBeGreaterThan(3)
  expect(new Set(certificates.map(({ der }) => Buffer.from(der).toString('hex'))).size).toBe(certificates.length)
})

test('a kubeconfig in UTF-16 is read where a byte-order mark says so, as Kubernetes reads it', async () => {
  const text = '\ufeffapiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster: { server: https://c.example:6443 }\n'
  const little = new Uint8Array(Buffer.from(text, 'utf16le'))
  const { kubeconfigs, files } = await inventoryOf({
    'little.conf': little,
    'big.conf': new Uint8Array(Buffer.from(little).swap16()),
    'unmarked.conf': little.subarray(2),
  })
  expect(kubeconfigs).toHaveLength(2)
  expect(files.map(({ path, ignored }) => [path, ignored])).toEqual([
    ['little.conf', null],
    ['big.conf', null],
    ['unmarked.conf', 'binary'],
  ])
})
