import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { etcdAutoTls as rule } from './etcd-auto-tls.ts'

test('kubernetes/etcd-auto-tls fires and stays silent', () => {
  const flags = (value: string) => ({
    inventory: plainInventory({ settings: [plainSettings('etcd', 'cp1/etcd.yaml', { '--auto-tls': value })] }),
  })
  expect(outcome(rule, flags('true')).hits[0]?.data).toEqual({ settings: ['--auto-tls'] })
  silent(rule, flags('false'))
})
