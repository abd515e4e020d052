/** Which of several serving certificates a client sees: the map of k8s.io/apiserver and the look-up of crypto/tls. */
import { expect, test } from 'vitest'
import { plainCertificate, plainName, plainText, plainUse } from '../testing/plain.ts'
import type { PresentedPair } from './plan.ts'
import { servingFor, unknownApiServer } from './providers.ts'

const names = (...dns: string[]) =>
  ({ dns, ip: [], email: [], uri: [], rfc822: [] }) as unknown as NonNullable<ReturnType<typeof plainCertificate>['names']>
const certificates = [
  plainCertificate({ id: 0, names: names('default.example.com') }),
  plainCertificate({ id: 1, subject: plainName('api.example.com'), names: names('*.example.com') }),
  plainCertificate({ id: 2, subject: plainName('kube-apiserver'), names: names('lb.example.com', 'UPPER.example.com') }),
  plainCertificate({ id: 3, subject: plainName('192.0.2.11'), names: names('other.example.org') }),
]
const pair = (id: number): PresentedPair => {
  const use = plainUse('kube-apiserver', '--tls-sni-cert-key', `sni-${id}.crt`)
  return { kind: 'pair', certificate: { use, text: plainText(`sni-${id}.crt`, [id]) }, key: null, store: null }
}
const server = (sni: readonly { pair: PresentedPair; names: readonly string[] | null }[]) => ({
  ...unknownApiServer([]),
  serving: pair(0),
  sni,
  addresses: new Set(['192.0.2.11', '2001:db8::11']),
})
const seen = (sni: Parameters<typeof server>[0], name: string) => {
  const presented = servingFor(server(sni), name, certificates)
  return presented.kind === 'pair' ? presented.certificate.text?.blocks[0]?.certificate : null
}
const implicit = [1, 2, 3].map((id) => ({ pair: pair(id), names: null }))

test('a whole name goes before a wildcard, whichever pair stands first', () => {
  expect(seen(implicit, 'lb.example.com')).toBe(2)
  expect(seen(implicit, 'any.example.com')).toBe(1)
  expect(seen(implicit, 'a.b.example.com')).toBe(0)
})
test('the common name counts where it is a domain; what is written in capitals is never asked for', () => {
  expect(seen(implicit, 'api.example.com')).toBe(1)
  expect(seen(implicit, 'kube-apiserver')).toBe(2)
  expect(seen(implicit, 'UPPER.example.com')).toBe(1)
})
test('explicit names replace those of the certificate and beat them; the earlier pair wins', () => {
  const explicit = [{ pair: pair(3), names: ['lb.example.com'] }, ...implicit]
  expect(seen(explicit, 'lb.example.com')).toBe(3)
  expect(seen(explicit, 'other.example.org')).toBe(3)
  expect(seen([{ pair: pair(1), names: ['x'] }], 'other.example.org')).toBe(0)
  expect(
    seen(
      [
        { pair: pair(1), names: ['x'] },
        { pair: pair(2), names: ['x'] },
      ],
      'x',
    ),
  ).toBe(1)
})
test('an address is looked up by where the connection arrives, among explicit names alone', () => {
  const explicit = [{ pair: pair(2), names: ['2001:db8::11'] }]
  expect(seen(explicit, '2001:db8::11')).toBe(2)
  expect(seen(explicit, '192.0.2.11')).toBe(0)
  // The service's address arrives at one of the server's own.
  expect(seen(explicit, '10.96.0.1')).toBe(2)
  expect(seen(implicit, '192.0.2.11')).toBe(0)
})
test('a name nobody is listed under gets the first certificate that covers it, the default one before all others', () => {
  expect(seen([{ pair: pair(2), names: ['x'] }], 'lb.example.com')).toBe(2)
  expect(seen([{ pair: pair(1), names: ['x'] }], 'default.example.com')).toBe(0)
})
