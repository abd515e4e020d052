/** Repairs proved on trees of kubeadm itself: broken, audited, the steps run as they are shown, audited again. KUBEADM names the binary. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Audit, judge, read } from '../src/engine/audit.ts'
import type { RepairStep } from '../src/engine/finding.ts'
import { keyPem, newKey, publicPem } from './pki.mjs'
import { filesOf, get, initialised, onNode, put } from './repairs/kubeadm-tree.mjs'
import { authorityAt, namesake, partsOf, reissue } from './repairs/reissue.mjs'
import { tarGz } from './tar.mjs'

const kubeadm = process.env['KUBEADM'] ?? ''
const folder = mkdtempSync(join(tmpdir(), 'pkiscope-repairs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000)

const K = 'etc/kubernetes'
const P = `${K}/pki`
const now = Math.floor(Date.now() / 1000)
const LEAVES = {
  apiserver: 'ca',
  'apiserver-kubelet-client': 'ca',
  'apiserver-etcd-client': 'etcd/ca',
  'front-proxy-client': 'front-proxy-ca',
  'etcd/server': 'etcd/ca',
  'etcd/peer': 'etcd/ca',
  'etcd/healthcheck-client': 'etcd/ca',
}
const CONFS = ['admin', 'super-admin', 'controller-manager', 'scheduler', 'kubelet']
const FILES = [
  ...Object.entries(LEAVES).map(([name, by]) => [`${P}/${name}.crt`, `${P}/${by}`]),
  ...CONFS.map((name) => [`${K}/${name}.conf`, `${P}/ca`]),
]

/** Settings that name another file than the one that is right. */
const FLAGS = [
  ['kube-apiserver', '--client-ca-file', `/${P}/front-proxy-ca.crt`],
  ['kube-apiserver', '--etcd-cafile', `/${P}/ca.crt`],
  ['kube-apiserver', '--requestheader-client-ca-file', `/${P}/ca.crt`],
  ['kube-apiserver', '--requestheader-allowed-names', 'aggregator'],
  ['kube-controller-manager', '--root-ca-file', `/${P}/etcd/ca.crt`],
  ['etcd', '--trusted-ca-file', `/${P}/ca.crt`],
  ['etcd', '--peer-trusted-ca-file', `/${P}/front-proxy-ca.crt`],
] as const

type Break = (root: string, path: string, by: string) => void
const changed =
  (change: (parts: ReturnType<typeof partsOf>) => object, signer = (root: string, by: string) => authorityAt(root, by)): Break =>
  (root, path, by) => {
    const parts = partsOf(root, path)
    reissue(root, path, signer(root, by), { ...parts, ...change(parts) })
  }
const BREAKS: Readonly<Record<string, Break>> = {
  expired: changed(() => ({ from: now - 40 * 86_400, days: 30 })),
  'not yet valid': changed(() => ({ from: now + 86_400 })),
  'another CA of the same name': changed(
    () => ({}),
    (root, by) => namesake(authorityAt(root, by)),
  ),
  'another authority': changed(
    () => ({}),
    (root, by) => authorityAt(root, by === `${P}/etcd/ca` ? `${P}/ca` : `${P}/etcd/ca`),
  ),
  'wrong usage': changed(({ eku }) => ({ eku: eku.length > 1 || eku[0] === 'server' ? ['client'] : ['server'] })),
  'no names': changed(() => ({ dns: [], ip: [] })),
  'another subject': changed(() => ({ subject: [['CN', 'system:somebody']] })),
  'another key': (root, path) => {
    if (path.endsWith('.conf'))
      put(root, path, get(root, path).replace(/(client-key-data: )\S+/, `$1${Buffer.from(keyPem(newKey('EC'))).toString('base64')}`))
    else put(root, path.replace(/crt$/, 'key'), keyPem(newKey('EC')))
  },
  'another CA trusted': (root, path, by) => {
    if (!path.endsWith('.conf')) return
    const other = `${P}/${by.endsWith('/ca') ? 'front-proxy-ca' : 'ca'}.crt`
    put(root, path, get(root, path).replace(/(certificate-authority-data: )\S+/, `$1${Buffer.from(get(root, other)).toString('base64')}`))
  },
}

async function audited(root: string): Promise<Audit> {
  return judge(await read([{ path: 'drop.tar.gz', bytes: new Uint8Array(tarGz(filesOf(root), { level: 1 })) }]), { at: now })
}
const brokenOf = ({ calls }: Audit): string[] => calls.flatMap(({ status, edge }) => (status === 'broken' ? [edge] : []))

/** Does one step as the page words it; what is for a running cluster is done to its files. */
function perform(root: string, step: RepairStep): void {
  if (step.do === 'run') {
    const fetched = /^kubectl .*get configmap kubeadm-config .*> kubeadm-config\.yaml$/.test(step.command)
    if (fetched) put(root, 'home/kubeadm-config.yaml', get(root, 'home/init.yaml'))
    else onNode(kubeadm, root, step.command)
  } else if (step.do === 'edit' && step.file === 'kubeadm-config.yaml') {
    put(root, 'home/kubeadm-config.yaml', `${get(root, 'home/kubeadm-config.yaml')}apiServer:\n  certSANs:\n  - "${step.value ?? ''}"\n`)
  } else if (step.do === 'edit' && step.file.endsWith('.yaml')) {
    const text = get(root, step.file)
    put(root, step.file, text.replace(new RegExp(`(- ${step.setting}=).*`), `$1${step.value ?? ''}`))
  } else if (step.do === 'copy' && step.what === 'kubelet.conf') put(root, step.to.slice(1), get(root, 'home/kubelet.conf'))
}

describe.skipIf(!existsSync(kubeadm))('kubeadm', () => {
  const genuine = join(folder, 'genuine')
  test('a tree of its own is clear', async () => {
    initialised(kubeadm, genuine)
    expect(brokenOf(await audited(genuine))).toEqual([])
  })
  test.each([
    { address: '2001:db8::11', endpoint: '[2001:db8::200]:6443', services: 'fd00:10:96::/112' },
    { address: '192.0.2.11', endpoint: 'k8s-api.example.com:6443', services: '10.96.0.0/16,fd00:10:96::/112' },
    { address: '2001:db8::11', endpoint: '[2001:DB8:0::11]:6443', services: 'fd00:10:96::/112,10.96.0.0/16' },
  ])('IPv6 and dual stack: $address, $endpoint, $services', async (options) => {
    const root = mkdtempSync(join(folder, 'tree-'))
    initialised(kubeadm, root, options)
    const audit = await audited(root)
    expect(brokenOf(audit)).toEqual([])
    // The service `kubernetes` has an address of the first range alone.
    const dialled = audit.calls.flatMap(({ number, serverName }) => (number === 4 ? [serverName] : []))
    expect(dialled).toContain(options.services.startsWith('fd00') ? 'fd00:10:96::1' : '10.96.0.1')
    expect(dialled).toHaveLength(5)
  })
  const copied = (): string => {
    const root = mkdtempSync(join(folder, 'tree-'))
    for (const [file, content] of Object.entries(filesOf(genuine))) put(root, file, content)
    put(root, 'home/init.yaml', get(genuine, 'home/init.yaml'))
    return root
  }
  for (const [name, breakIt] of Object.entries(BREAKS))
    test.each(FILES)(`${name}: %s`, async (path, by) => {
      const root = copied()
      breakIt(root, path, by)
      await repaired(root)
    })
  test.each(FLAGS)('%s: %s=%s', async (component, flag, value) => {
    const root = copied()
    const manifest = `${K}/manifests/${component}.yaml`
    put(root, manifest, get(root, manifest).replace(new RegExp(`(- ${flag}=).*`), `$1${value}`))
    expect(brokenOf(await audited(root))).not.toEqual([])
    await repaired(root)
  })
  test('sa.pub of another key', async () => {
    const root = copied()
    put(root, `${P}/sa.pub`, publicPem(newKey('RSA')))
    expect(brokenOf(await audited(root))).not.toEqual([])
    await repaired(root)
  })
})

/** Does what every finding says, until nothing is broken. */
async function repaired(root: string): Promise<void> {
  const before = await audited(root)
  const done: RepairStep[] = []
  let after = before
  // A second round for what the first fault hid: one certificate may be wrong in two ways.
  for (let round = 0; round < 2 && brokenOf(after).length > 0; round++) {
    for (const finding of after.findings)
      if (finding.kind === 'verdict')
        for (const step of finding.repair)
          if (!done.some((one) => JSON.stringify(one) === JSON.stringify(step))) {
            done.push(step)
            perform(root, step)
          }
    after = await audited(root)
  }
  expect({ broken: brokenOf(after), done: done.map((step) => JSON.stringify(step)) }).toEqual({ broken: [], done: expect.anything() })
}
