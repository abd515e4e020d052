import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { at, plainCertificate, plainCluster, plainInventory, plainName } from '../../testing/plain.ts'
import { leafSharedBetweenNodes as rule } from './leaf-shared-between-nodes.ts'

test('kubernetes/leaf-shared-between-nodes fires and stays silent', () => {
  const drop = (other: string, change: Parameters<typeof plainCertificate>[0] = { extKeyUsage: ['1.3.6.1.5.5.7.3.1'] }) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, ...change })],
      locations: [[at('cp1/peer.crt'), at(`${other}/peer.crt`)]],
    }),
    clusters: [plainCluster({ nodes: ['cp1', 'cp2'] })],
  })
  fires(rule, drop('cp2'), [[0]])
  fires(rule, drop('cp2', { subject: plainName('system:node:cp1', 'system:nodes') }), [[0]])
  silent(rule, drop('cp2', { subject: plainName('kube-apiserver-kubelet-client') }))
  silent(rule, drop('cp1'))
})
