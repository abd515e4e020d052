import { expect, test } from 'vitest'
import { SettingKinds } from './setting-kinds.ts'

const list = (...names: string[]) => names.map((name) => ({ name }))

test('lists of the same names share their places, and no others do', () => {
  const kinds = new SettingKinds((name) => name.replace(/^within\./, '--'))
  const first = kinds.placesOf(list('--a', '--b', '--a', 'within.c'))
  expect([...first]).toEqual([
    ['--a', [0, 2]],
    ['--b', [1]],
    ['--c', [3]],
  ])
  expect(kinds.placesOf(list('--a', '--b', '--a', 'within.c'))).toBe(first)
  expect([...kinds.placesOf(list('--a', '--a', '--b', 'within.c'))]).toEqual([
    ['--a', [0, 1]],
    ['--b', [2]],
    ['--c', [3]],
  ])
  expect(kinds.placesOf([]).size).toBe(0)
})

test('more kinds than are kept are told apart all the same', () => {
  const kinds = new SettingKinds()
  for (const round of [0, 1])
    for (let i = 0; i < 20; i++) expect([round, kinds.placesOf(list('x', `n${i}`)).get(`n${i}`)]).toEqual([round, [1]])
})
