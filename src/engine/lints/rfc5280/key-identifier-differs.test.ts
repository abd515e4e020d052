import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainCertificate, plainInventory } from '../../testing/plain.ts'
import { keyIdentifierDiffers as rule } from './key-identifier-differs.ts'

test('rfc5280/key-identifier-differs fires and stays silent', () => {
  const signatures = { check: () => 'valid' as const, signers: (id: number) => (id === 1 ? [0] : [id]) }
  const pair = (authorityKeyId: string) => ({
    inventory: plainInventory({ certificates: [plainCA({ id: 0 }), plainCertificate({ id: 1, authorityKeyId })] }),
    signatures,
  })
  fires(rule, pair('bb'), [[1, 0]])
  silent(rule, pair('aa'))
})
