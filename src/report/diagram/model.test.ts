import { describe, expect, it } from 'vitest'
import { auditOf, call, fleetAudit, studyAudit, studyCalls } from '../../ui/testing/audit.ts'
import { CALL_SLOTS } from './geometry.ts'
import { diagramModel } from './model.ts'
import { keyTag } from './key-tag.ts'
import { relatedCalls, scene } from './scene.ts'
import { LIGHT } from './palette.ts'
import { diagramEn } from '../../text/diagram.en.ts'
import { svg } from './svg.ts'
import { cellAt, cellCount, workersAt, workersPerCell } from './worker-shapes.ts'

const model = diagramModel(studyAudit(), null, 30)
const options = { palette: LIGHT, words: diagramEn, fileNames: true, selected: null, keys: null }

describe('the model of a cluster', () => {
  it('gives each call its state, worst first', () => {
    const states = Object.fromEntries(CALL_SLOTS.map((slot) => [slot, model.calls[slot].state]))
    expect(states).toEqual({
      '1': 'trusted',
      '2': 'trusted',
      '3': 'broken',
      '4': 'token',
      '5': 'trusted',
      '6': 'trusted',
      '7': 'unproven',
      '8': 'soon',
      '9': 'trusted',
      '10': 'unproven',
      '11': 'unverified',
      '12': 'trusted',
      'front-proxy': 'unproven',
    })
  })
  it('gives each half its own line', () => {
    expect([model.calls['3'].clientState, model.calls['3'].serverState]).toEqual(['broken', 'trusted'])
    expect([model.calls['11'].clientState, model.calls['11'].serverState]).toEqual(['trusted', 'unverified'])
  })
  it('colours by the key that signed, not by the name: the untrusted namesake is a twin with its own tag', () => {
    const letters = model.authorities.list.map((a) => [a.letter, a.name, a.tag])
    expect(letters).toEqual([
      ['K', 'kubernetes', keyTag('K')],
      ['E', 'etcd-ca', keyTag('E')],
      ['E′', 'etcd-ca', keyTag('E-old')],
      ['F', 'front-proxy-ca', keyTag('F')],
      ['S', 'sa.pub', keyTag('sa')],
    ])
    expect([model.calls['3'].clientCap.letter, model.calls['3'].serverCap.letter]).toEqual(['E′', 'E'])
  })
  it('never takes not knowing for anything else', () => {
    expect(model.calls['7'].clientCap.letter).toBe('T')
    expect(model.calls['10'].serverCap.letter).toBe('?')
    expect(model.calls['11'].serverCap.letter).toBe('–')
    const silent = diagramModel(
      auditOf(studyCalls().filter((c) => c.number !== 7 && c.edge !== 'kube-apiserver->extension-apiserver')),
      null,
      30,
    )
    expect([silent.calls['7'].state, silent.calls['7'].note?.id]).toEqual(['unproven', 'not-in-drop'])
    expect(silent.calls['front-proxy'].state).toBe('absent')
  })
  it('keeps edges that have no place in the picture apart', () => {
    const extra = diagramModel(auditOf([...studyCalls(), call({ edge: 'client->kube-apiserver', over: {} })]), null, 30)
    expect(extra.others).toEqual([13])
  })
  it('counts what ends within the band as soon, and only what holds', () => {
    expect(diagramModel(studyAudit(), null, 7).calls['8'].state).toBe('trusted')
    expect(diagramModel(studyAudit(), null, 100).calls['6'].state).toBe('soon')
    expect(diagramModel(studyAudit(), null, 400).calls['3'].state).toBe('broken')
  })
})

describe('many nodes', () => {
  const fleet = diagramModel(fleetAudit(1000, 3), null, 30)
  it('aggregates: one badge, its count, a matrix with the broken first', () => {
    expect([fleet.calls['8'].state, fleet.calls['8'].broken, fleet.calls['8'].note]).toEqual([
      'broken',
      3,
      { id: 'some-broken', n: 3, total: 1000 },
    ])
    expect(fleet.workers.slice(0, 4).map((w) => [w.node, w.state])).toEqual([
      ['worker-0001', 'broken'],
      ['worker-0002', 'broken'],
      ['worker-0003', 'broken'],
      ['worker-0004', 'trusted'],
    ])
    expect([fleet.places.kubelet.instances, fleet.places['kube-apiserver'].instances]).toEqual([1000, 3])
  })
  it('never draws more than 300 elements', () => {
    for (const workers of [1, 2, 1000, 10_000]) {
      const drawn = scene(diagramModel(fleetAudit(workers, Math.min(3, workers)), null, 30), { ...options, selected: '8' })
      expect(drawn.length, `${workers} workers`).toBeLessThanOrEqual(300)
    }
  })
  it('lets a cell stand for several above 2,000, and finds it by place', () => {
    const huge = diagramModel(fleetAudit(10_000, 3), null, 30)
    expect([workersPerCell(huge), cellCount(huge)]).toEqual([5, 2000])
    expect(workersAt(huge, cellAt(huge, 267, 617) ?? -1).map((w) => w.node)).toEqual([
      'worker-0001',
      'worker-0002',
      'worker-0003',
      'worker-0004',
      'worker-0005',
    ])
    expect(cellAt(huge, 10, 10)).toBe(null)
  })
})

describe('the scene', () => {
  it('keeps what shares a credential or a CA at full strength, and lightens the rest by mixing', () => {
    expect([...relatedCalls(model, '3', null)]).toEqual(['1', '2', '3'])
    const drawn = scene(model, { ...options, selected: '3' })
    const stroke = (id: string) => {
      const s = drawn.find((x) => x.id === id)
      return s?.kind === 'line' ? s.stroke : null
    }
    expect(stroke('2-client')).toBe(LIGHT.authority.E)
    expect(stroke('5-client')).toBe('#a3aec9')
    expect(drawn.some((s) => s.id === '3-frame')).toBe(true)
  })
  it('shows the blast radius of a CA', () => {
    expect([...relatedCalls(model, null, ['K'])]).toEqual(
      ['4', '5', '6', '7', '8', '9', '11'].filter((s) => s !== '7' || model.calls['7'].serverCap.key === 'K'),
    )
  })
  it('writes an SVG without anything from outside, with text escaped', () => {
    const text = svg(scene(model, options), { w: 884, h: 604 }, LIGHT.canvas, '<script>', 'a & b')
    expect(text).toContain('<title>&#60;script&#62;</title>')
    expect(text).not.toMatch(/<script|href=|<image|<style|url\(/)
    expect(text.match(/<text/g)?.length).toBeGreaterThan(40)
  })
  it('has one shape an id', () => {
    const ids = scene(diagramModel(fleetAudit(1000, 3), null, 30), { ...options, selected: '8' }).map((s) => s.id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
