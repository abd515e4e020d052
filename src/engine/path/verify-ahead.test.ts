import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { read } from '../read.ts'
import { HERE } from '../x509/arithmetic.ts'
import { verifySignatures } from './verify-signatures.ts'

const archive = new Uint8Array(readFileSync(new URL('../testing/distributions/kubeadm.tar.gz', import.meta.url)))

test('what is verified ahead is what would have been verified in the end, and once', async () => {
  const asked = new Map<string, number>()
  const { inventory, signatures } = await read([{ path: 'cp1.tgz', bytes: archive }], {
    arithmetic: {
      ...HERE,
      verify: (child, key) => {
        const pair = `${child.id} ${key.spki}`
        asked.set(pair, (asked.get(pair) ?? 0) + 1)
        return HERE.verify(child, key)
      },
    },
  })
  expect(Math.max(...asked.values())).toBe(1)
  const plain = await verifySignatures(inventory.certificates, HERE.verify)
  for (const { id } of inventory.certificates) {
    expect(signatures.signers(id)).toEqual(plain.signers(id))
    for (const { id: issuer } of inventory.certificates) expect(signatures.check(id, issuer)).toBe(plain.check(id, issuer))
  }
})

test('a guess that was wrong is not an answer for another key', async () => {
  const { inventory, signatures } = await read([{ path: 'cp1.tgz', bytes: archive }], {
    arithmetic: { ...HERE, verify: (_child, key) => Promise.resolve(key.spki.length % 2 === 0 ? 'invalid' : 'valid') },
  })
  const plain = await verifySignatures(inventory.certificates, (_child, key) =>
    Promise.resolve(key.spki.length % 2 === 0 ? 'invalid' : 'valid'),
  )
  for (const { id } of inventory.certificates) expect(signatures.signers(id)).toEqual(plain.signers(id))
})
