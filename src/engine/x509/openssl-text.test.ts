import { expect, it } from 'vitest'
import { AT, authority, leaf } from '../testing/certificates.ts'
import { inspect } from './inspect.ts'
import { opensslText } from './openssl-text.ts'

it('reads like openssl x509 -text', async () => {
  const { der } = await leaf(await authority(), {
    commonName: 'etcd',
    organizations: ['a'],
    san: ['localhost', '::1'],
    serial: 0x1234n,
    notAfter: AT,
  })
  const lines = opensslText(await inspect(der)).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'Certificate:',
      '    Version: 3 (0x2)',
      '    Serial Number: 4660',
      '    Issuer: CN=kubernetes',
      '    Subject: CN=etcd,O=a',
      '    Not After : Jul  1 12:00:00 2026 GMT',
      '    Signature Algorithm: ecdsa-with-SHA256',
      '        X509v3 Key Usage: critical',
      '            digitalSignature, keyEncipherment',
      '        X509v3 Basic Constraints: critical',
      '            CA:FALSE',
      '            DNS:localhost, IP Address:::1',
    ]),
  )
})
