/** Everything an audit can be saved as: one row here is one entry of the menu and one `--format`. */
import type { Audit } from '../engine/audit.ts'
import { diagramEn } from '../text/diagram.en.ts'
import { diagramZh } from '../text/diagram.zh-CN.ts'
import { moment } from '../text/format.ts'
import { reportWords } from '../text/report.ts'
import { certificatesCsv, findingsCsv } from './csv.ts'
import { keyedSize, keyShapes, MARGIN } from './diagram/key-shapes.ts'
import { slotText } from './diagram/call-slot.ts'
import { diagramModel } from './diagram/model.ts'
import { LIGHT } from './diagram/palette.ts'
import { scene } from './diagram/scene.ts'
import { svg } from './diagram/svg.ts'
import { auditJsonChunks } from './json.ts'
import { markdown } from './markdown.ts'
import type { ExportOptions } from './options.ts'
import { reportPdf } from './report.ts'
import { sarif } from './sarif.ts'

export interface Export {
  readonly id: string
  /** Appended to the name of the file. */
  readonly extension: string
  readonly mediaType: string
  /** In pieces, to be written one after another. */
  readonly make: (audit: Audit, options: ExportOptions) => AsyncIterable<string | Uint8Array<ArrayBuffer>>
}

async function* text(value: string): AsyncGenerator<string> {
  yield value
}

export const EXPORTS = [
  {
    id: 'pdf',
    extension: '.pdf',
    mediaType: 'application/pdf',
    make: async function* (audit, options) {
      yield await reportPdf(audit, options)
    },
  },
  {
    id: 'json',
    extension: '.json',
    mediaType: 'application/json',
    make: async function* (audit, options) {
      yield* auditJsonChunks(audit, options)
    },
  },
  { id: 'csv', extension: '-certificates.csv', mediaType: 'text/csv', make: (audit, options) => text(certificatesCsv(audit, options)) },
  { id: 'findings-csv', extension: '-findings.csv', mediaType: 'text/csv', make: (audit, options) => text(findingsCsv(audit, options)) },
  { id: 'sarif', extension: '.sarif', mediaType: 'application/sarif+json', make: (audit, options) => text(sarif(audit, options)) },
  { id: 'markdown', extension: '.md', mediaType: 'text/markdown', make: (audit, options) => text(markdown(audit, options)) },
  { id: 'svg', extension: '.svg', mediaType: 'image/svg+xml', make: (audit, options) => text(diagramSvg(audit, options)) },
] as const satisfies readonly Export[]
export type ExportId = (typeof EXPORTS)[number]['id']

/** The diagram of the first cluster as a standalone SVG document. */
export function diagramSvg(audit: Audit, options: ExportOptions = {}): string {
  const language = options.language ?? 'en'
  const words = language === 'en' ? diagramEn : diagramZh
  const w = reportWords(language)
  const model = diagramModel(audit, null, 30)
  const drawing = { palette: { ...LIGHT, canvas: '#ffffff' }, words, fileNames: true, selected: null, keys: null }
  const shapes = scene(model, drawing)
  const states = [
    ...Object.values(model.calls).flatMap((call) => (model.plain ? [] : [`${slotText(call.slot, words)}: ${words.state[call.state]}`])),
    ...model.extras.map(({ from, to, call }) => `${from} → ${to}: ${words.state[call.state]}`),
  ]
  const title = w.title(model.cluster)
  const key = keyShapes(model, drawing, `${title} · ${moment(audit.at)}`)
  return svg([...shapes, ...key], keyedSize(model), '#ffffff', title, states.join('; '), MARGIN)
}
