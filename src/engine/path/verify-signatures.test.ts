import { expect, it } from 'vitest'
import { plainCA, plainCertificate, plainName } from '../testing/plain.ts'
import type { SignatureAnswer } from './signatures.ts'
import { verifySignatures } from './verify-signatures.ts'

const key = (spki: string) => ({ algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki }) as const
/** Counts what is asked; a child is signed by the key `signer` names. */
function verifier(signer: (id: number) => string) {
  const asked: string[] = []
  const verify = ({ id }: { readonly id: number }, { spki }: { readonly spki: string }): Promise<SignatureAnswer> => {
    asked.push(`${id} ${spki}`)
    return Promise.resolve(signer(id) === spki ? 'valid' : 'invalid')
  }
  return { asked, verify }
}

it('asks the nearest of a thousand namesakes first, and nobody after it', async () => {
  const clusters = 500
  const certificates = Array.from({ length: clusters }, (_, i) => [
    plainCA({ id: 2 * i, publicKey: key(`ca-${i}`), subjectKeyId: null }),
    plainCertificate({ id: 2 * i + 1, authorityKeyId: null }),
  ]).flat()
  const { asked, verify } = verifier((id) => `ca-${id >> 1}`)
  const signatures = await verifySignatures(certificates, verify)
  expect(asked.length).toBeLessThan(3 * certificates.length)
  expect(signatures.check(401, 400)).toBe('valid')
  expect(signatures.check(401, 398)).toBe('invalid')
  expect(signatures.signers(401)).toEqual([400])
  expect(signatures.signers(400)).toEqual([400])
  expect(signatures.unasked).toBeNull()
})

it('finds the signer under a name written otherwise, and by key identifier', async () => {
  const certificates = [
    plainCertificate({ id: 0, issuer: { ...plainName('KUBERNETES'), der: 'other octets' }, authorityKeyId: null }),
    plainCertificate({ id: 1, issuer: plainName('elsewhere'), authorityKeyId: 'aa' }),
    plainCA({ id: 2, publicKey: key('ca') }),
  ]
  const signatures = await verifySignatures(certificates, verifier(() => 'ca').verify)
  expect([signatures.signers(0), signatures.signers(1), signatures.signers(2)]).toEqual([[2], [2], [2]])
})

it('asks once per key, and keeps going where no key fits', async () => {
  const certificates = [
    plainCertificate({ id: 0 }),
    plainCA({ id: 1, publicKey: key('a') }),
    plainCA({ id: 2, publicKey: key('a') }),
    plainCA({ id: 3, publicKey: key('b') }),
  ]
  const { asked, verify } = verifier((id) => (id === 0 ? 'nobody' : 'a'))
  const signatures = await verifySignatures(certificates, verify)
  expect(asked.filter((pair) => pair.startsWith('0 ')).toSorted()).toEqual(['0 a', '0 b'])
  expect([signatures.check(0, 2), signatures.check(0, 3), signatures.signers(0)]).toEqual(['invalid', 'invalid', []])
})

it('asks no key that costs more than is left, and the cheaper ones all the same', async () => {
  // Each takes JavaScript a seventh of a second.
  const giant = (n: number) => ({ ...key(`giant-${n}`), bits: 65_536, exponent: '2147483647' })
  const certificates = [
    ...Array.from({ length: 300 }, (_, id) => plainCA({ id, publicKey: giant(id), subjectKeyId: null, authorityKeyId: null })),
    plainCertificate({ id: 300, issuer: plainName('etcd-ca'), authorityKeyId: null }),
    plainCA({ id: 301, subject: plainName('etcd-ca'), issuer: plainName('etcd-ca'), publicKey: key('etcd') }),
  ]
  const { asked, verify } = verifier((id) => (id > 299 ? 'etcd' : 'nobody'))
  const signatures = await verifySignatures(certificates, verify)
  expect(asked.filter((pair) => pair.includes('giant')).length).toBeLessThan(120)
  expect(signatures.check(300, 301)).toBe('valid')
  expect(signatures.check(299, 298)).toBeNull()
  expect(signatures.unasked).not.toBeNull()
})
