import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainInventory, plainPresented } from '../../testing/plain.ts'
import { wildcardName as rule } from './wildcard-name.ts'

test('kubernetes/wildcard-name fires and stays silent', () => {
  const one = (dns: string) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, names: { dns: [dns], ip: [], email: [], uri: [] } })] }),
    calls: [plainCall('admin->kube-apiserver', { server: plainPresented(0) })],
  })
  fires(rule, one('*.example.com'), [[0]])
  silent(rule, one('api.example.com'))
})
