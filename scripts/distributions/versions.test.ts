/** Healthy clusters of every version that kubeadm changed something in, and with more nodes than one: nothing broken, no error, the version known. */
import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../../src/engine/audit.ts'
import type { InputFile } from '../../src/engine/encoding/input.ts'

type Content = string | { readonly content?: string; readonly mode?: number; readonly link?: string }
type Tree = Readonly<Record<string, Content>>
// The scripts are no part of what the compiler looks at.
const { kubeadm } = (await import('./kubeadm.mjs' as string)) as { kubeadm: (options: object) => Tree }
const { k3sTree } = (await import('./k3s.mjs' as string)) as { k3sTree: (options: object) => { files: Tree } }

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

test('k3s: an agent beside a server, and the agent alone', async () => {
  const server = k3sTree({ program: 'k3s', node: 'node1', address: '192.0.2.21', user: 'etc/rancher/k3s/k3s.yaml' }).files
  const agent = Object.fromEntries(Object.entries(server).filter(([path]) => /\/agent\//.test(path)))
  const alone = await auditOf(agent)
  healthy(alone)
  expect(alone.clusters.map(({ layout, controlPlanes }) => [layout, controlPlanes])).toEqual([['k3s', []]])
  expect([status(alone, 1), status(alone, 3)]).toEqual([['unproven'], ['unproven']])
  const below = (folder: string, tree: Tree): Tree =>
    Object.fromEntries(Object.entries(tree).map(([path, content]) => [`${folder}/${path}`, content]))
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
