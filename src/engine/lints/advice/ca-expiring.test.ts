import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, DAY, plainCA, plainInventory } from '../../testing/plain.ts'
import { caExpiring as rule } from './ca-expiring.ts'

test('advice/ca-expiring fires and stays silent', () => {
  const one = (days: number) => ({
    inventory: plainInventory({ certificates: [plainCA({ id: 0, notBefore: AT - 3000 * DAY, notAfter: AT + days * DAY })] }),
  })
  fires(rule, one(365), [[0]])
  silent(rule, one(366))
  silent(rule, one(-1))
})
