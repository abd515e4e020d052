/** What the page is told of a fleet's audits, one after the other: never a mixture of two. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, read } from '../engine/audit.ts'
import { drained } from '../engine/encoding/steps.ts'
import { overviewOf } from '../report/overview/overview.ts'
import { Assembly } from './assembly.ts'
import { Telling } from './telling.ts'

const archive = new Uint8Array(readFileSync(new URL('../engine/testing/distributions/kubeadm.tar.gz', import.meta.url)))
const evidence = await read([{ path: 'cp1.tgz', bytes: archive }])
const moment = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000
const [JUNE, JULY, YEARS] = [moment('2026-06-15'), moment('2026-07-15'), moment('2029-06-15')]
const LOOK = { cluster: null, node: null, soonDays: 30 }

function page() {
  const assembly = new Assembly()
  const telling = new Telling(evidence, (slice) => assembly.add(structuredClone(slice)), { few: 0, small: 0 })
  const told = () => ({ ...assembly.shown(true).audit, inventory: null })
  return { assembly, telling, told }
}
const expected = (at: number) => ({ ...judge(evidence, { at }), controls: [], inventory: null })

test('who tells all of an audit stops where another is judged, and what it sent so far is in none', () => {
  const { assembly, telling, told } = page()
  telling.judge({ at: JUNE }, LOOK)
  const first = telling.all()
  for (let n = 0; n < 3; n++) expect(first.next().done).toBe(false)
  expect(telling.judge({ at: YEARS }, LOOK)).toBe(false)
  expect(first.next()).toEqual({ done: true, value: false })
  expect(assembly.overview().at).toBe(YEARS)
  expect(drained(telling.rules(LOOK))).toBe(true)
  expect(told()).toEqual(expected(YEARS))
})
test('two who tell the same do not mix', () => {
  const { telling, told } = page()
  telling.judge({ at: JUNE }, LOOK)
  const first = telling.all()
  for (let n = 0; n < 3; n++) first.next()
  expect(drained(telling.rules(LOOK))).toBe(true)
  expect(first.next()).toEqual({ done: true, value: false })
  expect(told()).toEqual(expected(JUNE))
})
test('a finding that is shown already does not cross again, and is in the overview all the same', () => {
  const crossed: number[] = []
  const assembly = new Assembly()
  const telling = new Telling(evidence, (slice) => {
    if (slice.of === 'overview') crossed.push((slice.overview.findings ?? []).filter(({ finding }) => typeof finding !== 'number').length)
    assembly.add(structuredClone(slice))
  })
  const base = judge(evidence, { at: JUNE })
  for (const at of [JUNE, JULY, YEARS, JUNE]) {
    telling.judge({ at }, LOOK)
    expect(assembly.overview()).toEqual(overviewOf(judge(evidence, { at }), base, LOOK))
  }
  const [first = 0, second = 0, third = 0] = crossed
  expect(second).toBeLessThan(first / 2)
  expect(third).toBeGreaterThan(0)
})
test('of a moment at which nothing else is shown nothing else crosses, and what the page has stays the same object', () => {
  const crossed: string[][] = []
  const assembly = new Assembly()
  const telling = new Telling(evidence, (slice) => {
    if (slice.of === 'overview') crossed.push(Object.keys(slice.overview))
    assembly.add(structuredClone(slice))
  })
  telling.judge({ at: JUNE }, LOOK)
  const [first, { audit }] = [assembly.overview(), assembly.shown(true)]
  telling.judge({ at: JUNE + 60 }, LOOK)
  expect(crossed.at(-1)).toEqual(['at'])
  const [second, later] = [assembly.overview(), assembly.shown(true)]
  expect(second.model).toBe(first.model)
  expect(second.findings).toBe(first.findings)
  expect(second.leads).toBe(first.leads)
  expect(later.audit?.findings).toBe(audit?.findings)
  expect(later.audit?.coverage).toBe(audit?.coverage)
})
test('another moment of the same calls is told at once', () => {
  const { telling, told } = page()
  telling.judge({ at: JUNE }, LOOK)
  drained(telling.rules(LOOK))
  expect(telling.judge({ at: JULY }, LOOK)).toBe(true)
  expect(told()).toEqual(expected(JULY))
  expect(telling.judge({ at: YEARS }, LOOK)).toBe(false)
  drained(telling.all())
  expect(telling.judge({ at: JUNE }, LOOK)).toBe(true)
  expect(told()).toEqual(expected(JUNE))
})
test('what is judged beforehand tells nothing, and is told as a fresh judgement says, also where another moment was asked for in between', () => {
  for (const taken of [0, 1, 2, Infinity]) {
    const { assembly, telling, told } = page()
    telling.judge({ at: JUNE }, LOOK)
    drained(telling.rules(LOOK))
    const foreseen = telling.foresee()
    for (let n = 0; n < taken && foreseen.next().done !== true; n++);
    expect(assembly.overview().at).toBe(JUNE)
    telling.judge({ at: JULY }, LOOK)
    drained(foreseen)
    expect(assembly.overview()).toEqual(overviewOf(judge(evidence, { at: JULY }), judge(evidence, { at: JUNE }), LOOK))
    expect(told()).toEqual(expected(JULY))
    telling.judge({ at: YEARS }, LOOK)
    expect(assembly.overview()).toEqual(overviewOf(judge(evidence, { at: YEARS }), judge(evidence, { at: JUNE }), LOOK))
    drained(telling.rules(LOOK))
    expect(told()).toEqual(expected(YEARS))
  }
})
test('of certificates named in slices that were not taken none is left out later', () => {
  const { assembly, telling } = page()
  telling.judge({ at: JUNE }, LOOK)
  const stopped = telling.all()
  stopped.next()
  telling.judge({ at: YEARS }, LOOK)
  stopped.next()
  drained(telling.rules(LOOK))
  const whole = page()
  whole.telling.judge({ at: YEARS }, LOOK)
  drained(whole.telling.rules(LOOK))
  const here = (one: Assembly) => new Set(Object.keys(one.inventory().certificates))
  expect([...here(whole.assembly)].filter((id) => !here(assembly).has(id))).toEqual([])
})
