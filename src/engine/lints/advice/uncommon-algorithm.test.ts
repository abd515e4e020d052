import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory } from '../../testing/plain.ts'
import { uncommonAlgorithm as rule } from './uncommon-algorithm.ts'

test('advice/uncommon-algorithm fires and stays silent', () => {
  const one = (signatureAlgorithm: 'SHA256-RSAPSS' | 'SHA256-RSA') => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, signatureAlgorithm })] }),
  })
  fires(rule, one('SHA256-RSAPSS'), [[0]])
  silent(rule, one('SHA256-RSA'))
})
