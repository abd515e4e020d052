import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory } from '../../testing/plain.ts'
import { akiCritical as rule } from './aki-critical.ts'

test('rfc5280/aki-critical fires and stays silent', () => {
  const one = (critical: boolean) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, extensions: [{ oid: '2.5.29.35', critical, start: 0, length: 0 }] })],
    }),
  })
  fires(rule, one(true), [[0]])
  silent(rule, one(false))
})
