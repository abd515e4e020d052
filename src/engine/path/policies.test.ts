import { expect, it } from 'vitest'
import { plainCA, plainCertificate, plainName } from '../testing/plain.ts'
import type { Certificate } from '../x509/certificate.ts'
import { invalidPolicyAt } from './policies.ts'

const ANY = '2.5.29.32.0'
const [GOLD, SILVER] = ['1.2.3.1', '1.2.3.2']
const issued = { issuer: plainName('root'), subject: plainName('sub') }
/** End entity, one intermediate, anchor. */
const path = (leaf: Partial<Certificate>, sub: Partial<Certificate>) => [
  plainCertificate(leaf),
  plainCA({ id: 1, ...issued, ...sub }),
  plainCA({ id: 2 }),
]

it('asks for nothing where no certificate does', () => {
  expect(invalidPolicyAt(path({}, {}))).toBeNull()
  expect(invalidPolicyAt(path({ policies: [GOLD] }, { policies: [SILVER] }))).toBeNull()
})

it('requireExplicitPolicy wants one policy all the way', () => {
  const explicit = { requireExplicitPolicy: 0, policies: [GOLD] }
  expect(invalidPolicyAt(path({ policies: [GOLD] }, explicit))).toBeNull()
  expect(invalidPolicyAt(path({ policies: [SILVER] }, explicit))).toBe(0)
  expect(invalidPolicyAt(path({}, explicit))).toBe(0)
})

it('anyPolicy stands for every policy until it is inhibited', () => {
  expect(invalidPolicyAt(path({ policies: [GOLD] }, { requireExplicitPolicy: 0, policies: [ANY] }))).toBeNull()
  expect(invalidPolicyAt(path({ policies: [ANY] }, { requireExplicitPolicy: 0, policies: [GOLD] }))).toBeNull()
  expect(invalidPolicyAt(path({ policies: [ANY] }, { requireExplicitPolicy: 0, policies: [GOLD], inhibitAnyPolicy: 0 }))).toBe(0)
})

it('a mapping renames a policy below; one that touches anyPolicy is invalid even unasked', () => {
  const mapped = { requireExplicitPolicy: 0, policies: [GOLD], policyMappings: [{ issuer: GOLD, subject: SILVER }] }
  expect(invalidPolicyAt(path({ policies: [SILVER] }, mapped))).toBeNull()
  expect(invalidPolicyAt(path({ policies: [GOLD] }, mapped))).toBe(0)
  expect(invalidPolicyAt(path({ policies: [GOLD] }, { policies: [GOLD], policyMappings: [{ issuer: ANY, subject: GOLD }] }))).toBe(1)
})
