import { expect, test } from 'vitest'
import { framesOf } from './frames.ts'

const thrown = (message: string): Error => {
  try {
    throw new TypeError(message)
  } catch (error) {
    return error as Error
  }
}

test('our own lines are kept', () => {
  expect(framesOf(thrown('x'))).toMatch(/^ +at .*frames\.test\.ts:\d+:\d+/)
  expect(framesOf({ name: 'Error', message: 'quoted', stack: 'read@blob:null/1:2:3\n@file:///p.html:4:5\n' })).toBe(
    'read@blob:null/1:2:3\n@file:///p.html:4:5',
  )
})

test.each(['token hunter2@example', 'a\n    at hunter2 (https://h:1:2)\n    at hunter2:1:2', 'a\nhunter2@h:1:2', '\n\nhunter2'])(
  'nothing of a message is: %j',
  (message) => {
    const error = thrown(message)
    expect(framesOf(error)).not.toContain('hunter2')
    expect(framesOf(error)).toContain('frames.test.ts')
    // Firefox has no message in a stack; one that had it elsewhere would not give it either.
    expect(framesOf({ name: 'Error', message, stack: `odd ${message}\nread@blob:null/1:2:3` })).toBe('read@blob:null/1:2:3')
  },
)

test('an error renamed after it was made', () => {
  const error = thrown('a\n    at hunter2 (https://h:1:2)')
  error.name = 'Other'
  expect(framesOf(error)).not.toContain('hunter2')
})
