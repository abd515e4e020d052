import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inventoryOf } from '../testing/inventory.ts'
import { isSecret, keptValue } from './secret.ts'

const VALUE = 'Zq7SecretValue9xK'

test('names that are secrets, and names that only sound like it', () => {
  for (const name of [
    '--token',
    '--agent-token',
    'tlsBootstrapToken',
    '--etcd-s3-secret-key',
    'K3S_TOKEN',
    'ETCDCTL_PASSWORD',
    '--user',
    'keys[0].secret',
  ])
    expect(isSecret(name), name).toBe(true)
  for (const name of [
    '--token-auth-file',
    '--enable-bootstrap-token-auth',
    '--initial-cluster-token',
    'ETCD_INITIAL_CLUSTER_TOKEN',
    '--service-account-key-file',
  ])
    expect(isSecret(name), name).toBe(false)
  expect(keptValue('--datastore-endpoint', `postgres://k3s:${VALUE}@db:5432/k3s`)).toBe('postgres://db:5432/k3s')
  expect(keptValue('--datastore-endpoint', `k3s:${VALUE}@tcp(db:3306)/k3s`)).toBe('tcp(db:3306)/k3s')
  expect(keptValue('--initial-cluster', 'a=https://10.0.0.1:2380,b=https://10.0.0.2:2380')).toBe(
    'a=https://10.0.0.1:2380,b=https://10.0.0.2:2380',
  )
})

test.each([
  ['etc/rancher/k3s/config.yaml', `token: ${VALUE}\nagent-token: ${VALUE}\ndatastore-endpoint: mysql://u:${VALUE}@h/d\ntls-san: a\n`],
  ['ps.txt', `root 1 1 0 Aug20 ? 0:01 /usr/bin/k3s server --token ${VALUE} --agent-token=${VALUE}\n`],
  ['k3s.service', `[Service]\nEnvironment=K3S_TOKEN=${VALUE}\nExecStart=/usr/bin/k3s server --token ${VALUE}\n`],
  ['etcd.env', `ETCD_NAME=a\nETCDCTL_USER=root:${VALUE}\nETCDCTL_PASSWORD=${VALUE}\n`],
  [
    'join.yaml',
    `kind: JoinConfiguration\ndiscovery:\n  tlsBootstrapToken: abcdef.${VALUE}\n  bootstrapToken:\n    token: abcdef.${VALUE}\n`,
  ],
  [
    'admin.conf',
    `kind: Config\nclusters:\n- name: a\n  cluster: {server: "https://u:${VALUE}@h:6443", proxy-url: "http://u:${VALUE}@p:1"}\nusers:\n- name: u\n  user: {token: ${VALUE}, password: ${VALUE}, username: u, exec: {command: /bin/x, args: [${VALUE}]}}\ncontexts: []\n`,
  ],
  [
    'etcd.yaml',
    `kind: Pod\nspec:\n  containers:\n  - command: [etcd, --name=a]\n    livenessProbe: {exec: {command: [/bin/sh, -ec, "etcdctl --user root:${VALUE} --password ${VALUE} get foo"]}}\n`,
  ],
  ['secret.yaml', `kind: Secret\nmetadata: {name: s}\nstringData: {password: ${VALUE}, token: ${VALUE}}\ndata: {x: ${btoa(VALUE)}}\n`],
])('no secret value of %s is kept', async (path, content) => {
  const found = JSON.stringify(await inventoryOf({ [path]: content }))
  expect(found).not.toContain(VALUE)
  expect(found).not.toContain(btoa(VALUE))
})

test('text that openssl prints above a block hides nothing', async () => {
  const { texts } = await inventoryOf({
    'a.crt': 'Certificate:\n    Data:\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  })
  expect(texts[0]?.blocks).toHaveLength(1)
})

const PIECES = [
  '-----BEGIN CERTIFICATE-----',
  '-----END CERTIFICATE-----',
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----END ',
  '-----',
  'MIIB',
  'AAAA',
  '\r\n',
  '\n',
  '\t',
  '\ufeff',
  '\0',
  ' ',
  '  ',
  'kind: Config',
  'kind: Pod',
  'kind: List',
  'kind: Secret',
  'kind: ConfigMap',
  'apiVersion: v1',
  'clusters:',
  'users:',
  '- name: a',
  'user:',
  'client-key-data: !',
  'data:',
  'token: eyJh.eyJh.x',
  'items:',
  'spec:',
  'containers:',
  '- command:',
  '- etcd',
  '--name=x',
  '--config',
  '[Service]',
  'ExecStart=',
  '\\',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '---',
  '...',
  '&a',
  '*a',
  '!!binary',
  '|',
  '>',
  '%YAML',
  ': ',
  '#',
  'ETCD_NAME=',
]
test('whatever the bytes, reading ends and every file is accounted for', { timeout: 60_000 }, async () => {
  const content = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => new TextEncoder().encode(parts.join(''))),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => new TextEncoder().encode(parts.join('\n'))),
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 60 }).map((tail) => Uint8Array.of(0x30, tail.length, ...tail)),
  )
  const path = fc.constantFrom(
    'unknown',
    'admin.conf',
    'a.yaml',
    'etc/hostname',
    'etcd.service',
    'etcd.env',
    'kube-apiserver',
    'token',
    'a.json',
    'etc/rancher/k3s/config.yaml',
  )
  await fc.assert(
    fc.asyncProperty(path, content, async (name, bytes) => {
      const { files } = await inventoryOf([{ path: name, bytes: Uint8Array.from(bytes) }])
      for (const file of files) expect(file.readAs.length > 0 || file.ignored !== null).toBe(true)
    }),
    {
      numRuns: 2000,
      // A flag and a byte-order mark: white space that is no space.
      examples: [['kube-apiserver', new TextEncoder().encode('--config\ufeff\\')]],
    },
  )
})
