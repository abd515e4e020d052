import cytoscape, { type Core } from 'cytoscape'
import { expect, it } from 'vitest'
import { diagramModel } from '../../report/diagram/model.ts'
import { DARK, LIGHT } from '../../report/diagram/palette.ts'
import { type SceneOptions, scene } from '../../report/diagram/scene.ts'
import { diagramEn } from '../../text/diagram.en.ts'
import { diagramZh } from '../../text/diagram.zh-CN.ts'
import { fleetAudit, studyAudit } from '../testing/audit.ts'
import { type Drawn, update } from './core.ts'
import { elements } from './elements.ts'

cytoscape.warnings(false)
const headless = () => cytoscape({ headless: true, layout: { name: 'preset' }, styleEnabled: true, style: [] })
const looks = (cy: Core) =>
  new Map(cy.elements().map((one) => [one.id(), [one.group(), one.isNode() ? one.position() : null, one.style()]]))
const PLAIN: SceneOptions = { palette: LIGHT, words: diagramEn, fileNames: true, selected: null, keys: null }

it('what is drawn after any change is what is drawn at once', () => {
  const [study, fleet] = [studyAudit(), fleetAudit(1000, 3)]
  const all = study.calls.map((call) => ({ ...call, status: 'broken' as const }))
  const scenes = [
    scene(diagramModel(study, null, 30), PLAIN),
    scene(diagramModel(study, null, 400), PLAIN),
    scene(diagramModel({ ...study, calls: all }, null, 30), PLAIN),
    scene(diagramModel(study, null, 30), { ...PLAIN, selected: '3' }),
    scene(diagramModel(study, null, 30), { ...PLAIN, keys: ['K'] }),
    scene(diagramModel(study, null, 30), { ...PLAIN, palette: DARK, words: diagramZh, fileNames: false }),
    scene(diagramModel(fleet, null, 30), PLAIN),
  ]
  const [cy, shown]: [Core, Drawn] = [headless(), new Map()]
  let stayed = 0
  for (const one of [...scenes, ...scenes.toReversed()]) {
    const before = cy.elements().toArray()
    update(cy, elements(one), shown)
    const anew = headless()
    update(anew, elements(one), new Map())
    expect(looks(cy)).toEqual(looks(anew))
    stayed += before.filter((element) => element.inside()).length
  }
  expect(stayed).toBeGreaterThan(1000)
})
