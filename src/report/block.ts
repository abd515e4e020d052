/** The document model of the report: what is said and in what order, not where it stands on a page. */
import type { Glyph } from './diagram/glyphs.ts'
import type { Shape } from './diagram/shape.ts'

export type Tone = 'ink' | 'quiet' | 'broken' | 'soon'
export interface Cell {
  readonly text: string
  readonly bold?: boolean
  readonly tone?: Tone
  /** Drawn as a path before the text; the text says the same in a word. */
  readonly glyph?: Glyph
  /** Anchor of a heading or row this leads to. */
  readonly to?: string
}
export interface Column {
  readonly title: string
  /** Share of the width. */
  readonly share: number
  readonly align?: 'left' | 'right'
}
export interface Row {
  readonly cells: readonly Cell[]
  /** Name under which links find this row. */
  readonly anchor?: string
}
export type Block =
  | {
      readonly kind: 'heading'
      readonly level: 2 | 3
      readonly text: string
      readonly anchor?: string
      readonly glyph?: Glyph
      readonly tone?: Tone /** Listed in the contents. */
      readonly listed?: boolean
    }
  | {
      readonly kind: 'paragraph'
      readonly text: string
      readonly bold?: boolean
      readonly tone?: Tone
      readonly to?: string
      readonly small?: boolean
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly Row[]; readonly summary: string }
  /** Labels and values. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string | Cell])[]; readonly summary: string }
  | {
      readonly kind: 'figure'
      readonly shapes: readonly Shape[]
      readonly width: number
      readonly height: number
      readonly alt: string
      readonly landscape: boolean
    }
  /** On one page where one page can hold it. */
  | { readonly kind: 'keep'; readonly blocks: readonly Block[] }
  /** Begin a new page, in this orientation. */
  | { readonly kind: 'page'; readonly landscape: boolean }

export interface Section {
  readonly title: string
  readonly anchor: string
  /** Starts on a page of its own, landscape where the picture is wider than high. */
  readonly page?: 'portrait' | 'landscape'
  readonly blocks: readonly Block[]
}
export interface ReportDocument {
  readonly language: string
  readonly title: string
  readonly subject: string
  /** One line above everything: the verdict. */
  readonly verdict: { readonly text: string; readonly glyph: Glyph; readonly tone: Tone }
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly contentsTitle: string
  readonly sections: readonly Section[]
  readonly footer: string
  readonly page: (number: number, of: number) => string
  /** Unix seconds: the date of the file, the same at every run. */
  readonly at: number
  readonly digest: string
}
