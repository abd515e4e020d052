/** State glyphs as paths on a 12 px box, the same on screen, in SVG and in PDF: never characters of a font. */

export type Glyph = 'tick' | 'clock' | 'cross' | 'question' | 'barred' | 'token' | 'info' | 'unequal' | 'lock' | 'open'
export interface GlyphPath {
  readonly d: string
  readonly width: number
}
const CIRCLE = 'M10.6 6A4.6 4.6 0 1 1 1.4 6A4.6 4.6 0 1 1 10.6 6Z'
/** Strokes with round caps and joins, not filled. */
export const GLYPHS: Readonly<Record<Glyph, readonly GlyphPath[]>> = {
  tick: [{ d: 'M2.2 6.4L4.9 9L9.9 3.4', width: 1.5 }],
  clock: [
    { d: CIRCLE, width: 1.3 },
    { d: 'M6 3.4V6.2L8 7.2', width: 1.3 },
  ],
  cross: [{ d: 'M2.6 2.6L9.4 9.4M9.4 2.6L2.6 9.4', width: 2 }],
  question: [
    { d: 'M3.9 4.1C3.9 2.6 4.8 1.7 6.1 1.7C7.4 1.7 8.3 2.5 8.3 3.7C8.3 5.4 6.1 5.5 6.1 7.5', width: 1.4 },
    { d: 'M6.1 10.1V10.2', width: 1.7 },
  ],
  barred: [
    { d: CIRCLE, width: 1.3 },
    { d: 'M2.9 9.1L9.1 2.9', width: 1.3 },
  ],
  token: [{ d: 'M2.5 2.6H9.5M6 2.6V9.8', width: 1.6 }],
  info: [
    { d: 'M6 5.2V9.2', width: 1.5 },
    { d: 'M6 2.8V2.9', width: 1.7 },
  ],
  unequal: [{ d: 'M2.4 4.4H9.6M2.4 7.6H9.6M8 2L4 10', width: 1.4 }],
  lock: [
    { d: 'M2.4 5.6H9.6V10.6H2.4Z', width: 1.2 },
    { d: 'M3.9 5.4V3.6A2.1 2.1 0 0 1 8.1 3.6V5.4', width: 1.2 },
  ],
  open: [{ d: 'M4 2L8 6L4 10', width: 1.5 }],
}
