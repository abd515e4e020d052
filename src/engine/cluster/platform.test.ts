import { expect, test } from 'vitest'
import { judge, read } from '../audit.ts'
import type { InputFile } from '../encoding/input.ts'
import { AT, authority, leaf } from '../testing/certificates.ts'
import { cluster } from '../testing/cluster.ts'

const file = (path: string, text: string): InputFile => ({ path, bytes: new TextEncoder().encode(text) })
const ADDRESS = '192.0.2.11'
const NAMES = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local', 'cp1', '10.96.0.1']

/** A cluster of its own below a folder, its API server at `address`, with more in its client CA bundle. */
async function managed(
  folder: string,
  address: string,
  more: string,
): Promise<{ readonly files: readonly InputFile[]; readonly ca: string }> {
  const files = await cluster()
    .with('apiserver.crt', { san: [...NAMES, address] })
    .with('etcd/server.crt', { san: ['localhost', 'cp1', address, '127.0.0.1', '::1'] })
    .with('etcd/peer.crt', { san: ['localhost', 'cp1', address, '127.0.0.1', '::1'] })
    .files()
  const decoder = new TextDecoder()
  const ca = decoder.decode(files.find(({ path }) => path === 'etc/kubernetes/pki/ca.crt')?.bytes)
  return {
    ca,
    files: files.map(({ path, bytes }) => {
      const text = decoder.decode(bytes).replaceAll(ADDRESS, address)
      return file(folder + path, path.endsWith('pki/ca.crt') ? text + more : text)
    }),
  }
}

/** One kubeconfig for all: the platform's client certificate, a context for each cluster. */
const platform = (clusters: readonly (readonly [name: string, address: string, ca: string])[], certificate: string, key: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: clusters.map(([name, address, ca]) => ({
      name,
      cluster: { server: `https://${address}:6443`, 'certificate-authority-data': btoa(ca) },
    })),
    users: [{ name: 'platform', user: { 'client-certificate-data': btoa(certificate), 'client-key-data': btoa(key) } }],
    contexts: clusters.map(([name]) => ({ name, context: { cluster: name, user: 'platform' } })),
    'current-context': 'east',
  })

test('a platform that manages several clusters: its root must be in the client CA bundle of each', async () => {
  const root = await authority({ commonName: 'platform-root' })
  const client = await leaf(root, { commonName: 'platform', organizations: ['system:masters'], usages: ['clientAuth'] })
  const east = await managed('east/', '192.0.2.21', root.pem)
  const west = await managed('west/', '192.0.2.22', '')
  const contexts = [
    ['east', '192.0.2.21', east.ca],
    ['west', '192.0.2.22', west.ca],
    ['north', 'north.example', root.pem],
  ] as const
  const { calls, clusters } = judge(
    await read([...east.files, ...west.files, file('platform/kubeconfig.json', platform(contexts, client.pem, client.keyPem))]),
    { at: AT },
  )
  expect(clusters.map(({ nodes }) => nodes.length)).toEqual([1, 1, 0])
  const found = calls.filter(({ edge }) => edge === 'user->kube-apiserver')
  expect(
    found.map(({ context, to, callerAcceptsServer, providerAcceptsClient, cluster: id }) => [
      context?.name,
      to.node,
      callerAcceptsServer.status,
      providerAcceptsClient.status,
      providerAcceptsClient.faults.map((fault) => fault.id).join(),
      id,
    ]),
  ).toEqual([
    ['east', 'east', 'trusted', 'trusted', '', clusters[0]!.id],
    ['west', 'west', 'trusted', 'broken', 'path/issuer-unknown', clusters[1]!.id],
    ['north', null, 'unproven', 'unproven', '', 'north'],
  ])
  // Nothing else is wrong in either.
  expect(calls.filter(({ status, edge }) => status === 'broken' && edge !== 'user->kube-apiserver')).toEqual([])
})

test('kubeconfigs alone: the client half is proven by what each API server publishes of its client CA bundle, and by nothing else', async () => {
  const root = await authority({ commonName: 'platform-root' })
  const client = await leaf(root, { commonName: 'platform', organizations: ['system:masters'], usages: ['clientAuth'] })
  const [east, west, north] = await Promise.all(['east', 'west', 'north'].map((name) => authority({ commonName: `${name}-ca` })))
  const contexts = [
    ['east', '192.0.2.21', east!.pem],
    ['west', '192.0.2.22', west!.pem],
    ['north', '192.0.2.23', north!.pem],
  ] as const
  const published = (bundle: string): string =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'extension-apiserver-authentication', namespace: 'kube-system' },
      data: { 'client-ca-file': bundle },
    })
  const { calls, coverage } = judge(
    await read([
      file('platform/kubeconfig.json', platform(contexts, client.pem, client.keyPem)),
      file('platform/root.crt', root.pem),
      file('platform/east.json', published(east!.pem + root.pem)),
      file('platform/west.json', published(west!.pem)),
    ]),
    { at: AT },
  )
  const found = calls.filter(({ edge }) => edge === 'user->kube-apiserver')
  // Which certificate each presents is in no drop of this kind.
  expect(found.map(({ callerAcceptsServer }) => callerAcceptsServer.status)).toEqual(['unproven', 'unproven', 'unproven'])
  expect(
    found.map(({ context, providerAcceptsClient: { status, faults } }) => [context?.name, status, faults.map(({ id }) => id).join()]),
  ).toEqual([
    ['east', 'trusted', ''],
    ['west', 'broken', 'path/issuer-unknown'],
    ['north', 'unproven', ''],
  ])
  expect(coverage.unplaced).toBeUndefined()
})
