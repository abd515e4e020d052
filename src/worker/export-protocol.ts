/** What the page and the worker that writes an export say to each other. */
import type { ExportId } from '../report/exports.ts'
import type { Language } from '../text/index.ts'
import type { Slice } from './slices.ts'

export interface ExportWish {
  readonly id: ExportId
  readonly language: Language
  /** Names, addresses and subjects are taken out. */
  readonly redacted: boolean
  readonly reopened: boolean
  /** Of the certificates of a reopened audit, whose bytes are gone. */
  readonly fingerprints: readonly string[] | null
}
export type ExportRequest = { readonly slice: Slice } | ExportWish
export type ExportAnswer =
  | { readonly kind: 'written'; readonly extension: string; readonly blob: Blob }
  /** A fault of ours: name and stack of the error, never its message, which might hold input. */
  | { readonly kind: 'failed'; readonly name: string; readonly stack: string }
