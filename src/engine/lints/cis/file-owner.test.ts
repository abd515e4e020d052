import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainFile, plainInventory } from '../../testing/plain.ts'
import { fileOwner as rule } from './file-owner.ts'

const drop = (change: Parameters<typeof plainFile>[1]) => ({
  inventory: plainInventory({ files: [plainFile('etc/kubernetes/pki/apiserver.crt', change)] }),
})

test('cis/file-owner fires and stays silent', () => {
  expect(outcome(rule, drop({ uid: 1000, gid: 1000, owner: 'ann:ann' })).hits[0]?.data).toEqual({ owner: 'ann:ann', controls: ['1.1.19'] })
  expect(outcome(rule, drop({ uid: 0, gid: 100 })).hits[0]?.data['owner']).toBe('0:100')
  silent(rule, drop({ uid: 0, gid: 0 }))
  expect(outcome(rule, drop({})).applied).toBe(0)
})

test('files alike are one finding', () => {
  const files = ['pki/ca.crt', 'pki/apiserver.crt', 'admin.conf'].map((f) => plainFile(`etc/kubernetes/${f}`, { uid: 1000, gid: 1000 }))
  const { hits, applied } = outcome(rule, { inventory: plainInventory({ files }) })
  expect(applied).toBe(3)
  expect(hits.map((hit) => [hit.locations.length, hit.data['controls']])).toEqual([[3, ['1.1.14', '1.1.19', '4.1.8']]])
})
