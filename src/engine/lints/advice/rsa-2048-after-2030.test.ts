import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, DAY, plainCA, plainInventory } from '../../testing/plain.ts'
import { rsa2048After2030 as rule } from './rsa-2048-after-2030.ts'

test('advice/rsa-2048-after-2030 fires and stays silent', () => {
  const one = (days: number) => ({ inventory: plainInventory({ certificates: [plainCA({ id: 0, notAfter: AT + days * DAY })] }) })
  fires(rule, one(3620), [[0]])
  silent(rule, one(365))
})
