import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { at, plainCA, plainCluster, plainInventory } from '../../testing/plain.ts'
import { caDiffersBetweenNodes as rule } from './ca-differs-between-nodes.ts'

test('kubernetes/ca-differs-between-nodes fires and stays silent', () => {
  const drop = (second: number) => ({
    inventory: plainInventory({
      certificates: [plainCA({ id: 0 }), plainCA({ id: 1 })],
      locations: [
        [at('nodes/cp1/etc/kubernetes/pki/ca.crt'), ...(second === 0 ? [at('nodes/cp2/etc/kubernetes/pki/ca.crt')] : [])],
        second === 1 ? [at('nodes/cp2/etc/kubernetes/pki/ca.crt')] : [],
      ],
    }),
    clusters: [plainCluster({ nodes: ['cp1', 'cp2'] })],
  })
  fires(rule, drop(1), [[0, 1]])
  silent(rule, drop(0))
})
