import { expect, it } from 'vitest'
import { plainCA, plainCertificate } from '../testing/plain.ts'
import type { GeneralNames, Subtrees } from '../x509/certificate.ts'
import { checkNameConstraints } from './name-constraints.ts'

const NONE = { dns: [], ip: [], email: [], uri: [] }
const check = (names: Partial<GeneralNames>, permitted: Partial<Subtrees>, excluded: Partial<Subtrees> = {}) =>
  checkNameConstraints([
    plainCertificate({ names: { ...NONE, ...names } }),
    plainCA({ id: 1, nameConstraints: { critical: true, permitted: { ...NONE, ...permitted }, excluded: { ...NONE, ...excluded } } }),
  ])

it.each([
  ['example.com', 'example.com', true],
  ['example.com', 'a.EXAMPLE.com', true],
  ['example.com', 'badexample.com', false],
  ['.example.com', 'a.example.com', true],
  ['.example.com', 'example.com', false],
  ['', 'anything', true],
])('a subtree %s permits %s: %s', (subtree, name, within) => {
  expect(check({ dns: [name] }, { dns: [subtree] }) === null).toBe(within)
  expect(check({ dns: [name] }, {}, { dns: [subtree] }) === null).toBe(!within)
})

it('an excluded name is reached by the wildcard above it, a permitted one is not', () => {
  expect(check({ dns: ['*.example.com'] }, {}, { dns: ['bar.example.com'] })).toMatchObject({
    why: 'excluded',
    constraint: 'bar.example.com',
    constrainedBy: 1,
  })
  expect(check({ dns: ['*.example.com'] }, { dns: ['bar.example.com'] })?.why).toBe('not-permitted')
})

it('a hyphen does not hide a subtree from the one it lies in', () => {
  for (const dns of [
    ['a.com', 'a-a.com', 'a.a.com'],
    ['a.a.com', 'a-a.com', 'a.com'],
  ]) {
    for (const name of ['x.a.com', 'x.a.a.com', 'x.a-a.com']) expect(check({ dns: [name] }, { dns })).toBeNull()
  }
})

it('addresses by network, IPv4 and IPv6 apart; no constraint of a form leaves it free', () => {
  const ten = { address: [10, 0, 0, 0], mask: [255, 0, 0, 0] }
  expect(check({ ip: [[10, 96, 0, 1]] }, { ip: [ten] })).toBeNull()
  expect(check({ ip: [[11, 0, 0, 1]] }, { ip: [ten] })).toMatchObject({ form: 'ip', name: '11.0.0.1', constraint: '10.0.0.0/8' })
  expect(check({ ip: [Array.from({ length: 16 }, () => 1)] }, { ip: [ten] })?.why).toBe('not-permitted')
  expect(check({ ip: [[11, 0, 0, 1]] }, { dns: ['example.com'] })).toBeNull()
})

it('mailboxes by whole address with the case of the local part, by host, by domain', () => {
  expect(check({ email: ['a@EXAMPLE.com'] }, { email: ['a@example.com'] })).toBeNull()
  expect(check({ email: ['A@example.com'] }, { email: ['a@example.com'] })?.form).toBe('email')
  expect(check({ email: ['x@b.example.com'] }, { email: ['.example.com'] })).toBeNull()
  expect(check({ email: ['no mailbox'] }, {}, { dns: ['example.com'] })).toMatchObject({ form: 'email', why: 'unparseable' })
})

it('URIs by their host, which must be a name', () => {
  expect(check({ uri: ['https://a.example.com:6443/x'] }, { uri: ['.example.com'] })).toBeNull()
  for (const uri of ['https://10.0.0.1/', 'https://[::1]:1/', 'urn:x:y']) {
    expect(check({ uri: [uri] }, { uri: ['example.com'] })).toMatchObject({ form: 'uri', why: 'unparseable' })
  }
})

it('binds intermediates below, never the certificate that bears it', () => {
  const constraints = { critical: true, permitted: { ...NONE, dns: ['example.com'] }, excluded: NONE }
  const outside = { ...NONE, dns: ['other.test'] }
  expect(checkNameConstraints([plainCertificate(), plainCA({ id: 1, names: outside, nameConstraints: constraints })])).toBeNull()
  expect(
    checkNameConstraints([plainCertificate(), plainCA({ id: 1, names: outside }), plainCA({ id: 2, nameConstraints: constraints })])
      ?.constrainedBy,
  ).toBe(2)
})

it('ten thousand names against ten thousand subtrees take no time', () => {
  const dns = Array.from({ length: 10_000 }, (_, i) => `n${i}.example.com`)
  expect(check({ dns: dns.map((name) => `x.${name}`) }, { dns }, { dns: dns.map((name) => `not.${name}`) })).toBeNull()
}, 2000)
