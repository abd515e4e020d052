import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, DAY, plainCA, plainCertificate, plainInventory } from '../../testing/plain.ts'
import { issuedBeforeIssuer as rule } from './issued-before-issuer.ts'

test('rfc5280/issued-before-issuer fires and stays silent', () => {
  const signatures = { check: () => 'valid' as const, signers: (id: number) => (id === 1 ? [0] : [id]) }
  const pair = (notBefore: number) => ({
    inventory: plainInventory({ certificates: [plainCA({ id: 0, notBefore: AT }), plainCertificate({ id: 1, notBefore })] }),
    signatures,
  })
  fires(rule, pair(AT - DAY), [[1]])
  silent(rule, pair(AT - 300))
})
