/** What the export menu writes. The report and its fonts stand in a worker of their own. */
import type { Session } from '../../state/session.ts'
import type { Language } from '../../text/index.ts'
import type { Writer } from '../../worker/export-client.ts'
import { currentPicture } from '../graph/picture.ts'

/** As `report/exports.ts` lists them, and the picture on the stage. */
export const EXPORTS = ['pdf', 'json', 'csv', 'findings-csv', 'sarif', 'markdown', 'svg', 'png'] as const
export type ExportId = (typeof EXPORTS)[number]
export interface ExportInput {
  /** Moment judged. */
  readonly at: number
  readonly language: Language
  readonly redacted: boolean
  readonly reopened: boolean
  /** Of the certificates of a reopened audit, whose bytes are gone. */
  readonly fingerprints: readonly string[] | null
}
export interface Made {
  readonly name: string
  readonly blob: Blob
}
const stamp = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10)

/** An SVG document at twice its size. */
async function rasterised(svg: string): Promise<Blob | null> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * 2
  canvas.height = image.naturalHeight * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** Starts what writes one export of the last audit judged. */
export async function prepare(session: Session): Promise<Writer> {
  const { writerOf } = await import('../../worker/export-client.ts')
  return writerOf(session.complete())
}

/** In: what to write, and what writes it. Out: a file, null where there is no picture on the screen. */
export async function make(id: ExportId, writer: Writer, { at, ...rest }: ExportInput): Promise<Made | null> {
  const { redacted } = rest
  const name = `pkiscope-${stamp(at)}${redacted ? '-redacted' : ''}`
  if (id === 'png' && !redacted) {
    const picture = currentPicture()
    const blob = picture === null ? null : await rasterised(picture)
    if (blob) return { name: `${name}.png`, blob }
  }
  // The picture on the screen has the names of nodes in it: a redacted one is drawn from the redacted audit, and so is one that is not on the screen.
  const { blob, extension } = await writer.write({ id: id === 'png' ? 'svg' : id, ...rest })
  if (id !== 'png') return { name: `${name}${extension}`, blob }
  const raster = await rasterised(await blob.text())
  return raster ? { name: `${name}.png`, blob: raster } : null
}
/** Hands a file to the reader and lets go of its address. */
export function download({ name, blob }: Made): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 30_000)
}
