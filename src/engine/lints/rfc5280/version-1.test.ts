import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainInventory } from '../../testing/plain.ts'
import { version1 as rule } from './version-1.ts'

test('rfc5280/version-1 fires and stays silent', () => {
  fires(rule, { inventory: plainInventory({ certificates: [plainCA({ id: 0, version: 1, isCA: false })] }) }, [[0]])
  silent(rule, { inventory: plainInventory({ certificates: [plainCA({ id: 0 })] }) })
})
