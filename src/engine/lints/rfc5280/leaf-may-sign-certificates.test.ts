import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainCertificate, plainInventory } from '../../testing/plain.ts'
import { leafMaySignCertificates as rule } from './leaf-may-sign-certificates.ts'

test('rfc5280/leaf-may-sign-certificates fires and stays silent', () => {
  const one = (keyUsage: number) => ({ inventory: plainInventory({ certificates: [plainCertificate({ id: 0, keyUsage })] }) })
  fires(rule, one(5 | 32), [[0]])
  silent(rule, one(5))
  silent(rule, { inventory: plainInventory({ certificates: [plainCA({ id: 0 })] }) })
  silent(rule, { inventory: plainInventory({ certificates: [plainCA({ id: 0, isCA: false, basicConstraintsValid: false })] }) })
})
