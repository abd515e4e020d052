import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { serviceAccountTlsKey as rule } from './service-account-tls-key.ts'

test('kubernetes/service-account-tls-key fires and stays silent', () => {
  const flags = (more: Record<string, string>) => ({
    inventory: plainInventory({
      settings: [plainSettings('kube-apiserver', 'cp1/a.yaml', { '--tls-private-key-file': '/apiserver.key', ...more })],
    }),
  })
  expect(outcome(rule, flags({})).hits).toHaveLength(1)
  silent(rule, flags({ '--service-account-key-file': '/sa.pub' }))
})
