import { expect, test } from 'vitest'
import { fires, outcome, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainCluster, plainInventory, plainName, plainPresented } from '../../testing/plain.ts'
import { systemMasters as rule } from './system-masters.ts'

test('kubernetes/system-masters fires and stays silent', () => {
  const one = (organization: string) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, subject: plainName('me', organization) })] }),
    calls: [plainCall('client->kube-apiserver', { client: plainPresented(0) })],
  })
  fires(rule, one('system:masters'), [[0]])
  silent(rule, one('developers'))
  silent(rule, { ...one('system:masters'), calls: [plainCall('super-admin->kube-apiserver', { client: plainPresented(0) })] })
  expect(outcome(rule, { ...one('system:masters'), clusters: [plainCluster({ layout: 'k3s' })] }).hits[0]?.severity).toBe('notice')
})
