import { describe, expect, it } from 'vitest'
import { diagramModel } from '../../report/diagram/model.ts'
import { AT, studyAudit } from '../testing/audit.ts'
import { byDay, deaths, ranges } from './deaths.ts'
import { lanes } from './lanes.ts'
import { DAY, barScale, chartScale, momentAt, months, share } from './scale.ts'

const audit = studyAudit()
describe('the order of death', () => {
  const list = byDay(deaths(audit, audit, 'c'))
  it('begins with the kubelet, then the scheduler', () => {
    expect(list.map((d) => [Math.round((d.at - AT) / DAY), d.slots.join()])).toEqual([
      [12, '8'],
      [56, '6'],
      [99, '4,5,6,8,9,11,front-proxy'],
      [363, '1,2,3'],
    ])
  })
  it('names the certificate that ends', () => {
    expect(list[0]?.certificates.map((id) => audit.inventory.certificates[id]?.subject.commonName)).toEqual(['system:node:cp-1'])
  })
  it('writes runs of calls as ranges', () => {
    expect(ranges(['4', '5', '6', '8', '9', '11'])).toBe('4–6, 8, 9, 11')
    expect(ranges(['4', '5', '6', '7', '8', '9', 'front-proxy'])).toBe('4–9')
  })
})
describe('the lanes', () => {
  const groups = lanes(audit, diagramModel(audit, null, 30))
  it('group certificates under the key that signed them, CA first', () => {
    expect(groups.map((g) => [g.authority?.letter, g.lanes[0]?.certificate.isCA])).toEqual([
      ['K', true],
      ['E', true],
      ['E′', true],
      ['F', true],
    ])
    expect(groups[2]?.lanes.map((l) => [l.name, l.refused])).toEqual([
      ['etcd/ca.crt', false],
      ['apiserver-etcd-client.crt', true],
    ])
  })
})
describe('the scale', () => {
  it('goes to and fro', () => {
    const scale = barScale(AT)
    expect(momentAt(scale, share(scale, AT))).toBe(AT)
    expect(months(scale, 1).map((m) => new Date(m * 1000).getUTCDate())).toEqual(Array.from({ length: months(scale, 1).length }, () => 1))
    expect(share(chartScale(AT, AT), 0)).toBe(0)
  })
})
