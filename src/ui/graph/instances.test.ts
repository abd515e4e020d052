import { expect, it } from 'vitest'
import { fleetAudit } from '../testing/audit.ts'
import { placeInstances } from './instances.ts'

it('lists every instance of a component, the broken first, with the calls that are', () => {
  const kubelets = placeInstances(fleetAudit(1000, 3), 'c', 'kubelet', 30)
  expect(kubelets).toHaveLength(1000)
  expect(kubelets.slice(0, 4)).toEqual([
    { node: 'worker-0001', state: 'broken', broken: ['8'] },
    { node: 'worker-0002', state: 'broken', broken: ['8'] },
    { node: 'worker-0003', state: 'broken', broken: ['8'] },
    { node: 'worker-0004', state: 'trusted', broken: [] },
  ])
})
it('says of an instance no call decides that it is not known', () => {
  expect(placeInstances(fleetAudit(2, 0), 'c', 'etcd', 30).map(({ node, state }) => [node, state])).toEqual([
    ['cp-1', 'broken'],
    ['cp-2', 'unproven'],
    ['cp-3', 'unproven'],
  ])
})
