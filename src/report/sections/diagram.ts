/** The call diagram, as vectors: the same shapes as on screen, in the palette that prints. */
import { diagramEn } from '../../text/diagram.en.ts'
import { diagramZh } from '../../text/diagram.zh-CN.ts'
import type { Block, Section } from '../block.ts'
import { pictureHeight } from '../diagram/extra-shapes.ts'
import { slotText } from '../diagram/call-slot.ts'
import { BOX_WIDTH } from '../diagram/geometry.ts'
import type { DrawnState } from '../diagram/drawn-state.ts'
import { diagramModel, drawnCalls } from '../diagram/model.ts'
import { LIGHT } from '../diagram/palette.ts'
import { scene } from '../diagram/scene.ts'
import type { Glyph } from '../diagram/glyphs.ts'
import type { SectionContext } from './section.ts'

const SOON_DAYS = 30
const GLYPHS: { readonly [K in DrawnState]: Glyph } = {
  broken: 'cross',
  plaintext: 'open',
  soon: 'clock',
  unproven: 'question',
  unverified: 'barred',
  token: 'token',
  trusted: 'tick',
  absent: 'barred',
}

/** One page a cluster: the picture, then what the letters and numbers stand for. */
export function diagrams(c: SectionContext): Section {
  const clusters = c.audit.clusters.length ? c.audit.clusters.map((x) => x.id) : [null]
  const blocks: Block[] = []
  const words = c.language === 'en' ? diagramEn : diagramZh
  clusters.slice(0, 12).forEach((cluster, i) => {
    if (i > 0) blocks.push({ kind: 'page', landscape: true })
    const model = diagramModel(c.audit, cluster, SOON_DAYS)
    const drawn = drawnCalls(model)
    const beyond = new Map(model.extras.map(({ call, from, to }) => [call, `${from} → ${to}`]))
    const broken = drawn.filter((call) => call.state === 'broken').length
    const caption = c.words.diagram.caption(broken, drawn.length)
    if (clusters.length > 1 && cluster !== null) blocks.push({ kind: 'heading', level: 2, text: cluster })
    blocks.push({ kind: 'paragraph', text: caption })
    const alt = `${caption} ${drawn.map((call) => `${beyond.get(call) ?? slotText(call.slot, words)}: ${words.state[call.state]}`).join('; ')}`
    blocks.push({
      kind: 'figure',
      shapes: scene(model, { palette: { ...LIGHT, canvas: '#ffffff' }, words, fileNames: true, selected: null, keys: null }),
      width: BOX_WIDTH,
      height: pictureHeight(model),
      alt,
      landscape: true,
    })
    blocks.push({ kind: 'page', landscape: false })
    blocks.push({
      kind: 'table',
      summary: c.words.sections.diagram,
      columns: [
        { title: c.words.summary.number, share: 10 },
        { title: c.words.summary.what, share: 60 },
        { title: c.words.summary.worst, share: 30 },
      ],
      rows: drawn.map((call) => {
        const first = c.audit.calls[call.calls[0] ?? -1]
        const bold = call.state === 'broken'
        return {
          cells: [
            { text: beyond.has(call) ? '' : slotText(call.slot, words), bold },
            { text: beyond.get(call) ?? (first ? `${first.from.component} → ${first.to.component}` : ''), bold },
            { text: words.state[call.state], glyph: GLYPHS[call.state], bold, tone: bold ? ('broken' as const) : ('ink' as const) },
          ],
        }
      }),
    })
    const list = model.authorities.list
    if (list.length) {
      blocks.push({ kind: 'heading', level: 2, text: c.words.diagram.legend })
      blocks.push({ kind: 'facts', summary: c.words.diagram.legend, rows: list.map((a) => [a.letter, `${a.name}  ${a.tag}`] as const) })
      blocks.push({ kind: 'paragraph', text: c.words.diagram.tags, tone: 'quiet' })
    }
  })
  return { title: c.words.sections.diagram, anchor: 'diagram', page: 'landscape', blocks }
}
