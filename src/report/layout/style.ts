/** Sizes and colours of the report's text. */
import type { Tone } from '../block.ts'

/** Readable in grey: broken is dark and bold, the rest is ink. */
export const COLOR: { readonly [K in Tone]: string } = { ink: '#111827', quiet: '#465063', broken: '#8f0d22', soon: '#7a4a00' }
export const RULE = '#c9d0d9'
export const BODY = 9
export const SMALL = 8
export const LEAD = 1.38
export const PAD = 4
/** A section's title, its line and the room below. */
export const TITLE = 36
