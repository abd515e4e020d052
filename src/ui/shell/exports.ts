/** What the export menu writes. The report and its fonts come in their own chunk. */
import type { Audit } from '../../engine/audit.ts'
import { heightFor, BOX_WIDTH } from '../../report/diagram/geometry.ts'
import type { DiagramModel } from '../../report/diagram/model.ts'
import { LIGHT, type Palette } from '../../report/diagram/palette.ts'
import { scene } from '../../report/diagram/scene.ts'
import { svg } from '../../report/diagram/svg.ts'
import { cellCount } from '../../report/diagram/worker-shapes.ts'
import type { DiagramWords } from '../../text/diagram.ts'
import type { Language } from '../../text/index.ts'
import { currentPicture } from '../graph/picture.ts'

export const EXPORTS = ['pdf', 'json', 'csv', 'sarif', 'markdown', 'svg', 'png'] as const
export type ExportId = (typeof EXPORTS)[number]
export interface ExportInput {
  readonly audit: Audit
  readonly model: DiagramModel
  readonly palette: Palette
  readonly diagram: DiagramWords
  readonly language: Language
  readonly redacted: boolean
  readonly reopened: boolean
}
export interface Made {
  readonly name: string
  readonly blob: Blob
}
/** The diagram as a standalone SVG in the light palette. */
export function diagramSvg({ model, diagram }: Pick<ExportInput, 'model' | 'diagram'>): string {
  const shapes = scene(model, { palette: LIGHT, words: diagram, fileNames: true, selected: null, keys: null })
  return svg(shapes, { w: BOX_WIDTH, h: heightFor(cellCount(model)) }, LIGHT.canvas, 'pkiscope')
}
const stamp = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10)

export async function make(id: ExportId, input: ExportInput): Promise<Made | null> {
  const { audit, language, redacted, reopened } = input
  const name = (extension: string) => `pkiscope-${stamp(audit.at)}${redacted ? '-redacted' : ''}.${extension}`
  const report = await import('./report-chunk.ts')
  const options = { language, redacted, reopened }
  const shown = redacted ? report.redact(audit) : audit
  switch (id) {
    case 'pdf':
      return { name: name('pdf'), blob: new Blob([await report.pdf(shown, options)], { type: 'application/pdf' }) }
    case 'json':
      return { name: name('json'), blob: new Blob([report.json(shown, options)], { type: 'application/json' }) }
    case 'csv':
      return { name: name('csv'), blob: new Blob([report.csv(shown, options)], { type: 'text/csv' }) }
    case 'sarif':
      return { name: name('sarif'), blob: new Blob([report.sarif(shown, options)], { type: 'application/sarif+json' }) }
    case 'markdown':
      return { name: name('md'), blob: new Blob([report.markdown(shown, options)], { type: 'text/markdown' }) }
    case 'svg': {
      const model = redacted ? report.modelOf(shown, input.model.cluster) : input.model
      return { name: name('svg'), blob: new Blob([diagramSvg({ ...input, model })], { type: 'image/svg+xml' }) }
    }
    case 'png': {
      const picture = currentPicture()
      return picture ? { name: name('png'), blob: picture } : null
    }
  }
}
/** Hands a file to the reader; the address is let go of at once. */
export function download({ name, blob }: Made): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 30_000)
}
