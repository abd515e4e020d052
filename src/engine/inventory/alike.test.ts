import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isUnpackFault, unpack } from '../encoding/unpack.ts'
import { inventoryOf } from '../testing/inventory.ts'

/** Two certificates of an example. */
const [AUTHORITY, CLIENT] = await (async () => {
  const name = 'kubeadm.tar.gz'
  const archive = new Uint8Array(readFileSync(join(import.meta.dirname, '../testing/distributions', name)))
  const found: string[] = []
  for await (const items of unpack([{ path: name, bytes: archive }]))
    for (const item of items)
      if (!isUnpackFault(item) && /\/pki\/(ca|apiserver)\.crt$/.test(item.path)) found.push(new TextDecoder().decode(item.bytes))
  return found.toSorted((one, two) => one.length - two.length) as [string, string]
})()

const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'sec1' }).toString()
const CONFIG = 'kind: KubeletConfiguration\nauthentication:\n  x509:\n    clientCAFile: /a/ca.crt\nclusterDNS:\n- 10.96.0.10\n'
const WITH_KEY = `kind: EncryptionConfiguration\nresources:\n- resources: [secrets]\n  providers:\n  - aescbc:\n      keys:\n      - name: one\n        secret: c2VjcmV0\n`

test('a configuration that comes again says the same in its own place', async () => {
  const files = {
    'a/config.yaml': CONFIG,
    'b/config.yaml': CONFIG,
    'c/config.yaml': CONFIG.replace('10.96.0.10', '10.97.0.10'),
    'd/config.yaml': CONFIG,
    'a/encryption.yaml': WITH_KEY,
    'b/encryption.yaml': WITH_KEY,
  }
  const together = await inventoryOf(files)
  // Each by itself, which nothing could have been remembered for.
  const each = await Promise.all(Object.entries(files).map(([path, text]) => inventoryOf({ [path]: text })))
  expect(together.settings).toEqual(each.flatMap(({ settings }) => settings))
  expect(together.files).toEqual(each.flatMap((one) => one.files))
  expect(together.settings.map(({ location }) => location.file)).toEqual(Object.keys(files))
})

test('an authority that comes again is the same certificate in one more place, with the line it stands in', async () => {
  const conf = (data: string): string =>
    `apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster:\n    certificate-authority-data: ${btoa(data)}\n`
  const found = await inventoryOf({
    'a.crt': AUTHORITY,
    'b.crt': AUTHORITY,
    'c.conf': conf(AUTHORITY),
    'two.crt': `${AUTHORITY}\n${CLIENT}`,
    'd.crt': AUTHORITY,
    'again.crt': `${AUTHORITY}\n${CLIENT}`,
    'more.crt': `${AUTHORITY}\n${CLIENT}`,
  })
  expect(found.certificates).toHaveLength(2)
  const lines = AUTHORITY.split('\n').length + 1
  const authority = { field: null, line: 1 }
  expect(found.locations[0]).toEqual([
    { file: 'a.crt', ...authority },
    { file: 'b.crt', ...authority },
    { file: 'c.conf', field: 'clusters[c].certificate-authority-data', line: 6 },
    ...['two.crt', 'd.crt', 'again.crt', 'more.crt'].map((file) => ({ file, ...authority })),
  ])
  expect(found.locations[1]).toEqual(['two.crt', 'again.crt', 'more.crt'].map((file) => ({ file, field: null, line: lines })))
  expect(found.texts.map(({ blocks }) => blocks.map(({ certificate }) => certificate))).toEqual([
    [0],
    [0],
    [0],
    [0, 1],
    [0],
    [0, 1],
    [0, 1],
  ])
})

test('a kubeconfig that comes again says the same in its own place, whatever it says', async () => {
  const conf = (user: string): string =>
    `apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster:\n    server: https://a:6443\n    certificate-authority-data: ${btoa(AUTHORITY)}\nusers:\n- name: u\n  user:\n    ${user}\ncontexts:\n- name: x\n  context: {}\ncurrent-context: x\n`
  const files = Object.fromEntries(
    [
      'client-certificate: /a.pem\n    client-key: /a.pem',
      'client-certificate: /a.pem\n    client-key: /a.pem\n    username: one\n    password: two',
      'token: abcdef.0123456789abcdef',
      `client-certificate: /a.pem\n    client-key-data: ${btoa(KEY)}`,
      `client-certificate-data: "!"\n    client-key: /a.pem`,
      'client-certificate: []\n    client-key: /a.pem',
    ].flatMap((user, i) => [
      [`${i}/a.conf`, conf(user)],
      [`${i}/b.conf`, conf(user)],
    ]),
  )
  const together = await inventoryOf(files)
  const each = await Promise.all(Object.entries(files).map(([path, text]) => inventoryOf({ [path]: text })))
  const withoutToken = <T>(one: T): unknown => JSON.parse(JSON.stringify(one), (key, value: unknown) => (key === 'token' ? null : value))
  expect(withoutToken(together.kubeconfigs)).toEqual(withoutToken(each.flatMap(({ kubeconfigs }) => kubeconfigs)))
  expect(together.texts).toEqual(each.flatMap(({ texts }) => texts))
  expect(together.locations[0]).toEqual(each.flatMap(({ locations }) => locations[0]))
  expect(together.faults).toEqual(each.flatMap(({ faults }) => faults))
  expect(together.tokens).toHaveLength(2)
  expect(together.keys[0]?.locations.map(({ file }) => file)).toEqual(['3/a.conf', '3/b.conf'])
})

test('a key that comes again is one key, also where it cannot be read', async () => {
  const broken = KEY.replace(/M/, 'N')
  const found = await inventoryOf({ 'a.key': KEY, 'b.key': KEY, 'c.key': broken, 'd.key': broken, 'e.pem': KEY + broken })
  expect(found.keys.map(({ locations }) => locations.map(({ file }) => file))).toEqual([['a.key', 'b.key', 'e.pem']])
  expect(found.faults.map(({ id, file }) => [id, file])).toEqual(['c.key', 'd.key', 'e.pem'].map((file) => ['read/key-malformed', file]))
  expect(found.texts.map(({ blocks }) => blocks.map(({ key }) => key))).toEqual([[0], [0], [null], [null], [0, null]])
})
