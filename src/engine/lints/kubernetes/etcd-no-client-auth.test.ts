import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { etcdNoClientAuth as rule } from './etcd-no-client-auth.ts'

test('kubernetes/etcd-no-client-auth fires and stays silent', () => {
  const flags = (more: Record<string, string>) => ({
    inventory: plainInventory({
      settings: [
        plainSettings('etcd', 'cp1/etcd.yaml', { '--name': 'a', '--data-dir': '/d', '--cert-file': '/c', '--key-file': '/k', ...more }),
      ],
    }),
  })
  expect(outcome(rule, flags({})).hits[0]?.data).toEqual({ settings: ['--client-cert-auth'] })
  silent(rule, flags({ '--trusted-ca-file': '/ca' }))
})
