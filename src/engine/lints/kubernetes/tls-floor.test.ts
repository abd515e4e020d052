import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { tlsFloor as rule } from './tls-floor.ts'

test('kubernetes/tls-floor fires and stays silent', () => {
  const flags = (value: string) => ({
    inventory: plainInventory({ settings: [plainSettings('kube-apiserver', 'cp1/a.yaml', { '--tls-min-version': value })] }),
  })
  expect(outcome(rule, flags('VersionTLS10')).hits[0]?.data).toEqual({ presented: ['VersionTLS10'] })
  silent(rule, flags('VersionTLS12'))
})
