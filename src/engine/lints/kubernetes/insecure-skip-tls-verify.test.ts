import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainKubeconfig } from '../../testing/plain.ts'
import { insecureSkipTlsVerify as rule } from './insecure-skip-tls-verify.ts'

test('kubernetes/insecure-skip-tls-verify fires and stays silent', () => {
  const drop = (insecureSkipTlsVerify: boolean) => ({
    inventory: plainInventory({ kubeconfigs: [plainKubeconfig('admin.conf', { insecureSkipTlsVerify })] }),
  })
  expect(outcome(rule, drop(true)).hits[0]?.locations?.[0]?.field).toBe('clusters[kubernetes].insecure-skip-tls-verify')
  silent(rule, drop(false))
})
