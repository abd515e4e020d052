import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainInventory, plainKey } from '../../testing/plain.ts'
import { caKeyPresent as rule } from './ca-key-present.ts'

test('kubernetes/ca-key-present fires and stays silent', () => {
  const drop = (spki: string) => ({
    inventory: plainInventory({ certificates: [plainCA({ id: 0 })], keys: [plainKey(0, 'pki/ca.key', spki)] }),
  })
  fires(rule, drop('key-0'), [[0]])
  silent(rule, drop('leaf'))
})
