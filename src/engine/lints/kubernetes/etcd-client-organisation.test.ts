import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainCluster, plainInventory, plainName, plainPresented } from '../../testing/plain.ts'
import { etcdClientOrganisation as rule } from './etcd-client-organisation.ts'

test('kubernetes/etcd-client-organisation fires and stays silent', () => {
  const one = (version: string) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, subject: plainName('kube-apiserver-etcd-client', 'system:masters') })],
    }),
    calls: [plainCall('kube-apiserver->etcd', { client: plainPresented(0) })],
    clusters: [plainCluster({ version })],
  })
  fires(rule, one('1.34.3'), [[0]])
  silent(rule, one('1.28.1'))
})
