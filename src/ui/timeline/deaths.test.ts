import { describe, expect, it } from 'vitest'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { diagramModel } from '../../report/diagram/model.ts'
import { AT, fleetAudit, studyAudit } from '../testing/audit.ts'
import { deathsOf, ends, endingWithin, ranges } from '../../report/overview/deaths.ts'
import { lanes } from './lanes.ts'
import { DAY, barScale, chartScale, momentAt, months, share, ticks } from './scale.ts'

const audit = studyAudit()
describe('the order of death', () => {
  const list = deathsOf(audit, audit, 'c')
  it('begins with the kubelet, then the scheduler', () => {
    expect(list.map((d) => [Math.round((d.at - AT) / DAY), d.slots.join()])).toEqual([
      [12, '8'],
      [56, '6'],
      [99, '4,5,6,8,9,11,front-proxy'],
      [363, '1,2,3'],
    ])
  })
  it('names the certificate that ends', () => {
    expect([list[0]?.certificates, audit.inventory.certificates[list[0]?.certificate ?? -1]?.subject.commonName]).toEqual([
      1,
      'system:node:cp-1',
    ])
  })
  it('writes runs of calls as ranges', () => {
    expect(ranges(['4', '5', '6', '8', '9', '11'])).toBe('4–6, 8, 9, 11')
    expect(ranges(['4', '5', '6', '7', '8', '9', 'front-proxy'])).toBe('4–9')
  })
})
describe('the lanes', () => {
  const groups = lanes(audit, diagramModel(audit, null, 30), 30)
  it('group every certificate under the key that signed it, CA first, the first to end first', () => {
    expect(groups.map((g) => [g.group.authority?.letter, g.lanes[0]?.isCA])).toEqual([
      ['K', true],
      ['E', true],
      ['E′', true],
      ['F', true],
    ])
    expect(groups.flatMap((g) => g.lanes.map((l) => l.id)).sort((a, b) => a - b)).toEqual(audit.inventory.certificates.map((c) => c.id))
    expect(groups[0]?.lanes.slice(1, 3).map((l) => l.name)).toEqual(['kubelet.conf', 'scheduler.conf'])
    expect(groups[2]?.lanes.map((l) => [l.name, l.refused])).toEqual([
      ['etcd/ca.crt', false],
      ['apiserver-etcd-client.crt', true],
    ])
  })
})
describe('the bands', () => {
  it('count the calls that end within', () => {
    expect([7, 30, 90, 100].map((days) => endingWithin(ends(audit, 'c'), AT, days))).toEqual([0, 1, 2, 7])
  })
  it('leave out a call that is dead already, by this half or the other', () => {
    expect(endingWithin(ends(audit, 'c'), AT, 400)).toBe(9) // call 3 is broken: its server's certificate, which ends then too, kills nothing
    const expired = audit.calls.map((call): Call => (call.number === 8 ? { ...call, status: 'broken' } : call))
    expect([30, 90].map((days) => endingWithin(ends({ ...audit, calls: expired }, 'c'), AT, days))).toEqual([0, 1])
  })
  it('count a line of which only some are dead, by those that live', () => {
    expect(endingWithin(ends(fleetAudit(10, 3), 'c'), AT, 100)).toBe(7)
  })
})
describe('the scale', () => {
  it('goes to and fro', () => {
    const scale = barScale(AT, AT)
    expect(momentAt(scale, share(scale, AT))).toBe(AT)
    expect(months(scale, 1).map((m) => new Date(m * 1000).getUTCDate())).toEqual(Array.from({ length: months(scale, 1).length }, () => 1))
    expect(share(chartScale(AT, AT), 0)).toBe(0)
  })
  it('has no more ticks than asked for, however long it is', () => {
    for (const days of [100, 500, 4000, 30_000]) expect(ticks(chartScale(AT, AT + days * DAY), 10).length).toBeLessThanOrEqual(11)
  })
  it('stays still while the moment is within, and widens for one beyond', () => {
    expect(chartScale(AT, AT + 300 * DAY)).toEqual(chartScale(AT, AT))
    for (const scale of [chartScale, barScale]) {
      expect(share(scale(AT, AT + 3000 * DAY), AT + 3000 * DAY)).toBeLessThan(1)
      expect(share(scale(AT, AT - 3000 * DAY), AT - 3000 * DAY)).toBeGreaterThan(0)
    }
  })
})
