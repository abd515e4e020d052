import { expect, it } from 'vitest'
import { auditOf, studyCalls } from '../../ui/testing/audit.ts'
import { brokenElsewhere, worstCluster } from './elsewhere.ts'

it('names every other cluster in which something is broken, worst first', () => {
  const calls = studyCalls()
  const of = (cluster: string, ...numbers: number[]) =>
    calls.filter((call) => numbers.includes(call.number ?? 0)).map((call) => ({ ...call, cluster }))
  const one = auditOf([])
  const [facts] = one.clusters
  if (!facts) throw new Error('no cluster')
  const audit = {
    calls: [...of('c', 3), ...of('fine', 1, 2), ...of('bad', 3), ...of('worse', 3), ...of('worse', 3)],
    clusters: ['c', 'fine', 'bad', 'worse'].map((id) => ({ ...facts, id })),
  }
  expect(brokenElsewhere(audit, 'c')).toEqual([
    { cluster: 'worse', broken: 2 },
    { cluster: 'bad', broken: 1 },
  ])
  expect(brokenElsewhere(audit, 'worse').map(({ cluster }) => cluster)).toEqual(['c', 'bad'])
  expect(worstCluster(audit)).toBe('worse')
  expect(worstCluster({ ...audit, calls: of('fine', 1, 2) })).toBeNull()
})
