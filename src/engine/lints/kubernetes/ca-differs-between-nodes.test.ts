import { expect, test } from 'vitest'
import { fires, outcome, silent } from '../../testing/lints.ts'
import { at, plainCA, plainCluster, plainInventory } from '../../testing/plain.ts'
import { caDiffersBetweenNodes as rule } from './ca-differs-between-nodes.ts'

const NODES = ['cp1', 'cp2', 'cp3']
const clusters = [plainCluster({ nodes: NODES, controlPlanes: NODES })]
/** `keys[n]` is the number of the certificate node n holds in `file`. */
const drop = (file: string, keys: readonly number[]) => ({
  inventory: plainInventory({
    certificates: [plainCA({ id: 0 }), plainCA({ id: 1 }), plainCA({ id: 2 })],
    locations: [0, 1, 2].map((id) => NODES.flatMap((node, n) => (keys[n] === id ? [at(`nodes/${node}/etc/kubernetes/pki/${file}`)] : []))),
  }),
  clusters,
})

test.each(['ca.crt', 'etcd/ca.crt', 'front-proxy-ca.crt', 'etcd/peer-ca.crt', 'request-header-ca.crt', 'server-ca.crt'])(
  '%s: the odd one out is named',
  (file) => {
    fires(rule, drop(file, [0, 0, 1]), [[1]])
    const [hit] = outcome(rule, drop(file, [0, 0, 1])).hits
    expect(hit?.data).toEqual({ nodes: NODES, odd: ['cp3'] })
    expect(hit?.locations).toEqual([at(`nodes/cp3/etc/kubernetes/pki/${file}`)])
    silent(rule, drop(file, [0, 0, 0]))
  },
)

test('where nobody has a majority, all are shown and none is called odd', () => {
  fires(rule, drop('ca.crt', [0, 1]), [[0, 1]])
  expect(outcome(rule, drop('ca.crt', [0, 1])).hits[0]?.data['odd']).toEqual([])
  fires(rule, drop('ca.crt', [0, 1, 2]), [[0, 1, 2]])
})

test('a bundle of the old and the new key agrees with either', () => {
  const { inventory } = drop('ca.crt', [0, 0, 0])
  const [old, ...others] = inventory.locations
  silent(rule, {
    inventory: { ...inventory, locations: [old!, [at('nodes/cp3/etc/kubernetes/pki/ca.crt')], ...others.slice(1)] },
    clusters,
  })
})

test('service-account keys are compared by key, the private with the public', () => {
  const key = (id: number, spki: string, files: readonly string[]) => ({
    id,
    kind: 'private' as const,
    algorithm: 'RSA',
    bits: 2048,
    spki,
    format: 'PKCS #1' as const,
    encrypted: false,
    locations: files.map((file) => at(`nodes/${file}`)),
  })
  const keys = (odd: string) => ({
    inventory: plainInventory({
      keys: [key(0, 'one', ['cp1/pki/sa.key', 'cp1/pki/sa.pub', 'cp2/pki/sa.key']), key(1, odd, ['cp3/pki/sa.key'])],
    }),
    clusters,
  })
  expect(outcome(rule, keys('two')).hits.map(({ data }) => data['odd'])).toEqual([['cp3']])
  silent(rule, keys('one'))
})
