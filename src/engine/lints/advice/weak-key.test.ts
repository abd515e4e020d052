import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory } from '../../testing/plain.ts'
import { weakKey as rule } from './weak-key.ts'

test('advice/weak-key fires and stays silent', () => {
  const one = (bits: number) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, publicKey: { algorithm: 'RSA', bits, curve: null, exponent: '65537', spki: 'k' } })],
    }),
  })
  fires(rule, one(1024), [[0]])
  silent(rule, one(2048))
})
