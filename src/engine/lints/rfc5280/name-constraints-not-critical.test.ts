import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainInventory } from '../../testing/plain.ts'
import { nameConstraintsNotCritical as rule } from './name-constraints-not-critical.ts'

test('rfc5280/name-constraints-not-critical fires and stays silent', () => {
  const none = { dns: [], ip: [], email: [], uri: [] }
  const one = (critical: boolean) => ({
    inventory: plainInventory({
      certificates: [plainCA({ id: 0, nameConstraints: { critical, permitted: { ...none, dns: ['cluster.local'] }, excluded: none } })],
    }),
  })
  fires(rule, one(false), [[0]])
  silent(rule, one(true))
  silent(rule, { inventory: plainInventory({ certificates: [plainCA({ id: 0 })] }) })
})
