import { expect, test } from 'vitest'
import { fires, outcome, silent } from '../../testing/lints.ts'
import { AT, DAY, plainCall, plainCertificate, plainCluster, plainInventory, plainPresented } from '../../testing/plain.ts'
import { longValidity as rule } from './long-validity.ts'

test('advice/long-validity fires and stays silent', () => {
  const one = (days: number) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, notBefore: AT, notAfter: AT + days * DAY })] }),
    calls: [plainCall('admin->kube-apiserver', { client: plainPresented(0) })],
  })
  fires(rule, one(399), [[0]])
  silent(rule, one(398))
  expect(outcome(rule, { ...one(1095), clusters: [plainCluster({ layout: 'minikube' })] }).hits).toHaveLength(1)
})
