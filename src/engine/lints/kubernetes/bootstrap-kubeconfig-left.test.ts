import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { at, plainCall, plainInventory, plainKubeconfig, plainPresented } from '../../testing/plain.ts'
import { bootstrapKubeconfigLeft as rule } from './bootstrap-kubeconfig-left.ts'

test('kubernetes/bootstrap-kubeconfig-left fires and stays silent', () => {
  const token = {
    id: 0,
    kind: 'bootstrap',
    location: at('cp1/bootstrap-kubelet.conf'),
    bootstrapId: 'abcdef',
    algorithm: null,
    keyId: null,
    issuer: null,
    subject: null,
    audiences: [],
    issuedAt: null,
    notBefore: null,
    expires: null,
    namespace: null,
    serviceAccount: null,
    secret: null,
    verifiedBy: [],
    signatureProblem: null,
  } as const
  const drop = (certificate: number | null) => ({
    inventory: plainInventory({
      tokens: [token],
      kubeconfigs: [plainKubeconfig('cp1/bootstrap-kubelet.conf', {}, { token: 0, hasToken: true })],
    }),
    calls: [plainCall('kubelet->kube-apiserver', { client: plainPresented(certificate) })],
  })
  expect(outcome(rule, drop(0)).hits[0]?.locations?.[0]?.file).toBe('cp1/bootstrap-kubelet.conf')
  silent(rule, drop(null))
})
