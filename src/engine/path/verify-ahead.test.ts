import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { read } from '../read.ts'
import { HERE } from '../x509/arithmetic.ts'
import { VerifyAhead } from './verify-ahead.ts'
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

test('those that come before their issuer are verified while the rest is read', async () => {
  const { inventory } = await read([{ path: 'cp1.tgz', bytes: archive }])
  const { certificates } = inventory
  const pairs = certificates.flatMap((child) => {
    const issuer = certificates.find(
      ({ id, isCA, subject, subjectKeyId }) =>
        isCA && id !== child.id && subject.der === child.issuer.der && subjectKeyId !== null && subjectKeyId === child.authorityKeyId,
    )
    return issuer ? [{ child, issuer }] : []
  })
  expect(pairs.length).toBeGreaterThan(5)
  const asked: string[] = []
  const ahead = new VerifyAhead((child, key) => {
    asked.push(`${child.id} ${key.spki}`)
    return HERE.verify(child, key)
  })
  for (const { child } of pairs) ahead.take(child)
  ahead.catchUp()
  expect(asked).toEqual([])
  for (const issuer of new Set(pairs.map((pair) => pair.issuer))) ahead.take(issuer)
  asked.length = 0
  ahead.catchUp()
  expect(new Set(asked)).toEqual(new Set(pairs.map(({ child, issuer }) => `${child.id} ${issuer.publicKey.spki}`)))
  for (const { child, issuer } of pairs) expect(await ahead.verify(child, issuer.publicKey)).toBe('valid')
  expect(asked.length).toBe(pairs.length)
})
