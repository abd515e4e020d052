import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainInventory } from '../../testing/plain.ts'
import { caBasicConstraintsNotCritical as rule } from './ca-basic-constraints-not-critical.ts'

test('rfc5280/ca-basic-constraints-not-critical fires and stays silent', () => {
  const one = (critical: boolean) => ({
    inventory: plainInventory({ certificates: [plainCA({ id: 0, extensions: [{ oid: '2.5.29.19', critical, start: 0, length: 0 }] })] }),
  })
  fires(rule, one(false), [[0]])
  silent(rule, one(true))
})
