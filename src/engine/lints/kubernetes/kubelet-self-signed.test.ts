import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainInventory, plainName, plainPresented } from '../../testing/plain.ts'
import { kubeletSelfSigned as rule } from './kubelet-self-signed.ts'

test('kubernetes/kubelet-self-signed fires and stays silent', () => {
  const one = (issuer: string, subject = 'cp1@1600000000') => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, subject: plainName(subject), issuer: plainName(issuer) })] }),
    calls: [plainCall('kube-apiserver->kubelet', { server: plainPresented(0) })],
  })
  fires(rule, one('cp1-ca@1600000000'), [[0]])
  silent(rule, one('kubernetes'))
  // An authority of k3s bears the moment it was made, as the kubelet's own does.
  silent(rule, one('k3s-server-ca@1600000000', 'node1'))
})
