import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory, plainName } from '../../testing/plain.ts'
import { keyReuse as rule } from './key-reuse.ts'

test('advice/key-reuse fires and stays silent', () => {
  const key = { algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki: 'same' } as const
  const pair = (subject: string) => ({
    inventory: plainInventory({
      certificates: [
        plainCertificate({ id: 0, publicKey: key, subject: plainName('a') }),
        plainCertificate({ id: 1, publicKey: key, subject: plainName(subject) }),
      ],
    }),
  })
  fires(rule, pair('b'), [[0, 1]])
  silent(rule, pair('a'))
})
