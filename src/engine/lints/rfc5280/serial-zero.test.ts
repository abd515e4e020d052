import { expect, test } from 'vitest'
import { fires, outcome, silent } from '../../testing/lints.ts'
import { plainCA, plainInventory } from '../../testing/plain.ts'
import { serialZero as rule } from './serial-zero.ts'

test('rfc5280/serial-zero fires and stays silent', () => {
  const one = (serial: string) => ({ inventory: plainInventory({ certificates: [plainCA({ id: 0, serial })] }) })
  fires(rule, one('0'), [[0]])
  expect(outcome(rule, one('0')).hits[0]?.severity).toBe('notice')
  silent(rule, one('10'))
})
