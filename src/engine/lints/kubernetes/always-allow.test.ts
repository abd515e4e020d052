import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainCluster, plainInventory, plainSettings } from '../../testing/plain.ts'
import { alwaysAllow as rule } from './always-allow.ts'

test('kubernetes/always-allow fires and stays silent', () => {
  const flags = (value: string) => ({
    inventory: plainInventory({ settings: [plainSettings('kube-apiserver', 'cp1/a.yaml', { '--authorization-mode': value })] }),
  })
  expect(outcome(rule, flags('AlwaysAllow')).hits[0]).toMatchObject({ severity: 'error', data: { component: 'kube-apiserver' } })
  silent(rule, flags('Node,RBAC'))
  expect(outcome(rule, { ...flags('AlwaysAllow'), clusters: [plainCluster({ layout: 'microk8s' })] }).hits[0]?.severity).toBe('notice')
})
