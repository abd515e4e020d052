import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, DAY, at, plainCertificate, plainInventory } from '../../testing/plain.ts'
import { expiring as rule } from './expiring.ts'

test('advice/expiring fires and stays silent', () => {
  const one = (days: number) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, notBefore: AT - 275 * DAY, notAfter: AT + days * DAY })] }),
  })
  fires(rule, one(30), [[0]])
  fires(rule, one(90), [[0]])
  silent(rule, one(91))
  silent(rule, one(-1))
  silent(rule, { inventory: plainInventory({ certificates: [plainCertificate({ id: 0, notBefore: AT - DAY, notAfter: AT + 29 * DAY })] }) })
  silent(rule, {
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, notBefore: AT - 275 * DAY, notAfter: AT + 30 * DAY })],
      locations: [[at('var/lib/kubelet/pki/kubelet-client-current.pem')]],
    }),
  })
})
