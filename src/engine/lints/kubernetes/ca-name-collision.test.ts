import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainInventory, plainName } from '../../testing/plain.ts'
import { caNameCollision as rule } from './ca-name-collision.ts'

test('kubernetes/ca-name-collision fires and stays silent', () => {
  const pair = (name: string) => ({
    inventory: plainInventory({ certificates: [plainCA({ id: 0 }), plainCA({ id: 1, subject: plainName(name) })] }),
  })
  fires(rule, pair('kubernetes'), [[0, 1]])
  silent(rule, pair('etcd-ca'))
  silent(rule, { inventory: plainInventory({ certificates: [0, 1].map((id) => plainCA({ id, subject: plainName('n1-ca@1600000000') })) }) })
})
