import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainCluster, plainInventory, plainPresented } from '../../testing/plain.ts'
import { usageTooWide as rule } from './usage-too-wide.ts'

test('kubernetes/usage-too-wide fires and stays silent', () => {
  const one = (...extKeyUsage: string[]) => ({
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0, extKeyUsage })] }),
    calls: [plainCall('admin->kube-apiserver', { client: plainPresented(0) })],
  })
  fires(rule, one('1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1'), [[0]])
  silent(rule, one('1.3.6.1.5.5.7.3.2'))
  silent(rule, { ...one('1.3.6.1.5.5.7.3.1'), clusters: [plainCluster({ layout: 'minikube' })] })
})
