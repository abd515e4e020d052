import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainCluster, plainInventory, plainName, plainPresented } from '../../testing/plain.ts'
import { kubeletClientPrivileged as rule } from './kubelet-client-privileged.ts'

test('kubernetes/kubelet-client-privileged fires and stays silent', () => {
  const one = (version: string, organization: string) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, subject: plainName('kube-apiserver-kubelet-client', organization) })],
    }),
    calls: [plainCall('kube-apiserver->kubelet', { client: plainPresented(0) })],
    clusters: [plainCluster({ version })],
  })
  fires(rule, one('1.36.1', 'kubeadm:cluster-admins'), [[0]])
  fires(rule, one('1.34.3', 'system:masters'), [[0]])
  silent(rule, one('1.34.3', 'kubeadm:cluster-admins'))
  silent(rule, one('1.28.0', 'system:masters'))
})
