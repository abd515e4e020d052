import { expect, test } from 'vitest'
import { paced } from './pace.ts'

function* counted(seen: number[], at: (n: number) => void = () => undefined): Generator {
  try {
    for (let n = 0; n < 12; n++) {
      for (const from = performance.now(); performance.now() - from < 3; );
      seen.push(n)
      at(n)
      yield
    }
  } finally {
    seen.push(-1)
  }
}
const ALL = [...Array.from({ length: 12 }, (_, n) => n), -1]

test('all steps are taken in their order, and none before the caller is done', async () => {
  const seen: number[] = []
  await new Promise<void>((done) => {
    paced(counted(seen), done)
    expect(seen).toEqual([])
  })
  expect(seen).toEqual(ALL)
})

test('what is stopped takes no further step and cleans up', async () => {
  const seen: number[] = []
  let done = false
  let stop = () => undefined as void
  // From within another task, as an effect is undone.
  const steps = counted(seen, (n) => {
    if (n === 4) queueMicrotask(() => stop())
  })
  stop = paced(steps, () => (done = true))
  await new Promise((later) => setTimeout(later, 150))
  expect(done).toBe(false)
  expect(seen.at(-1)).toBe(-1)
  expect(seen.length).toBeLessThan(ALL.length)
})
