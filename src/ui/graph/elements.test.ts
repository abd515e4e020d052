import cytoscape from 'cytoscape'
import { expect, it } from 'vitest'
import { diagramModel } from '../../report/diagram/model.ts'
import { LIGHT } from '../../report/diagram/palette.ts'
import { scene } from '../../report/diagram/scene.ts'
import { diagramEn } from '../../text/diagram.en.ts'
import { studyAudit } from '../testing/audit.ts'
import { elements } from './elements.ts'

cytoscape.warnings(false)
const shapes = scene(diagramModel(studyAudit(), null, 30), { palette: LIGHT, words: diagramEn, fileNames: true, selected: '3', keys: null })
const cy = cytoscape({ headless: true, layout: { name: 'preset' }, styleEnabled: true, elements: elements(shapes), style: [] })

it('draws each shape as one element, in paint order', () => {
  expect(cy.elements().length).toBe(shapes.length + 2)
  expect(Number(cy.getElementById('group-node').style('z-index'))).toBeLessThan(Number(cy.getElementById('3-pill').style('z-index')))
})
it('asserts the edge set: every call has its two halves, by id', () => {
  const lines = cy
    .edges()
    .map((e) => e.id())
    .filter((id) => /-(client|server)$/.test(id) && !id.includes('halo'))
  expect(lines.sort()).toEqual(
    [...Array.from({ length: 12 }, (_, i) => String(i + 1)), 'front-proxy'].flatMap((s) => [`${s}-client`, `${s}-server`]).sort(),
  )
})
it('carries state by dash and hue by signer', () => {
  const line = cy.getElementById('3-client')
  expect(line.style('line-style')).toBe('dashed')
  expect(line.style('line-color')).toBe('rgb(160,80,160)')
  expect(cy.getElementById('5-client').style('line-style')).toBe('solid')
  expect(cy.getElementById('3-pill').style('label')).toBe('3')
  expect(cy.getElementById('3-cap-client').style('label')).toBe('E′')
})
it('puts nodes where the geometry says', () => {
  expect(cy.getElementById('etcd').position()).toEqual({ x: 792, y: 196 })
  expect(cy.getElementById('3-pill').position()).toEqual({ x: 661, y: 196 })
})
