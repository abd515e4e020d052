import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainCall, plainCertificate, plainInventory, plainPresented } from '../../testing/plain.ts'
import { leafIsCa as rule } from './leaf-is-ca.ts'

test('rfc5280/leaf-is-ca fires and stays silent', () => {
  const calls = [plainCall('admin->kube-apiserver', { client: plainPresented(0) })]
  fires(rule, { inventory: plainInventory({ certificates: [plainCA({ id: 0 })] }), calls }, [[0]])
  silent(rule, { inventory: plainInventory({ certificates: [plainCertificate({ id: 0 })] }), calls })
})
