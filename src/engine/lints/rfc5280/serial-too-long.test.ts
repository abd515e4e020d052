import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory } from '../../testing/plain.ts'
import { serialTooLong as rule } from './serial-too-long.ts'

test('rfc5280/serial-too-long fires and stays silent', () => {
  const one = (serial: string) => ({ inventory: plainInventory({ certificates: [plainCertificate({ id: 0, serial })] }) })
  fires(rule, one('f'.repeat(40)), [[0]])
  silent(rule, one('7'.repeat(40)))
})
