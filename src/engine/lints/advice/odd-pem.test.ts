import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainText } from '../../testing/plain.ts'
import { oddPem as rule } from './odd-pem.ts'

test('advice/odd-pem fires and stays silent', () => {
  const text = plainText('ca.crt', [0])
  silent(rule, { inventory: plainInventory({ texts: [text] }) })
  const twice = outcome(rule, { inventory: plainInventory({ texts: [plainText('ca.crt', [0, 0])] }) })
  expect(twice.hits[0]?.data).toEqual({ odd: 0, twice: 1 })
  expect(
    outcome(rule, {
      inventory: plainInventory({
        texts: [plainText('x.pem', [], { blocks: [{ type: 'FOO', headers: false, line: 3, certificate: null, key: null, error: null }] })],
      }),
    }).hits[0]?.locations,
  ).toEqual([{ file: 'x.pem', field: null, line: 3 }])
})
