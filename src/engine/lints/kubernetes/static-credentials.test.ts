import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainKubeconfig, plainSettings } from '../../testing/plain.ts'
import { staticCredentials as rule } from './static-credentials.ts'

test('kubernetes/static-credentials fires and stays silent', () => {
  const flags = (name: string) => ({
    inventory: plainInventory({ settings: [plainSettings('kube-apiserver', 'cp1/kube-apiserver.yaml', { [name]: '/x' })] }),
  })
  expect(outcome(rule, flags('--token-auth-file')).hits[0]?.data).toEqual({ setting: '--token-auth-file' })
  silent(rule, flags('--client-ca-file'))
  expect(
    outcome(rule, { inventory: plainInventory({ kubeconfigs: [plainKubeconfig('a.conf', {}, { basic: true })] }) }).hits[0]?.data,
  ).toEqual({ setting: 'password' })
})
