import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../audit.ts'
import { file } from '../testing/calls-of.ts'
import { AT, authority, type Issued, leaf } from '../testing/certificates.ts'
import { kubeconfig } from '../testing/manifests.ts'

const pair = ({ pem, keyPem }: Issued): string => `{crt: ${btoa(pem)}, key: ${btoa(keyPem)}}`
const [os, ca, etcd, front] = [
  await authority({ commonName: 'talos' }),
  await authority({ commonName: '' }),
  await authority({ commonName: '', organizations: ['etcd'] }),
  await authority({ commonName: 'front-proxy' }),
]
const SA = await authority({ key: 'RSA-2048' })
const ENDPOINT = 'https://192.0.2.11:6443'

const controlPlane = (kubernetes: Issued, more = '', extra = ''): string =>
  `version: v1alpha1\nmachine:\n  type: controlplane\n  token: abcdef.0123456789abcdef\n  ca: ${pair(os)}\n  certSANs: [192.0.2.11]\n${more}cluster:\n  id: x\n  secret: c2VjcmV0c2VjcmV0\n  controlPlane: {endpoint: "${ENDPOINT}"}\n  network: {dnsDomain: cluster.local, serviceSubnets: [10.96.0.0/12]}\n  ca: ${pair(kubernetes)}\n${extra}  aggregatorCA: ${pair(front)}\n  serviceAccount: {key: ${btoa(SA.keyPem)}}\n  etcd: {ca: ${pair(etcd)}}\n  apiServer: {certSANs: [192.0.2.11], extraArgs: {service-account-issuer: "https://id.example"}}\n`
const worker = (kubernetes: Issued): string =>
  `version: v1alpha1\nmachine:\n  type: worker\n  token: abcdef.0123456789abcdef\n  ca: {crt: ${btoa(os.pem)}, key: ""}\ncluster:\n  controlPlane: {endpoint: "${ENDPOINT}"}\n  ca: {crt: ${btoa(kubernetes.pem)}, key: ""}\n`
const admin = async (by: Issued, trusted: Issued): Promise<string> => {
  const client = await leaf(by, { commonName: 'admin', organizations: ['system:masters'], usages: ['clientAuth'] })
  return kubeconfig('admin.conf', trusted.pem, client.pem, client.keyPem)
}
const auditOf = async (files: Readonly<Record<string, string>>): Promise<Audit> =>
  judge(await read(Object.entries(files).map(([path, text]) => file(path, text))), { at: AT })

test('what `talosctl gen config` writes: two nodes of one cluster, whose keys and authorities are in their configurations', async () => {
  const { clusters, calls, findings } = await auditOf({
    'controlplane.yaml': controlPlane(ca),
    'worker.yaml': worker(ca),
    kubeconfig: await admin(ca, ca),
  })
  expect(clusters.map(({ layout, nodes, controlPlanes }) => [layout, nodes, controlPlanes])).toEqual([
    ['talos', ['controlplane', 'worker'], ['controlplane']],
  ])
  const halves = (wanted: string) =>
    calls
      .filter(({ edge }) => edge === wanted)
      .map(({ from, callerAcceptsServer, providerAcceptsClient }) => [from.node, callerAcceptsServer.status, providerAcceptsClient.status])
  // The serving certificate is made when the node boots.
  expect(halves('user->kube-apiserver')).toEqual([[null, 'unproven', 'trusted']])
  expect(calls.filter(({ number }) => number === 12).map(({ status }) => status)).toEqual(['trusted', 'trusted'])
  expect(calls.filter(({ edge }) => edge === 'kube-apiserver->kubelet').map(({ to }) => to.node)).toEqual(['controlplane', 'worker'])
  expect(calls.filter(({ status }) => status === 'broken')).toEqual([])
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  const [call] = calls.filter(({ edge }) => edge === 'user->kube-apiserver')
  expect(call?.providerAcceptsClient.trusts).toMatchObject({
    file: 'controlplane.yaml',
    resolved: 'embedded',
    location: { field: 'cluster.ca.crt' },
  })
  expect(calls.filter(({ edge }) => edge === 'token-verifier->kube-apiserver').map(({ serverName }) => serverName)).toEqual(['id.example'])
})

test('a kubeconfig of the cluster as it was before its authority was replaced; accepted again where the old one still is', async () => {
  const before = await authority({ commonName: '' })
  const halves = async (extra = '') => {
    const { calls } = await auditOf({ 'controlplane.yaml': controlPlane(ca, '', extra), kubeconfig: await admin(before, ca) })
    return calls
      .filter(({ edge }) => edge === 'user->kube-apiserver')
      .map(({ providerAcceptsClient: { status, faults } }) => [status, faults[0]?.id])
  }
  expect(await halves()).toEqual([['broken', 'path/signature-invalid']])
  expect(await halves(`  acceptedCAs:\n  - {crt: ${btoa(before.pem)}}\n`)).toEqual([['trusted', undefined]])
})

test('authorities that have ended break what they sign, whoever presents it; names of hosts name the nodes', async () => {
  const ended = await authority({ commonName: '', expired: true })
  const hostname = '  network:\n    hostname: m1\n    interfaces:\n    - {interface: eth0, addresses: [192.0.2.11/24]}\n'
  const { calls, clusters } = await auditOf({ 'nodes.d/a.yaml': controlPlane(ended, hostname), 'nodes.d/b.yaml': worker(ended) })
  expect(clusters.map(({ nodes }) => nodes)).toEqual([['m1', 'b']])
  const pods = calls.filter(({ edge }) => edge === 'pod->kube-apiserver')
  expect([pods[0]?.callerAcceptsServer.status, pods[0]?.callerAcceptsServer.faults[0]?.id]).toEqual(['broken', 'path/expired'])
  expect(JSON.stringify([calls, clusters])).not.toContain('0123456789abcdef')
})
