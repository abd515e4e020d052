import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../audit.ts'
import type { InputFile } from '../encoding/input.ts'
import { file } from '../testing/calls-of.ts'
import { AT, authority } from '../testing/certificates.ts'
import { cluster } from '../testing/cluster.ts'

const ADDRESS = { east: '192.0.2.21', west: '192.0.2.22' } as const
let base: Promise<Readonly<Record<'east' | 'west', readonly InputFile[]>>> | null = null
const made = async (name: 'east' | 'west'): Promise<InputFile[]> =>
  (await cluster().files()).map(({ path, bytes }) =>
    file(`${name}/${path}`, new TextDecoder().decode(bytes).replaceAll('192.0.2.11', ADDRESS[name])),
  )
const clusters = () => (base ??= Promise.all([made('east'), made('west')]).then(([east, west]) => ({ east, west })))
const caOf = async (name: 'east' | 'west'): Promise<string> =>
  new TextDecoder().decode((await clusters())[name].find(({ path }) => path.endsWith('kubernetes/pki/ca.crt'))?.bytes)

async function auditOf(which: readonly ('east' | 'west')[], ...items: object[]): Promise<Audit> {
  const found = await clusters()
  const list = file('objects.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  return judge(await read([...which.flatMap((name) => found[name]), list]), { at: AT })
}
/** The folders of the clusters that have a call of this kind, and whether the objects are said to be of none. */
function drawnIn({ calls, clusters: all, coverage }: Audit, edge: string): readonly (readonly string[])[] {
  const ids = new Set(calls.filter((call) => call.edge === edge).map((call) => call.cluster))
  return [all.filter(({ id }) => ids.has(id)).flatMap(({ nodes }) => nodes), coverage.unplaced ?? []]
}

const webhook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'guard' },
  webhooks: [{ name: 'a', clientConfig: { service: { name: 'guard', namespace: 'sec' } } }],
}
const configMap = (name: string, data: object): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-public' },
  data,
})
const info = (address: string): object =>
  configMap('cluster-info', {
    kubeconfig: `apiVersion: v1\nkind: Config\nclusters:\n- name: ""\n  cluster: {server: "https://${address}:6443"}\n`,
  })
const node = (name: string): object => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
const BOTH = ['east', 'west'] as const
const WEBHOOK = 'kube-apiserver->webhook'

test('objects go to the cluster whose CA, server or node they name', async () => {
  const root = configMap('kube-root-ca.crt', { 'ca.crt': await caOf('west') })
  for (const evidence of [root, info(ADDRESS.west), node('west')])
    expect(drawnIn(await auditOf(BOTH, webhook, evidence), WEBHOOK)).toEqual([['west'], []])
  // The CA goes before the rest: nodes of two clusters may bear one name.
  expect(drawnIn(await auditOf(BOTH, webhook, root, node('east')), WEBHOOK)).toEqual([['west'], []])
})

test('what names none, or several, takes part in no call, and that is said; with one cluster it is of that', async () => {
  expect(drawnIn(await auditOf(BOTH, webhook), WEBHOOK)).toEqual([[], ['objects.json']])
  expect(drawnIn(await auditOf(BOTH, webhook, node('east'), node('west')), WEBHOOK)).toEqual([[], ['objects.json']])
  const strange = configMap('kube-root-ca.crt', { 'ca.crt': (await authority()).pem })
  expect(drawnIn(await auditOf(BOTH, webhook, strange), WEBHOOK)).toEqual([[], ['objects.json']])
  expect(drawnIn(await auditOf(['east'], webhook), WEBHOOK)).toEqual([['east'], []])
})

test('a token is held against the keys of its own cluster only', async () => {
  const part = (claims: object): string => btoa(JSON.stringify(claims)).replaceAll('=', '')
  const token = `${part({ alg: 'RS256' })}.${part({ iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:a:b' })}.${btoa('signature'.repeat(20))}`
  const secret = (ca: string): object => ({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: { name: 'b-token', namespace: 'a' },
    data: { token: btoa(token), 'ca.crt': btoa(ca) },
  })
  expect(drawnIn(await auditOf(BOTH, secret(await caOf('west'))), 'token->kube-apiserver')).toEqual([['west'], []])
  expect(drawnIn(await auditOf(BOTH, secret((await authority()).pem)), 'token->kube-apiserver')).toEqual([[], ['objects.json']])
})

test('a DaemonSet is no cluster of its own, pods of nodes nothing else tells of are one a file', async () => {
  const spec = { containers: [{ name: 'kube-proxy', command: ['kube-proxy', '--config=/var/lib/kube-proxy/config.conf'] }] }
  const workload = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'kube-proxy' }, spec: { template: { spec } } }
  const namesOf = ({ clusters: all }: Audit): readonly (readonly string[])[] => all.map(({ nodes }) => nodes)
  expect(namesOf(await auditOf(['east'], workload))).toEqual([['east']])
  expect(namesOf(await auditOf(BOTH, workload))).toEqual([['east'], ['west']])
  const pod = (nodeName: string): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `kube-proxy-${nodeName}`, uid: nodeName },
    spec: { ...spec, nodeName },
  })
  expect(namesOf(await auditOf(['east'], pod('worker-1'), pod('worker-2')))).toEqual([['east', 'worker-1', 'worker-2']])
  expect(namesOf(await auditOf(BOTH, pod('worker-1'), pod('worker-2')))).toEqual([['east'], ['west'], ['worker-1', 'worker-2']])
  expect(namesOf(await auditOf([], pod('worker-1'), pod('worker-2')))).toEqual([['worker-1', 'worker-2']])
})
