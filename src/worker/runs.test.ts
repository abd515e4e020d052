import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromRuns, runsOf } from './runs.ts'

const items = Array.from({ length: 40 }, (_, n) => ({ n }))

test('a list comes out as it went in, whatever the one before it was', () => {
  const list = fc.array(fc.integer({ min: 0, max: 39 }).map((n) => items[n] ?? { n })).map((found) => [...new Set(found)])
  fc.assert(
    fc.property(list, list, fc.integer({ min: 1, max: 5 }), (last, next, most) => {
      const runs = [...runsOf(next, last, most)]
      expect(fromRuns(runs, last)).toEqual(next)
      // The same objects, not others like them: what stays keeps what was made for it.
      expect(fromRuns(runs, last).every((item, i) => item === next[i])).toBe(true)
      const told = runs.flatMap((run) => ('items' in run ? run.items : []))
      expect(told).toEqual(next.filter((item) => !last.includes(item)))
    }),
  )
})
test('what did not change is one run, and stays the same list', () => {
  const runs = [...runsOf(items, items, 5)]
  expect(runs).toEqual([{ from: 0, to: 40 }])
  expect(fromRuns(runs, items)).toBe(items)
  const changed = items.map((item, i) => (i === 7 ? { n: -1 } : item))
  expect([...runsOf(changed, items, 5)]).toEqual([{ from: 0, to: 7 }, { items: [{ n: -1 }] }, { from: 8, to: 40 }])
})
