import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { etcdPlaintext as rule } from './etcd-plaintext.ts'

test('kubernetes/etcd-plaintext fires and stays silent', () => {
  const flags = (url: string) => ({
    inventory: plainInventory({
      settings: [plainSettings('etcd', 'cp1/etcd.yaml', { '--listen-client-urls': url, '--listen-metrics-urls': 'http://127.0.0.1:2381' })],
    }),
  })
  expect(outcome(rule, flags('https://127.0.0.1:2379,http://10.0.0.1:2379')).hits[0]?.data).toEqual({ urls: ['http://10.0.0.1:2379'] })
  silent(rule, flags('https://127.0.0.1:2379'))
})
