/** Pages as plain lists of what to paint, with the structure element each belongs to. */
import type { Glyph } from './diagram/glyphs.ts'
import type { Shape } from './diagram/shape.ts'
import type { Line } from './typeset.ts'

export type Op =
  | {
      readonly op: 'text'
      readonly x: number
      readonly y: number
      readonly size: number
      readonly line: Line
      readonly color: string
      readonly bold: boolean
    }
  | { readonly op: 'rect'; readonly x: number; readonly y: number; readonly w: number; readonly h: number; readonly fill: string }
  | { readonly op: 'rule'; readonly x: number; readonly y: number; readonly w: number; readonly color: string; readonly width: number }
  | { readonly op: 'glyph'; readonly x: number; readonly y: number; readonly size: number; readonly glyph: Glyph; readonly color: string }
  | { readonly op: 'shapes'; readonly x: number; readonly y: number; readonly scale: number; readonly shapes: readonly Shape[] }

/** A node of the structure tree (PDF 32000-1 section 14.8). */
export interface Element {
  readonly tag: string
  readonly parent: Element | null
  readonly alt?: string
  readonly scope?: 'Column' | 'Row'
  readonly bbox?: readonly [number, number, number, number]
}
/** Something painted at once: content of an element, or an artifact of the page. */
export interface Fragment {
  readonly element: Element | null
  readonly ops: readonly Op[]
  readonly link?: {
    readonly to: string
    readonly x: number
    readonly y: number
    readonly w: number
    readonly h: number
    readonly label: string
  }
}
export interface Page {
  readonly landscape: boolean
  readonly fragments: Fragment[]
  /** Places links lead to, from the top. */
  readonly anchors: { readonly name: string; readonly y: number }[]
}
/** An entry of the contents and of the bookmarks. */
export interface Entry {
  readonly text: string
  readonly anchor: string
  readonly level: 1 | 2
  readonly page: number
  readonly y: number
}

export const A4 = { width: 595.28, height: 841.89 } as const
export const MARGIN = { x: 48, top: 52, bottom: 56 } as const
export const sizeOf = (landscape: boolean) => (landscape ? { width: A4.height, height: A4.width } : A4)
