import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory } from '../../testing/plain.ts'
import { serialDuplicate as rule } from './serial-duplicate.ts'

test('rfc5280/serial-duplicate fires and stays silent', () => {
  const pair = (serial: string) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, serial: '7' }), plainCertificate({ id: 1, serial })] }),
  })
  fires(rule, pair('7'), [[0, 1]])
  silent(rule, pair('8'))
})
