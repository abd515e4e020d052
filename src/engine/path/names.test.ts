import { expect, it } from 'vitest'
import { plainCertificate, plainName } from '../testing/plain.ts'
import { verifyHostName } from './names.ts'

const covering = (dns: readonly string[], ip: readonly (readonly number[])[] = []) =>
  plainCertificate({ names: { dns, ip, email: [], uri: [] } })

it.each([
  ['kubernetes', 'kubernetes'],
  ['kubernetes', 'KUBERNETES'],
  ['kubernetes.default', 'kubernetes.default.'],
  ['*.example.com', 'etcd.example.com'],
  ['a_b.example.com', 'a_b.example.com'],
  ['-bad.example', '-bad.example'],
  ['host name', 'HOST name'],
])('%s covers %s', (pattern, host) => {
  expect(verifyHostName(covering([pattern]), host)).toBeNull()
})

it.each([
  ['*.example.com', 'a.b.example.com', 'mismatch'],
  ['*.example.com', 'example.com', 'mismatch'],
  ['f*.example.com', 'foo.example.com', 'mismatch'],
  ['*', 'kubernetes', 'mismatch'],
  ['a.*.com', 'a.b.com', 'mismatch'],
  ['example.com.', 'example.com', 'mismatch'],
  ['10.96.0.1', '10.96.0.1', 'no-ip-sans'],
  ['kubernetes', 'host name', 'invalid-name'],
  ['kubernetes', '', 'invalid-name'],
] as const)('%s does not cover %s', (pattern, host, why) => {
  expect(verifyHostName(covering([pattern]), host)?.why).toBe(why)
})

it('addresses match by value, in brackets and as IPv4 in IPv6', () => {
  const certificate = covering(
    [],
    [
      [10, 96, 0, 1],
      [0xfd, ...Array.from({ length: 14 }, () => 0), 1],
    ],
  )
  for (const host of ['10.96.0.1', '[10.96.0.1]', '::ffff:10.96.0.1', 'fd00::1', '[FD00:0::1]'])
    expect(verifyHostName(certificate, host)).toBeNull()
  expect(verifyHostName(certificate, '[fd00::2]')).toMatchObject({
    dialled: 'fd00::2',
    why: 'mismatch',
    presented: ['10.96.0.1', 'fd00::1'],
  })
  // A zone makes it no address, and no host name.
  expect(verifyHostName(certificate, 'fd00::1%eth0')?.why).toBe('invalid-name')
})

it('the common name covers nothing', () => {
  const certificate = plainCertificate({ names: null, subject: plainName('kubernetes') })
  expect(verifyHostName(certificate, 'Kubernetes')?.why).toBe('legacy-common-name')
  expect(verifyHostName(certificate, 'other')?.why).toBe('no-sans')
})
