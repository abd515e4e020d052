/** The commands of the first screen, run as they are on a tree with known secrets. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Collecting, type Distribution, DISTRIBUTIONS, collectCommand } from './commands.ts'

const place = mkdtempSync(join(tmpdir(), 'collect-'))
afterAll(() => rmSync(place, { recursive: true }))

const SECRET = 'Q2FuYXJ5'
const pem = (label: string) => `-----BEGIN ${label}-----\n${SECRET}${label.length}\n-----END ${label}-----\n`
const TREE = {
  'etc/hostname': 'cp-1\n',
  'etc/kubernetes/pki/ca.crt': '-----BEGIN CERTIFICATE-----\nkept\n-----END CERTIFICATE-----\n',
  'etc/kubernetes/pki/ca.key': pem('RSA PRIVATE KEY'),
  'etc/kubernetes/pki/both.crt': `-----BEGIN CERTIFICATE-----\nkept\n-----END CERTIFICATE-----\n${pem('PRIVATE KEY')}`,
  'etc/kubernetes/admin.conf': `users:\n- name: a\n  user:\n    client-certificate-data: kept\n    client-key-data: ${SECRET}\n    token: "${SECRET}"\n`,
  'etc/kubernetes/json.conf': `{"users":[{"user":{"token":"${SECRET}","client-certificate-data":"kept","client-key-data": "${SECRET}"}}]}`,
  'etc/kubernetes/enc/enc.yaml': `- secretbox: { keys: [{ name: kept, secret: ${SECRET} }] }\n`,
  'etc/kubernetes/known_tokens.csv': `${SECRET},admin\n`,
  'etc/kubernetes/manifests/kube-apiserver.yaml':
    'volumes:\n- secret:\n    secretName: kept\n- hostPath: kept\nautomountServiceAccountToken: false\n',
  'var/lib/kubelet/kubeadm-flags.env': `KUBELET="--token=${SECRET} --kept=1"\n`,
  'var/lib/kubelet/pki/kubelet-client-current.pem': `-----BEGIN CERTIFICATE-----\nkept\n-----END CERTIFICATE-----\n${pem('EC PRIVATE KEY')}`,
  'var/lib/rancher/k3s/agent/kubelet.kubeconfig': 'kept\n',
  'var/lib/rancher/k3s/agent/containerd/layer': 'bulk\n',
  'var/lib/rancher/k3s/server/cred/passwd': `${SECRET},node\n`,
}
const root = join(place, 'root')
for (const [path, text] of Object.entries(TREE)) {
  mkdirSync(join(root, dirname(path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** Every file of the archive the command leaves, by its path. */
function collected(distribution: Distribution, how: Collecting): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(place, 'run-'))
  const run = (command: string) => execFileSync('bash', ['-euc', command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  run(collectCommand(distribution, how, root).replace(/\bsudo /g, ''))
  const archive = join(folder, `${hostname()}.tgz`)
  expect(statSync(archive).mode & 0o077, 'readable for its owner only').toBe(0)
  run(`mkdir out && tar -xzf "${archive}" -C out`)
  const out = join(folder, 'out')
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path.slice(out.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}

describe.skipIf(process.platform !== 'linux')('commands that collect', () => {
  it('with keys: everything, and nothing but', () => {
    const files = collected('kubeadm', 'with')
    expect(files.get('etc/kubernetes/pki/ca.key')).toContain(SECRET)
    expect(files.has('var/lib/rancher/k3s/agent/kubelet.kubeconfig')).toBe(false)
  })
  it('without: no key files; kubeconfigs keep theirs, as the page says', () => {
    const files = collected('kubeadm', 'without')
    expect([...files.keys()].filter((path) => /\.key$|\.csv$/.test(path))).toEqual([])
    expect(files.get('etc/kubernetes/admin.conf')).toContain(SECRET)
    expect(files.get('var/lib/kubelet/pki/kubelet-client-current.pem')).toContain(SECRET)
  })
  it('redacted: none of the secrets, all of the rest', () => {
    const files = collected('kubeadm', 'redacted')
    expect([...files].filter(([, text]) => text.includes(SECRET)).map(([path]) => path)).toEqual([])
    for (const path of ['pki/ca.crt', 'pki/both.crt', 'admin.conf', 'json.conf', 'enc/enc.yaml'])
      expect(files.get(`etc/kubernetes/${path}`), path).toContain('kept')
    expect(files.get('var/lib/kubelet/kubeadm-flags.env')).toContain('--kept=1')
    expect(files.get('etc/kubernetes/manifests/kube-apiserver.yaml')).toBe(TREE['etc/kubernetes/manifests/kube-apiserver.yaml'])
    expect(() => JSON.parse(files.get('etc/kubernetes/json.conf') ?? '')).not.toThrow()
  })
  it('k3s: neither its images nor its passwords', () => {
    const files = collected('k3s', 'without')
    expect([...files.keys()].sort()).toEqual(['etc/hostname', 'var/lib/rancher/k3s/agent/kubelet.kubeconfig'])
  })
  it('are what both READMEs say', () => {
    for (const name of ['README.md', 'README.zh-CN.md'])
      expect(readFileSync(name, 'utf8'), name).toContain(collectCommand('kubeadm', 'without'))
  })
  it('is one command that a shell can parse, for each distribution', () => {
    for (const distribution of DISTRIBUTIONS)
      for (const how of ['without', 'with', 'redacted'] as const)
        expect(() => execFileSync('bash', ['-nc', collectCommand(distribution, how)]), `${distribution} ${how}`).not.toThrow()
  })
})
