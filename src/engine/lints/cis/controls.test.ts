import { expect, test } from 'vitest'
import {
  AT,
  at,
  plainCA,
  plainCall,
  plainCluster,
  plainFile,
  plainHalf,
  plainInventory,
  plainSettings,
  plainSignatures,
  plainUse,
} from '../../testing/plain.ts'
import { benchmarkFor, controlsOf } from './benchmark.ts'
import { controls } from './controls.ts'

const MANIFESTS = 'etc/kubernetes/manifests'
function run(
  inventory: Partial<Parameters<typeof plainInventory>[0]>,
  calls: Parameters<typeof controls>[2] = [],
  cluster = plainCluster(),
) {
  const results = controls({ inventory: plainInventory(inventory), signatures: plainSignatures }, [cluster], calls, AT)
  return (id: string) => results.find((r) => r.id === id)
}
const api = (flags: Record<string, string>) => plainSettings('kube-apiserver', `${MANIFESTS}/kube-apiserver.yaml`, flags)

test('the two benchmarks differ in exactly three controls', () => {
  const [a, b] = [controlsOf('cis-1.11'), controlsOf('cis-1.12')]
  expect(b).toHaveLength(97)
  expect(a.map((c) => c.id).filter((id) => !b.some((c) => c.id === id))).toEqual(['4.2.15'])
  const differ = b.filter((c) => JSON.stringify(c) !== JSON.stringify(a.find((o) => o.id === c.id)))
  expect(differ.map((c) => c.id)).toEqual(['1.2.29', '4.2.12'])
  expect([20, 31, 32, 36, null].map(benchmarkFor)).toEqual(['cis-1.11', 'cis-1.11', 'cis-1.12', 'cis-1.12', 'cis-1.12'])
})

test('"or stricter" is a bit mask', () => {
  const at600 = (mode: number | null) =>
    run({ settings: [api({})], files: [plainFile(`${MANIFESTS}/kube-apiserver.yaml`, { mode })] })('1.1.1')?.status
  expect([0o600, 0o400, 0o200, 0o100600, 0o640, 0o700, 0o604, null].map(at600)).toEqual([
    'pass',
    'pass',
    'pass',
    'pass',
    'fail',
    'fail',
    'fail',
    'undecidable',
  ])
})

test('owners by number or by name; a browser folder has neither', () => {
  const owner = (change: Parameters<typeof plainFile>[1]) =>
    run({ settings: [api({})], files: [plainFile(`${MANIFESTS}/kube-apiserver.yaml`, change)] })('1.1.2')?.status
  expect(owner({ uid: 0, gid: 0 })).toBe('pass')
  expect(owner({ uid: 0, gid: 0, owner: 'root:root' })).toBe('pass')
  expect(owner({ uid: 1000, gid: 0 })).toBe('fail')
  expect(owner({ owner: 'root:root' })).toBe('pass')
  expect(owner({})).toBe('undecidable')
})

test("the kubelet's files are found however much of their path was packed", () => {
  const of = (folder: string) =>
    run({
      settings: [plainSettings('kubelet', 'kubelet.service', {})],
      files: [plainFile(`${folder}kubelet.conf`, { mode: 0o600 }), plainFile(`${folder}pki/ca.crt`, { mode: 0o666 })],
    })
  for (const folder of ['etc/kubernetes/', 'kubernetes/', 'cp1/etc/kubernetes/', '']) {
    expect(of(folder)('4.1.5')?.status).toBe('pass')
    expect(of(folder)('4.1.7')?.status).toBe('fail')
  }
  expect(of('etc/kubernetes/tmp/backup/')('4.1.5')?.status).toBe('undecidable')
})

test('a flag not set fails or passes by what the control says, and names where it looked', () => {
  const of = run({ settings: [api({ '--authorization-mode': 'Node,RBAC', '--audit-log-maxage': '29' })] })
  expect(of('1.2.15')).toMatchObject({
    status: 'fail',
    evidence: [{ file: `${MANIFESTS}/kube-apiserver.yaml`, setting: '--profiling', value: null, expected: 'false' }],
  })
  expect(of('1.2.2')?.status).toBe('pass')
  expect(of('1.2.8')).toMatchObject({ status: 'pass', evidence: [{ line: 10, value: 'Node,RBAC' }] })
  expect(of('1.2.17')?.status).toBe('fail')
  expect(of('1.3.2')).toMatchObject({ status: 'undecidable', needs: ['/etc/kubernetes/manifests/kube-controller-manager.yaml'] })
})

test('2.7 compares keys, not the presence of a flag', () => {
  const drop = (spki: string) =>
    run(
      {
        settings: [plainSettings('etcd', `${MANIFESTS}/etcd.yaml`, { '--trusted-ca-file': '/etcd-ca.crt' })],
        certificates: [
          plainCA({ id: 0 }),
          plainCA({ id: 1, publicKey: { algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki } }),
        ],
        locations: [[at('ca.crt')], [at('etcd-ca.crt')]],
      },
      [
        plainCall('kube-apiserver->etcd', {
          providerAcceptsClient: plainHalf({ trusts: plainUse('etcd', '--trusted-ca-file', 'etcd-ca.crt') }),
        }),
        plainCall('admin->kube-apiserver', {
          providerAcceptsClient: plainHalf({ trusts: plainUse('kube-apiserver', '--client-ca-file', 'ca.crt') }),
        }),
      ],
    )('2.7')?.status
  expect(drop('other')).toBe('pass')
  expect(drop('key-0')).toBe('fail')
})

test('the kubelet: a file decides, a flag beats it, a file that is only named does not', () => {
  const config = plainSettings(
    'KubeletConfiguration',
    'var/lib/kubelet/config.yaml',
    { 'authentication.anonymous.enabled': 'false' },
    'kubelet-config',
  )
  const flags = (value: string) =>
    plainSettings(
      'kubelet',
      'var/lib/kubelet/kubeadm-flags.env',
      { '--anonymous-auth': value, '--config': '/var/lib/kubelet/config.yaml' },
      'env-file',
    )
  expect(run({ settings: [config] })('4.2.1')?.status).toBe('pass')
  expect(run({ settings: [config, flags('true')] })('4.2.1')?.status).toBe('fail')
  expect(run({ settings: [flags('false')] })('4.2.3')).toMatchObject({ status: 'undecidable', needs: ['/var/lib/kubelet/config.yaml'] })
  expect(run({ settings: [config] })('4.2.7')?.status).toBe('undecidable')
})

test('a datastore without etcd makes its controls not applicable', () => {
  expect(run({ settings: [api({})] }, [plainCall('kube-apiserver->etcd', { status: 'absent' })])('2.1')?.status).toBe('not-applicable')
})

test('a worker is held against section 4 only', () => {
  const cluster = plainCluster({ nodes: ['cp1', 'w1'], controlPlanes: ['cp1'] })
  const results = controls({ inventory: plainInventory({ settings: [api({})] }), signatures: plainSignatures }, [cluster], [], AT)
  expect(results.filter((r) => r.node === 'w1').every((r) => r.id.startsWith('4.'))).toBe(true)
  expect(results.filter((r) => r.node === 'cp1')).toHaveLength(97)
})

test('a structured authorization configuration takes the place of the flag, and must be read', () => {
  const flag = api({ '--authorization-config': '/etc/kubernetes/authz.yaml' })
  const file = (...types: string[]) =>
    plainSettings(
      'AuthorizationConfiguration',
      'etc/kubernetes/authz.yaml',
      Object.fromEntries(types.map((type, i) => [`authorizers[${i}].type`, type])),
      'authorization-config',
    )
  const statuses = (...settings: ReturnType<typeof plainSettings>[]) => {
    const of = run({ settings })
    return ['1.2.6', '1.2.7', '1.2.8'].map((id) => of(id)?.status)
  }
  expect(statuses(flag)).toEqual(['undecidable', 'undecidable', 'undecidable'])
  expect(statuses(flag, file('Node', 'RBAC'))).toEqual(['pass', 'pass', 'pass'])
  expect(statuses(flag, file('RBAC', 'AlwaysAllow'))).toEqual(['fail', 'fail', 'pass'])
})

test('kube-proxy: any port on the loopback address, an empty field is none', () => {
  const bound = (value: string) =>
    run({
      settings: [
        plainSettings('KubeProxyConfiguration', 'var/lib/kube-proxy/config.conf', { metricsBindAddress: value }, 'kube-proxy-config'),
      ],
    })('4.3.1')?.status
  expect(['127.0.0.1:10249', '127.0.0.1:9999', '127.0.0.1', '', '0.0.0.0:10249', '127.0.0.10:1'].map(bound)).toEqual([
    'pass',
    'pass',
    'pass',
    'pass',
    'fail',
    'fail',
  ])
})

test('what a distribution does not have is not applicable, with the reason; what it keeps elsewhere is looked at there', () => {
  const root = 'var/lib/rancher/k3s'
  const files = [
    plainFile(`${root}/server/cred/admin.kubeconfig`, { mode: 0o644 }),
    plainFile(`${root}/agent/client-ca.crt`, { mode: 0o644 }),
    plainFile(`${root}/server/db/etcd/`, { mode: 0o700, uid: 0, gid: 0, directory: true }),
  ]
  const of = run({ files, settings: [plainSettings('k3s', 'k3s.service', {}, 'systemd-unit')] }, [], plainCluster({ layout: 'k3s' }))
  expect(of('1.1.1')).toMatchObject({ status: 'not-applicable', evidence: [{ value: 'runs inside one process: there is no manifest' }] })
  expect(of('1.1.11')?.status).toBe('pass')
  expect(of('1.1.12')?.status).toBe('not-applicable')
  expect(of('1.1.13')).toMatchObject({ status: 'fail', evidence: [{ file: `${root}/server/cred/admin.kubeconfig`, value: '0644' }] })
  expect(of('4.1.7')?.status).toBe('pass')
  expect(of('4.1.9')?.status).toBe('not-applicable')
  expect(of('1.2.15')?.needs).toEqual(['the command line of kube-apiserver'])
})

test('an etcd outside the cluster: its manifest and its data are not on this node', () => {
  const external = plainCall('kube-apiserver->etcd', { to: { component: 'external-etcd', node: null } })
  const of = run({ settings: [api({})] }, [external])
  expect(['1.1.7', '1.1.11', '2.1'].map((id) => of(id)?.status)).toEqual(['not-applicable', 'not-applicable', 'not-applicable'])
})
