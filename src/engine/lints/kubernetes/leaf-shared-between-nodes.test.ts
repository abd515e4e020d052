import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { at, plainCertificate, plainCluster, plainInventory } from '../../testing/plain.ts'
import { leafSharedBetweenNodes as rule } from './leaf-shared-between-nodes.ts'

test('kubernetes/leaf-shared-between-nodes fires and stays silent', () => {
  const drop = (other: string) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, extKeyUsage: ['1.3.6.1.5.5.7.3.1'] })],
      locations: [[at('cp1/peer.crt'), at(`${other}/peer.crt`)]],
    }),
    clusters: [plainCluster({ nodes: ['cp1', 'cp2'] })],
  })
  fires(rule, drop('cp2'), [[0]])
  silent(rule, drop('cp1'))
})
