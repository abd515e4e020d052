/** Parts of installations beside each other: an agent and its server, what an installer leaves on the machine it ran on. */
import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../../src/engine/audit.ts'

type Tree = Readonly<Record<string, string>>
// The scripts are no part of what the compiler looks at.
const { rke2 } = (await import('./rke2.mjs' as string)) as { rke2: () => { files: Tree; agent: (node: string, address: string) => Tree } }
const { authority, certPem, embedded, leaf, pair, serviceNames } = (await import('./kit.mjs' as string)) as Readonly<
  Record<string, (...options: unknown[]) => never>
>

const AT = Date.parse('2026-06-15T12:00:00Z') / 1000
const auditOf = async (tree: Tree): Promise<Audit> =>
  judge(await read(Object.entries(tree).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))), { at: AT })
function healthy({ calls, findings }: Audit): void {
  expect(calls.filter(({ status }) => status === 'broken').map(({ edge, serverName }) => `${edge} ${serverName ?? ''}`)).toEqual([])
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
}
const status = ({ calls }: Audit, number: number): string[] => [
  ...new Set(calls.filter((call) => call.number === number).map((call) => call.status)),
]

const below = (folder: string, tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).map(([path, content]) => [`${folder}/${path}`, content]))

test('RKE2: agents beside their server are of its cluster; one of another server is not, and its kubelet would be refused', async () => {
  const [own, other] = [rke2(), rke2()]
  const tree = { ...below('node1', own.files), ...below('agent1', own.agent('agent1', '192.0.2.41')) }
  const both = await auditOf(tree)
  healthy(both)
  expect(both.clusters.map(({ layout, nodes, controlPlanes }) => [layout, nodes, controlPlanes])).toEqual([
    ['rke2', ['node1', 'agent1'], ['node1']],
  ])
  const of = ({ calls }: Audit, edge: string, node: string): string[] =>
    calls.filter((call) => call.edge === edge && [call.from.node, call.to.node].includes(node)).map((call) => call.status)
  expect([of(both, 'kubelet->kube-apiserver', 'agent1'), of(both, 'kube-proxy->kube-apiserver', 'agent1')]).toEqual([
    ['trusted'],
    ['trusted'],
  ])
  expect(of(both, 'kube-apiserver->kubelet', 'agent1')).toEqual(['trusted'])
  const apart = await auditOf({ ...tree, ...below('agent2', other.agent('agent2', '192.0.2.42')) })
  expect(apart.clusters.map(({ nodes }) => nodes)).toEqual([['node1', 'agent1'], ['agent2']])
  // The server's authority of clients was made anew under the agent, which still trusts the server.
  const path = 'agent1/var/lib/rancher/rke2/agent/client-kubelet'
  const stale = other.agent('agent1', '192.0.2.41')
  const swapped = { ...tree, [`${path}.crt`]: stale[path.slice(7) + '.crt']!, [`${path}.key`]: stale[path.slice(7) + '.key']! }
  expect(of(await auditOf(swapped), 'kubelet->kube-apiserver', 'agent1')).toEqual(['broken'])
})

test('OpenShift: the folder of the installer, whose tls/ is what the bootstrap API server runs with', async () => {
  const kind = 'EC'
  const [admin, controlPlane, lb, network] = [
    'admin-kubeconfig',
    'kube-control-plane',
    'kube-apiserver-lb',
    'kube-apiserver-service-network',
  ].map((name) => authority!(`${name}-signer`, { kind }))
  const name = 'api.ocp.example.com'
  const serving = (as: string, issuer: unknown, dns: readonly string[]): Tree =>
    pair!(`install/tls/kube-apiserver-${as}-server`, leaf!(issuer, 'system:kube-apiserver', { kind, eku: ['server'], dns }))
  const bundle = 'install/tls/kube-apiserver-complete-client-ca-bundle.crt'
  const folder: Tree = {
    'install/auth/kubeconfig': embedded!(
      'admin',
      leaf!(admin, 'system:admin', { kind, o: ['system:masters'] }),
      lb,
      `https://${name}:6443`,
    ),
    'install/metadata.json': '{"clusterName":"ocp"}',
    [bundle]: certPem!(admin, controlPlane),
    ...serving('lb', lb, [name]),
    ...serving('internal-lb', lb, ['api-int.ocp.example.com']),
    ...serving('localhost', lb, ['localhost']),
    ...serving('service-network', network, serviceNames!()),
    'install/tls/kube-apiserver-lb-signer.crt': certPem!(lb),
  }
  const whole = await auditOf(folder)
  healthy(whole)
  expect(whole.clusters.map(({ layout }) => layout)).toEqual(['openshift'])
  expect(status(whole, 9)).toEqual(['trusted'])
  const without = await auditOf({ ...folder, [bundle]: certPem!(controlPlane) })
  const admins = without.calls.filter(({ number }) => number === 9)
  expect(admins.map(({ status: own, providerAcceptsClient }) => [own, providerAcceptsClient.faults[0]?.id])).toEqual([
    ['broken', 'path/issuer-unknown'],
  ])
  const alone = await auditOf(Object.fromEntries(Object.entries(folder).filter(([path]) => path.includes('/auth/'))))
  healthy(alone)
  expect(status(alone, 9)).toEqual(['unproven'])
})
