import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainKubeconfig } from '../../testing/plain.ts'
import { plaintextServer as rule } from './plaintext-server.ts'

test('kubernetes/plaintext-server fires and stays silent', () => {
  const drop = (server: string) => ({ inventory: plainInventory({ kubeconfigs: [plainKubeconfig('admin.conf', { server })] }) })
  expect(outcome(rule, drop('http://10.0.0.1:8080')).hits[0]?.data).toEqual({ server: 'http://10.0.0.1:8080' })
  silent(rule, drop('https://10.0.0.1:6443'))
})
