import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainInventory, plainPresented } from '../../testing/plain.ts'
import { unexplainedAddress as rule } from './unexplained-address.ts'

test('advice/unexplained-address fires and stays silent', () => {
  const one = (last: number) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, names: { dns: [], ip: [[10, 0, 0, last]], email: [], uri: [] } })],
    }),
    calls: [plainCall('pod->kube-apiserver', { serverName: '10.0.0.1', server: plainPresented(0) })],
  })
  fires(rule, one(9), [[0]])
  silent(rule, one(1))
})
