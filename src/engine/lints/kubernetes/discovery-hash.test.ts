import { expect, test } from 'vitest'
import { fires, outcome, silent } from '../../testing/lints.ts'
import { at, plainCA, plainInventory, plainSettings } from '../../testing/plain.ts'
import { sha256Hex } from '../../x509/sha2.ts'
import { discoveryHash as rule } from './discovery-hash.ts'

const own = `sha256:${sha256Hex(new TextEncoder().encode('key-0'))}`
const drop = (hash: string) => ({
  inventory: plainInventory({
    certificates: [plainCA({ id: 0 })],
    locations: [[at('etc/kubernetes/pki/ca.crt')]],
    settings: [plainSettings('JoinConfiguration', 'root/join.yaml', { 'discovery.bootstrapToken.caCertHashes': hash }, 'kubeadm-config')],
  }),
})

test('kubernetes/discovery-hash fires and stays silent', () => {
  const other = `sha256:${'ab'.repeat(32)}`
  fires(rule, drop(other), [[0]])
  expect(outcome(rule, drop(other)).hits[0]?.data).toEqual({ presented: other, expected: [own] })
  silent(rule, drop(own))
  silent(rule, drop(own.toUpperCase().replace('SHA256', 'sha256')))
})
