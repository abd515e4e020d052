/** What a picture is made of. Every output (cytoscape, SVG, PNG, PDF) draws the same list, in this order, and decides nothing. */
import type { Anchor, Point } from './geometry.ts'
import type { Glyph } from './glyphs.ts'

export interface Label {
  readonly text: string
  readonly size: number
  readonly weight: 400 | 600 | 700
  readonly fill: string
  readonly mono: boolean
  /** From the centre of the shape it belongs to. */
  readonly dx: number
}
export interface RectShape {
  readonly kind: 'rect'
  readonly id: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly r: number
  readonly fill: string | null
  readonly stroke: string | null
  readonly strokeWidth: number
  readonly dash: readonly [number, number] | null
  readonly label: Label | null
}
export interface LineShape {
  readonly kind: 'line'
  readonly id: string
  readonly points: readonly Point[]
  readonly stroke: string
  readonly width: number
  readonly dash: readonly number[] | null
  readonly round: boolean
  /** Radius of its corners. */
  readonly corner: number
}
export interface PolygonShape {
  readonly kind: 'polygon'
  readonly id: string
  readonly points: readonly Point[]
  readonly fill: string
}
export interface GlyphShape {
  readonly kind: 'glyph'
  readonly id: string
  /** Centre, and the side of its box. */
  readonly x: number
  readonly y: number
  readonly size: number
  readonly glyph: Glyph
  readonly stroke: string
}
export interface TextShape {
  readonly kind: 'text'
  readonly id: string
  readonly x: number
  /** Baseline of the first line. */
  readonly y: number
  readonly lines: readonly string[]
  readonly lineHeight: number
  readonly size: number
  readonly weight: 400 | 600 | 700
  readonly mono: boolean
  readonly anchor: Anchor
  readonly fill: string
}
export interface CellsShape {
  readonly kind: 'cells'
  readonly id: string
  readonly x: number
  readonly y: number
  readonly columns: number
  readonly pitch: number
  readonly cell: number
  /** One colour a cell, row by row. */
  readonly fills: readonly string[]
}
export type Shape = RectShape | LineShape | PolygonShape | GlyphShape | TextShape | CellsShape

/** Estimated width of a text at a size: 0.53 em Latin, 0.6 em mono, 1 em Han. */
export function textWidth(text: string, size: number, mono = false): number {
  let em = 0
  for (const character of text) em += /[\u2e80-\u9fff\uff00-\uffef]/.test(character) ? 1 : mono ? 0.6 : 0.53
  return em * size
}
/** `text`, shortened in its middle to a width. */
export function fit(text: string, size: number, width: number, mono: boolean): string {
  if (textWidth(text, size, mono) <= width) return text
  const keep = Math.max(4, Math.floor(width / (size * (mono ? 0.6 : 0.53))) - 1)
  return `${text.slice(0, Math.ceil(keep / 2))}…${text.slice(text.length - Math.floor(keep / 2))}`
}
/** The SVG path that fills all cells of one colour. */
export function cellPath(shape: CellsShape, fill: string): string {
  const parts: string[] = []
  for (const [i, own] of shape.fills.entries()) {
    if (own !== fill) continue
    const x = (i % shape.columns) * shape.pitch
    const y = Math.floor(i / shape.columns) * shape.pitch
    parts.push(`M${+x.toFixed(1)} ${+y.toFixed(1)}h${shape.cell}v${shape.cell}h-${shape.cell}z`)
  }
  return parts.join('')
}
