import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromRun, type Run, runsOf } from './runs.ts'

const items = Array.from({ length: 40 }, (_, n) => ({ n }))
const listOf = <T>(runs: readonly Run<T>[], last: readonly T[]): readonly T[] => runs.flatMap((run) => fromRun(run, last))

test('a list comes out as it went in, whatever the one before it was', () => {
  const list = fc.array(fc.integer({ min: 0, max: 39 }).map((n) => items[n] ?? { n })).map((found) => [...new Set(found)])
  fc.assert(
    fc.property(list, list, fc.integer({ min: 1, max: 5 }), (last, next, most) => {
      const runs = [...runsOf(next, last, most)]
      expect(listOf(runs, last)).toEqual(next)
      // The same objects, not others like them: what stays keeps what was made for it.
      expect(listOf(runs, last).every((item, i) => item === next[i])).toBe(true)
      const told = runs.flatMap((run) => ('items' in run ? run.items : []))
      expect(told).toEqual(next.filter((item) => !last.includes(item)))
    }),
  )
})
test('what did not change is one run', () => {
  expect([...runsOf(items, items, 5)]).toEqual([{ from: 0, to: 40 }])
  const changed = items.map((item, i) => (i === 7 ? { n: -1 } : item))
  expect([...runsOf(changed, items, 5)]).toEqual([{ from: 0, to: 7 }, { items: [{ n: -1 }] }, { from: 8, to: 40 }])
})
test('of what differs in part only that part is told, its members in their order', () => {
  const use = { file: 'a' }
  const end = { use, keys: [] }
  const last = [
    { end, half: { status: 'trusted', use }, status: 'trusted' },
    { end, half: null },
  ]
  const next = [{ status: 'broken', half: { status: 'broken', told: ['x'], use }, end }, last[1]!]
  const runs = [...runsOf<object>(next, last, 5)]
  const half = new Map<string | 0, unknown>([
    [0, true],
    ['status', 'broken'],
    ['told', ['x']],
    ['use', undefined],
  ])
  const changes = new Map<string | 0, unknown>([
    [0, true],
    ['status', 'broken'],
    ['half', half],
    ['end', undefined],
  ])
  expect(runs).toEqual([
    { at: 0, changes: [changes] },
    { from: 1, to: 2 },
  ])
  const [first] = listOf(structuredClone(runs), last) as typeof next
  expect(JSON.stringify(first)).toBe(JSON.stringify(next[0]))
  expect(first).toMatchObject({ end: { use } })
  expect((first as (typeof next)[0]).end).toBe(end)
})
test('where all members are the same ones, none that stays is told', () => {
  const end = { keys: [] }
  const half = { status: 'trusted', end }
  const runs = [...runsOf<object>([{ end, half: { ...half, status: 'broken' }, at: 2 }], [{ end, half, at: 1 }], 5)]
  const changes = new Map<string, unknown>([
    ['half', new Map([['status', 'broken']])],
    ['at', 2],
  ])
  expect(runs).toEqual([{ at: 0, changes: [changes] }])
})
test('objects with parts in common come out as they went in', () => {
  const parts = [...items.slice(0, 3), ['a'], null, 'x', 7, false, { within: items[0], other: { n: 1 } }]
  const object = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__x'), fc.constantFrom(...parts, { within: items[0], other: 2 }))
  fc.assert(
    fc.property(fc.array(object), fc.array(object), fc.integer({ min: 1, max: 5 }), (last, next, most) => {
      const runs = structuredClone([...runsOf<object>(next, last, most)])
      expect(JSON.stringify(listOf(runs, last))).toBe(JSON.stringify(next))
    }),
  )
})
