import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory } from '../../testing/plain.ts'
import { rsaExponent as rule } from './rsa-exponent.ts'

test('advice/rsa-exponent fires and stays silent', () => {
  const one = (exponent: string) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, publicKey: { algorithm: 'RSA', bits: 2048, curve: null, exponent, spki: 'k' } })],
    }),
  })
  fires(rule, one('1'), [[0]])
  fires(rule, one('65538'), [[0]])
  silent(rule, one('3'))
})
