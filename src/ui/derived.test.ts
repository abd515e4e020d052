import { expect, test } from 'vitest'
import { drained } from '../engine/encoding/steps.ts'
import { deathsOf, derive, findingsOf, modelOf } from './derived.ts'
import { fleetAudit } from './testing/audit.ts'

const audit = fleetAudit(30, 2)
const LOOK = { base: audit, cluster: 'c', node: null, soonDays: 30 }

test('what was made before an audit is shown is not made again when it is', () => {
  const made = () => [modelOf(audit, null, 'c', 30), findingsOf(audit, 'c'), deathsOf(audit, audit, 'c')]
  drained(derive(audit, LOOK))
  const first = made()
  drained(derive(audit, LOOK))
  expect(made().map((one, i) => one === first[i])).toEqual([true, true, true])
})
test('what the rules find later changes the findings alone, another moment the diagram', () => {
  const first = modelOf(audit, null, 'c', 30)
  const rows = findingsOf(audit, 'c')
  const ruled = { ...audit, findings: audit.findings.slice(1) }
  expect(modelOf(ruled, null, 'c', 30)).toBe(first)
  expect(findingsOf(ruled, 'c')).not.toBe(rows)
  expect(modelOf({ ...audit, at: audit.at + 1 }, null, 'c', 30)).not.toBe(first)
})
