import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, DAY, plainCA, plainCertificate, plainInventory } from '../../testing/plain.ts'
import { outlivesIssuer as rule } from './outlives-issuer.ts'

test('rfc5280/outlives-issuer fires and stays silent', () => {
  const ca = plainCA({ id: 0, notAfter: AT + 100 * DAY })
  const leaf = (days: number) => plainCertificate({ id: 1, notAfter: AT + days * DAY })
  const signatures = { check: () => 'valid' as const, signers: () => [0] }
  fires(rule, { inventory: plainInventory({ certificates: [ca, leaf(200)] }), signatures }, [[1]])
  silent(rule, { inventory: plainInventory({ certificates: [ca, leaf(100)] }), signatures })
})
