import { expect, test } from 'vitest'
import { authority, leaf } from '../../testing/certificates.ts'
import { inventoryOf } from '../../testing/inventory.ts'

test('a machine configuration and a talosconfig give certificates and facts of keys, and nothing secret', async () => {
  const ca = await authority({ commonName: 'talos' })
  const client = await leaf(ca, { commonName: 'admin', usages: ['clientAuth'] })
  const pair = ({ pem, keyPem }: typeof ca): string => `{crt: ${btoa(pem)}, key: ${btoa(keyPem)}}`
  const machine = `version: v1alpha1\nmachine:\n  type: controlplane\n  token: abcdef.0123456789abcdef\n  ca: ${pair(ca)}\n  acceptedCAs:\n  - {crt: ${btoa(client.pem)}}\ncluster:\n  secret: c2VjcmV0c2VjcmV0\n  ca: ${pair(ca)}\n  etcd:\n    ca: {crt: "", key: ""}\n  serviceAccount: {key: ${btoa(client.keyPem)}}\n  aggregatorCA: {crt: "%%%"}\n`
  const talosconfig = `context: prod\ncontexts:\n  prod:\n    endpoints: [192.0.2.1]\n    ca: ${btoa(ca.pem)}\n    crt: ${btoa(client.pem)}\n    key: ${btoa(client.keyPem)}\n`
  const inventory = await inventoryOf({ 'controlplane.yaml': machine, talosconfig })
  expect(inventory.files.map(({ readAs }) => readAs)).toEqual([['machine-config'], ['machine-config']])
  expect(inventory.texts.map(({ location }) => location.field)).toEqual([
    'machine.ca.crt',
    'machine.ca.key',
    'cluster.ca.crt',
    'cluster.ca.key',
    'cluster.serviceAccount.key',
    'machine.acceptedCAs.0.crt',
    'contexts.prod.ca',
    'contexts.prod.crt',
    'contexts.prod.key',
  ])
  expect([inventory.certificates.length, inventory.keys.length]).toEqual([2, 2])
  expect(inventory.faults.map(({ id, field }) => [id, field])).toEqual([['read/base64-malformed', 'cluster.aggregatorCA.crt']])
  const all = JSON.stringify(inventory)
  for (const secret of ['0123456789abcdef', 'c2VjcmV0', btoa(ca.keyPem).slice(40, 80), client.keyPem.slice(60, 100)])
    expect(all).not.toContain(secret)
})
