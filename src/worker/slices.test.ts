import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../engine/audit.ts'
import { Crossing } from './crossing.ts'
import { mentionedBy } from './mentioned.ts'
import { Assembly } from './assembly.ts'
import { controlSlices, inventorySlices, mentionedSlices, type Sent, type Slice, slicesOf } from './slices.ts'

const archive = new Uint8Array(readFileSync(new URL('../engine/testing/distributions/kubeadm.tar.gz', import.meta.url)))
const JUNE = Date.parse('2026-06-15T00:00:00Z') / 1000
const NEXT_YEAR = Date.parse('2027-06-15T00:00:00Z') / 1000
const evidence = await read([{ path: 'cp1.tgz', bytes: archive }])
const add = (assembly: Assembly, ...slices: readonly Iterable<Slice>[]) => {
  for (const slice of structuredClone(slices.flatMap((some) => [...some]))) assembly.add(slice)
}
const files = evidence.inventory.files.filter(({ directory }) => !directory)
/** As the page is shown it: of directories it is told nothing. */
const shown = (audit: Audit): Audit => ({ ...audit, inventory: { ...audit.inventory, files }, controls: [] })

test('an audit arrives as it was sent, the first and every later one', () => {
  const assembly = new Assembly()
  const first = judge(evidence, { at: JUNE })
  add(assembly, inventorySlices(evidence.inventory), slicesOf(first, []))
  const arrived = assembly.finish()
  expect(files.length).toBeLessThan(first.inventory.files.length)
  expect(arrived).toEqual(shown(first))

  const second = judge(evidence, { at: NEXT_YEAR })
  const changes = [...slicesOf(second, [first])]
  expect(changes.some(({ of }) => of === 'inventory')).toBe(false)
  add(assembly, changes)
  const later = assembly.finish()
  expect(later).toEqual(shown(second))
  expect(later.inventory).toBe(arrived.inventory)
  expect(second.calls).not.toEqual(first.calls)

  // What only exports tell is asked for by them, and never that of another moment.
  add(assembly, controlSlices(second, null))
  expect(assembly.complete()).toEqual({ ...second, inventory: later.inventory })
  const third = judge(evidence, { at: JUNE })
  add(assembly, slicesOf(third, [second, first]), controlSlices(third, second))
  expect(assembly.complete()).toEqual({ ...third, inventory: later.inventory })
  expect(third.controls.length).toBeGreaterThan(0)
})

test('what did not change is not sent again, and stays the same object', () => {
  const assembly = new Assembly()
  const first = judge(evidence, { at: JUNE })
  add(assembly, slicesOf(first, []))
  const { calls } = assembly.finish()
  const second = judge(evidence, { at: JUNE + 60 })
  const changes = [...slicesOf(second, [first])]
  expect(changes.filter((slice) => slice.of === 'list' && slice.list === 'calls')).toEqual([
    { of: 'list', list: 'calls', first: true, against: 0, runs: [{ from: 0, to: calls.length }] },
  ])
  add(assembly, changes)
  expect(assembly.finish().calls).toBe(calls)
})

test('a moment moved back to is told by what was told of it', () => {
  const assembly = new Assembly()
  const first = judge(evidence, { at: JUNE })
  const second = judge(evidence, { at: NEXT_YEAR })
  add(assembly, slicesOf(first, []))
  const { calls } = assembly.finish()
  add(assembly, slicesOf(second, [first]))
  const other = assembly.finish()
  expect(other.calls).toEqual(second.calls)
  // Its ends are still the same objects, though what is said of them is not.
  expect(other.calls.some((call, i) => call !== calls[i] && call.client !== null && call.client === calls[i]?.client)).toBe(true)
  const third = judge(evidence, { at: JUNE })
  add(assembly, slicesOf(third, [second, first]))
  expect(assembly.finish()).toEqual({ ...third, inventory: assembly.inventory(), controls: [] })
  expect(assembly.finish().calls).toBe(calls)
})

test('first what is mentioned, each once, then the rest: in the end the whole', () => {
  const assembly = new Assembly()
  const audit = judge(evidence, { at: JUNE })
  const sent: Sent = new Map()
  add(assembly, mentionedSlices(evidence.inventory, mentionedBy(audit, null), sent), slicesOf(audit, []))
  const first = assembly.finish().inventory
  for (const list of Object.keys(first) as (keyof typeof first)[])
    expect(first[list].length, list).toBe(shown(audit).inventory[list].length)
  const here = Object.keys(first.certificates).length
  expect(here).toBeGreaterThan(0)
  expect(here).toBeLessThan(first.certificates.length)
  // Without the others that stand in the same buffer.
  expect(first.certificates.every(({ id, der }, at) => id === at && der.buffer.byteLength === der.length)).toBe(true)

  expect([...mentionedSlices(evidence.inventory, mentionedBy(audit, null), sent)]).toEqual([])
  expect(assembly.inventory()).toBe(first)

  // In the middle of it something else is mentioned, and shown.
  const rest = [...inventorySlices(evidence.inventory)]
  add(assembly, rest.slice(0, 2))
  expect(Object.keys(assembly.inventory().certificates).length).toBe(first.certificates.length)
  add(assembly, rest.slice(2))
  expect(assembly.inventory()).toEqual(shown(audit).inventory)
  expect(Object.keys(first.certificates).length).toBe(here)
})

test('the last slice makes the share whole, and none of a small inventory waits', () => {
  const { inventory } = evidence
  const small = new Crossing(inventory)
  expect([...small.first(5000)].length).toBeGreaterThan(0)
  expect(small.whole).toBe(true)

  // As many more of what is lightest, and directories, which do not cross.
  const [file] = files
  const directory = inventory.files.find((one) => one.directory)!
  const large = new Crossing({ ...inventory, files: [...inventory.files, ...Array.from({ length: 6000 }, () => file!), directory] })
  expect([...large.first(5000)]).toEqual([])
  let slice = large.next(true)
  let share = 0
  while (slice !== null) {
    expect(large.share).toBeGreaterThanOrEqual(share)
    share = large.share
    slice = large.next(false)
  }
  expect(share).toBe(1)
  expect(large.whole).toBe(true)
})
