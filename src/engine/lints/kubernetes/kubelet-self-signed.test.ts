import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainInventory, plainName, plainPresented } from '../../testing/plain.ts'
import { kubeletSelfSigned as rule } from './kubelet-self-signed.ts'

test('kubernetes/kubelet-self-signed fires and stays silent', () => {
  const one = (issuer: string) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, issuer: plainName(issuer) })] }),
    calls: [plainCall('kube-apiserver->kubelet', { server: plainPresented(0) })],
  })
  fires(rule, one('cp1-ca@1600000000'), [[0]])
  silent(rule, one('kubernetes'))
})
