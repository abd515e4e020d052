import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, DAY, at, plainCA, plainCall, plainHalf, plainInventory, plainUse } from '../../testing/plain.ts'
import { bundleLeftover as rule } from './bundle-leftover.ts'

test('advice/bundle-leftover fires and stays silent', () => {
  const drop = (days: number) => ({
    inventory: plainInventory({
      certificates: [plainCA({ id: 0 }), plainCA({ id: 1, notAfter: AT + days * DAY })],
      locations: [[at('ca.crt')], [at('ca.crt')]],
    }),
    calls: [
      plainCall('admin->kube-apiserver', {
        providerAcceptsClient: plainHalf({ trusts: plainUse('kube-apiserver', '--client-ca-file', 'ca.crt') }),
      }),
    ],
  })
  fires(rule, drop(-1), [[1]])
  silent(rule, drop(1))
})
