/** Healthy clusters of every version that kubeadm changed something in, and with more nodes than one: nothing broken, no error, the version known. */
import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../../src/engine/audit.ts'
import type { InputFile } from '../../src/engine/encoding/input.ts'

type Content = string | { readonly content?: string; readonly mode?: number; readonly link?: string }
type Tree = Readonly<Record<string, Content>>
// The scripts are no part of what the compiler looks at.
const { kubeadm } = (await import('./kubeadm.mjs' as string)) as { kubeadm: (options: object) => Tree }
const { k3sTree } = (await import('./k3s.mjs' as string)) as { k3sTree: (options: object) => { files: Tree } }

const { rke2 } = (await import('./rke2.mjs' as string)) as { rke2: () => { files: Tree; agent: (node: string, address: string) => Tree } }
const { authority, certPem, embedded, leaf, pair, serviceNames } = (await import('./kit.mjs' as string)) as Readonly<
  Record<string, (...options: unknown[]) => never>
>
const { default: kops } = (await import('./kops.mjs' as string)) as { default: () => Tree }

const AT = Date.parse('2026-06-15T12:00:00Z') / 1000
async function auditOf(tree: Tree): Promise<Audit> {
  const files = Object.entries(tree).map(([path, one]): InputFile => {
    const entry = typeof one === 'string' ? { content: one } : one
    return { path, bytes: new TextEncoder().encode(entry.content ?? ''), ...(entry.link === undefined ? {} : { linkTarget: entry.link }) }
  })
  return judge(await read(files), { at: AT })
}
function healthy({ calls, findings }: Audit): void {
  expect(calls.filter(({ status }) => status === 'broken').map(({ edge, serverName }) => `${edge} ${serverName ?? ''}`)).toEqual([])
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
}
const status = ({ calls }: Audit, number: number): string[] => [
  ...new Set(calls.filter((call) => call.number === number).map((call) => call.status)),
]

test.each(['v1.15.2', 'v1.16.15', 'v1.18.20', 'v1.20.15', 'v1.22.17', 'v1.28.15', 'v1.29.0', 'v1.33.11', 'v1.34.8', 'v1.36.4'])(
  'kubeadm %s',
  async (version) => {
    const audit = await auditOf(kubeadm({ version, kind: 'EC' }))
    healthy(audit)
    expect(audit.clusters.map((cluster) => [cluster.layout, cluster.version])).toEqual([['kubeadm', version.slice(1)]])
    for (const number of [1, 2, 3, 5, 6, 8, 9]) expect(status(audit, number), String(number)).toEqual(['trusted'])
    // Without an organisation the kubelet's caller is bound by a ClusterRoleBinding that no file holds.
    expect(status(audit, 11)).toEqual(['v1.34.8', 'v1.36.4'].includes(version) ? ['unproven'] : ['unverified'])
  },
)

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

test('k3s: an agent beside a server, and the agent alone', async () => {
  const server = k3sTree({ program: 'k3s', node: 'node1', address: '192.0.2.21', user: 'etc/rancher/k3s/k3s.yaml' }).files
  const agent = Object.fromEntries(Object.entries(server).filter(([path]) => /\/agent\//.test(path)))
  const alone = await auditOf(agent)
  healthy(alone)
  expect(alone.clusters.map(({ layout, controlPlanes }) => [layout, controlPlanes])).toEqual([['k3s', []]])
  expect([status(alone, 1), status(alone, 3)]).toEqual([['unproven'], ['unproven']])
  const both = await auditOf({ ...below('server-1', server), ...below('node1', agent) })
  healthy(both)
  expect(both.clusters).toHaveLength(1)
})

test('kops before 1.22: a shell starts each component, its output in a pipe', async () => {
  const older = Object.fromEntries(
    Object.entries(kops()).map(([path, content]) => {
      const name = /manifests\/(.+)\.manifest$/.exec(path)?.[1]
      if (name === undefined || typeof content !== 'string') return [path, content]
      const args = [...content.matchAll(/^ {4}- (--.*)$/gm)].map(([, flag]) => flag)
      const line = `mkfifo /tmp/pipe; (tee -a /var/log/${name}.log < /tmp/pipe & ) ; exec /usr/local/bin/${name} ${args.join(' ')} > /tmp/pipe 2>&1`
      return [
        path,
        content.replace(/ {2}- command:\n.*?(?= {4}image:)/s, `  - command:\n    - /bin/sh\n    - -c\n    - ${JSON.stringify(line)}\n`),
      ]
    }),
  )
  expect(JSON.stringify(older)).toContain('exec /usr/local/bin/kube-apiserver --allow-privileged')
  const [now, then] = [await auditOf(kops()), await auditOf(older)]
  healthy(then)
  const told = ({ calls }: Audit) => calls.map(({ edge, status: s }) => `${edge} ${s}`)
  expect(told(then)).toEqual(told(now))
})

test('kubespray with etcd by kubeadm: its folder is ssl, its etcd a static pod', async () => {
  const tree = kubeadm({ version: 'v1.30.4', kind: 'RSA' })
  const moved = Object.fromEntries(
    Object.entries(tree).map(([path, one]) => {
      const move = (text: string) => text.replaceAll('/etc/kubernetes/pki', '/etc/kubernetes/ssl')
      const content = typeof one === 'string' ? move(one) : { ...one, ...(one.content === undefined ? {} : { content: move(one.content) }) }
      return [path.replace('etc/kubernetes/pki/', 'etc/kubernetes/ssl/'), content]
    }),
  )
  const audit = await auditOf(moved)
  healthy(audit)
  expect(audit.clusters.map(({ layout }) => layout)).toEqual(['kubespray'])
  for (const number of [1, 2, 3, 5, 6, 8, 9]) expect(status(audit, number), String(number)).toEqual(['trusted'])
})

test('k3s and RKE2 with a database outside: there is no etcd, and nothing is missing because of it', async () => {
  for (const program of ['k3s', 'rke2']) {
    const { files } = k3sTree({ program, node: 'node1', address: '192.0.2.21', user: `etc/rancher/${program}/${program}.yaml` })
    const audit = await auditOf(Object.fromEntries(Object.entries(files).filter(([path]) => !/\/(tls\/etcd|db\/etcd)\//.test(path))))
    healthy(audit)
    expect(audit.clusters.map(({ layout }) => layout)).toEqual([program])
    for (const number of [5, 6, 8, 9]) expect(status(audit, number), String(number)).toEqual(['trusted'])
  }
})
