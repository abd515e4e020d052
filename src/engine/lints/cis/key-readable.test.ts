import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainFile, plainInventory, plainKey } from '../../testing/plain.ts'
import { keyReadable as rule } from './key-readable.ts'

test('cis/key-readable fires and stays silent', () => {
  const drop = (mode: number | null) => ({
    inventory: plainInventory({ keys: [plainKey(0, 'pki/apiserver.key', 'k')], files: [plainFile('pki/apiserver.key', { mode })] }),
  })
  expect(outcome(rule, drop(0o640)).hits[0]?.data).toEqual({ mode: '0640' })
  silent(rule, drop(0o600))
  silent(rule, drop(0o400))
  expect(outcome(rule, drop(null)).applied).toBe(0)
})
