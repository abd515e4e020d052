import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainInventory } from '../../testing/plain.ts'
import { caKeyUsageAbsent as rule } from './ca-key-usage-absent.ts'

test('rfc5280/ca-key-usage-absent fires and stays silent', () => {
  const one = (change: Parameters<typeof plainCA>[0]) => ({ inventory: plainInventory({ certificates: [plainCA({ id: 0, ...change })] }) })
  fires(rule, one({ keyUsage: 0 }), [[0]])
  silent(rule, one({ extensions: [{ oid: '2.5.29.15', critical: true, start: 0, length: 0 }] }))
  silent(rule, one({ version: 1, keyUsage: 0 }))
})
