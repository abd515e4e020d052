import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, read } from '../engine/audit.ts'
import { Assembly, inventorySlices, type Slice, slicesOf } from './slices.ts'

const archive = new Uint8Array(readFileSync(new URL('../engine/testing/distributions/kubeadm.tar.gz', import.meta.url)))
const JUNE = Date.parse('2026-06-15T00:00:00Z') / 1000
const NEXT_YEAR = Date.parse('2027-06-15T00:00:00Z') / 1000
const sent = (slices: Iterable<Slice>) => structuredClone([...slices])

test('an audit arrives as it was sent, the first and every later one', async () => {
  const evidence = await read([{ path: 'cp1.tgz', bytes: archive }])
  const assembly = new Assembly()
  const first = judge(evidence, { at: JUNE })
  for (const slice of sent([...inventorySlices(evidence.inventory), ...slicesOf(first, null)])) assembly.add(slice)
  const arrived = assembly.finish()
  const files = first.inventory.files.filter(({ directory }) => !directory)
  expect(files.length).toBeLessThan(first.inventory.files.length)
  const inventory = { ...first.inventory, files }
  expect(arrived).toEqual({ ...first, inventory })

  const second = judge(evidence, { at: NEXT_YEAR })
  const changes = sent(slicesOf(second, first))
  expect(changes.some(({ of }) => of === 'inventory')).toBe(false)
  for (const slice of changes) assembly.add(slice)
  const later = assembly.finish()
  expect(later).toEqual({ ...second, inventory })
  expect(later.inventory).toBe(arrived.inventory)
  expect(second.calls).not.toEqual(first.calls)
})

test('what did not change is not sent again', async () => {
  const evidence = await read([{ path: 'cp1.tgz', bytes: archive }])
  const first = judge(evidence, { at: JUNE })
  const second = judge(evidence, { at: JUNE + 60 })
  expect([...slicesOf(second, first)].filter(({ of }) => of === 'changed-calls' || of === 'calls')).toEqual([])
})
