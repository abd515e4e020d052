import { describe, expect, it } from 'vitest'
import { diagramEn } from '../../text/diagram.en.ts'
import { diagramZh } from '../../text/diagram.zh-CN.ts'
import { fleetAudit, studyAudit } from '../../ui/testing/audit.ts'
import { BOX_WIDTH, heightFor } from './geometry.ts'
import { keyedSize, keyShapes } from './key-shapes.ts'
import { diagramModel } from './model.ts'
import { LIGHT } from './palette.ts'
import { textWidth } from './shape.ts'

describe.each([
  ['en', diagramEn],
  ['zh-CN', diagramZh],
] as const)('the key of a picture that leaves the page, in %s', (_, words) => {
  const options = { palette: LIGHT, words, fileNames: true, selected: null, keys: null }
  it('names every CA with its letter and tag, every state, and says what was judged when', () => {
    const model = diagramModel(studyAudit(), null, 30)
    const said = keyShapes(model, options, 'cp-1.tgz').flatMap((s): readonly string[] =>
      s.kind === 'text' ? s.lines : s.kind === 'rect' && s.label ? [s.label.text] : [],
    )
    expect(said).toEqual(
      expect.arrayContaining(['K', 'E', 'E′', 'F', 'S', 'T', 'cp-1.tgz', words.signedBy, words.bearerToken, words.state.broken]),
    )
    for (const { name, tag } of model.authorities.list) expect(said.some((line) => line.includes(name) && line.endsWith(tag))).toBe(true)
  })
  it('stays within the picture and right of the nodes, however many', () => {
    for (const audit of [studyAudit(), fleetAudit(1000, 3)]) {
      const model = diagramModel(audit, null, 30)
      const { w, h } = keyedSize(model)
      expect(h).toBeGreaterThan(heightFor(model.workers.length))
      for (const shape of keyShapes(model, options, 'x'.repeat(400))) {
        if (shape.kind !== 'text') continue
        expect(shape.x + textWidth(shape.lines[0] ?? '', shape.size), shape.id).toBeLessThanOrEqual(Math.min(w, BOX_WIDTH) + 8)
        expect(shape.y, shape.id).toBeLessThanOrEqual(h)
      }
    }
  })
})
