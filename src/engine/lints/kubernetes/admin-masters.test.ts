import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainCluster, plainInventory, plainName, plainPresented } from '../../testing/plain.ts'
import { adminMasters as rule } from './admin-masters.ts'

test('kubernetes/admin-masters fires and stays silent', () => {
  const one = (version: string) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, subject: plainName('kubernetes-admin', 'system:masters') })] }),
    calls: [plainCall('admin->kube-apiserver', { client: plainPresented(0) })],
    clusters: [plainCluster({ version })],
  })
  fires(rule, one('1.34.3'), [[0]])
  silent(rule, one('1.28.1'))
})
