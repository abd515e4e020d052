import { expect, test } from 'vitest'
import { fleetAudit, studyAudit } from '../../ui/testing/audit.ts'
import { DAY } from '../diagram/drawn-state.ts'
import { diagramModel } from '../diagram/model.ts'
import { overviewOf } from './overview.ts'

const audit = fleetAudit(30, 2)
const LOOK = { cluster: 'c', node: null, soonDays: 30 }

test('what is shown again is not made again', () => {
  const [first, second] = [overviewOf(audit, audit, LOOK), overviewOf(audit, audit, LOOK)]
  expect([second.model === first.model, second.findings === first.findings, second.deaths === first.deaths]).toEqual([true, true, true])
})
test('what the rules find later changes the findings alone', () => {
  const first = overviewOf(audit, audit, LOOK)
  expect(first.ruled).toBe(false)
  const ruled = overviewOf(
    { ...audit, findings: audit.findings.slice(1), checked: [{ lint: 'a', applied: 1, found: 0 }] as never },
    audit,
    LOOK,
  )
  expect(ruled.ruled).toBe(true)
  expect(ruled.model).toBe(first.model)
  expect(ruled.findings).not.toBe(first.findings)
})
test.each([
  ['of many nodes', audit],
  ['of one', studyAudit()],
])('%s: at another moment of the same calls the diagram is the one made anew, and the same object while it says the same', (_, one) => {
  const ends = one.calls.flatMap(({ callerAcceptsServer, providerAcceptsClient }) => [
    callerAcceptsServer.until,
    providerAcceptsClient.until,
  ])
  const edges = [...new Set(ends)].flatMap((end) =>
    end === null ? [] : [-90 * DAY, -30 * DAY - 1, -30 * DAY, -DAY, -1, 0, 1].map((by) => end + by),
  )
  let kept = 0
  let last: unknown = null
  for (const at of [one.at, ...edges, one.at + 1, ...edges.toSorted((a, b) => a - b)]) {
    const { model } = overviewOf({ ...one, at }, one, LOOK)
    expect(model).toEqual(diagramModel({ ...one, at }, LOOK.cluster, LOOK.soonDays))
    if (model === last) kept++
    last = model
  }
  expect(kept).toBeGreaterThan(0)
})
test('the worst call behind each drawn one is in it', () => {
  const { leads, model } = overviewOf(audit, audit, LOOK)
  const [broken] = model.calls['8'].calls
  expect(model.calls['8'].state).toBe('broken')
  expect(leads.get(broken ?? -1)).toBe(audit.calls[broken ?? -1])
  expect(leads.size).toBeLessThan(20)
})
test('of a node only its calls are shown, of one that is not there all of them, and it says so', () => {
  const all = overviewOf(audit, audit, LOOK)
  const nodes = all.model.workers.map((worker) => worker.node)
  const [node] = nodes
  const one = overviewOf(audit, audit, { ...LOOK, node: node ?? '' })
  expect([one.node, one.model.calls['8'].calls.length]).toEqual([node, 1])
  expect([all.kubelets, one.kubelets?.toSorted()]).toEqual([null, nodes.toSorted()])
  const none = overviewOf(audit, audit, { ...LOOK, node: 'no such node' })
  expect([none.node, none.asked.node, none.model.calls['8'].calls]).toEqual([null, 'no such node', all.model.calls['8'].calls])
})
test('of some nodes the first are named, and all counted', () => {
  const fleet = fleetAudit(60, 40) // and the control plane's API server
  const calls = fleet.calls.flatMap(({ status }, index) => (status === 'broken' ? [index] : []))
  const finding = { kind: 'lint', id: 'a', severity: 'notice', calls, certificates: [], files: [], repair: [] }
  const many = { ...fleet, findings: [finding as never] }
  const [row] = overviewOf(many, many, LOOK).findings
  expect([row?.nodes.length, row?.nodeCount]).toEqual([12, 41])
})
