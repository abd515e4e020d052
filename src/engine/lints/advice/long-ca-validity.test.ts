import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, DAY, plainCA, plainInventory } from '../../testing/plain.ts'
import { longCaValidity as rule } from './long-ca-validity.ts'

test('advice/long-ca-validity fires and stays silent', () => {
  const one = (days: number) => ({
    inventory: plainInventory({ certificates: [plainCA({ id: 0, notBefore: AT, notAfter: AT + days * DAY })] }),
  })
  fires(rule, one(7300), [[0]])
  silent(rule, one(3653))
})
