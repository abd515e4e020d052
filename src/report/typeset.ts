/** Lines of text: which face has each character, how wide it is, where a line may break. Pure; `pdf.ts` brings the metrics. */
import { escapeCodePoint, visible } from '../text/visible.ts'

export type Face = 'regular' | 'bold' | 'chinese'
export interface Metrics {
  /** Advance in em; null where the face has no glyph. */
  readonly advance: (face: Face, codePoint: number) => number | null
}
export interface Run {
  readonly face: Face
  readonly text: string
  readonly width: number
}
export interface Line {
  readonly runs: readonly Run[]
  readonly width: number
}

interface Piece {
  readonly face: Face
  readonly text: string
  readonly width: number
  /** A line may end after it. */
  readonly breaks: boolean
  readonly space: boolean
}
const BREAK_AFTER = /[\s,/=.\-_@#;|)\]]/
const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/
/** A word of a shell: what is quoted in it has its spaces. */
const WORD = /(?:'[^']*'|"[^"]*"|\\.|[^\s])+/g
/** Not at the start of a line. */
const CLOSING = /[，。、；：？！”’）》】…,.;:!?)]/

export class Typesetter {
  readonly #metrics: Metrics
  readonly #cache = new Map<number, Piece>()
  readonly #boldCache = new Map<number, Piece>()
  /** A cell is measured before it is placed, and what a table says it says in many rows. */
  readonly #set = new Map<string, readonly Line[]>()

  constructor(metrics: Metrics) {
    this.#metrics = metrics
  }

  /** The lines of a paragraph. A character no face has is written as its escape, never left blank. */
  lines(text: string, size: number, width: number, bold: boolean): readonly Line[] {
    const key = `${bold ? 'b' : ''}${size} ${width} ${text}`
    const known = this.#set.get(key)
    if (known) return known
    const result: Line[] = []
    for (const paragraph of text.split('\n')) result.push(...this.#paragraph(this.#pieces(visible(paragraph), bold), size, width))
    this.#set.set(key, result)
    return result
  }

  /** A command over several lines: broken between words only, which is not within quotes, each line but the last ending in a backslash, so that it can be pasted. */
  command(text: string, size: number, width: number): Line[] {
    const comment = text.startsWith('#')
    const widthOf = (words: string) => this.line(words, size, false).width
    const [space, end] = [widthOf('a a') - widthOf('aa'), widthOf('a \\') - widthOf('a')]
    const lines: string[] = []
    let used = 0
    for (const word of comment ? visible(text).split(' ') : (visible(text).match(WORD) ?? [''])) {
      const last = lines.at(-1)
      const own = widthOf(word)
      if (last === undefined || used + space + own + end <= width) {
        lines[Math.max(0, lines.length - 1)] = last === undefined ? word : `${last} ${word}`
        used += last === undefined ? own : space + own
      } else {
        const begin = comment ? '# ' : '  '
        lines.push(begin + word)
        used = (comment ? widthOf('# a') - widthOf('a') : 2 * space) + own
      }
    }
    return lines.map((l, i) => this.line(comment || i === lines.length - 1 ? l : `${l} \\`, size, false))
  }

  /** One line, however wide. */
  line(text: string, size: number, bold: boolean): Line {
    return toLine(this.#pieces(visible(text), bold), size)
  }

  #pieces(text: string, bold: boolean): Piece[] {
    const pieces: Piece[] = []
    for (const character of text) {
      const piece = this.#piece(character, bold)
      if (piece) pieces.push(piece)
      else for (const c of escapeCodePoint(character)) pieces.push(this.#piece(c, bold) as Piece)
    }
    return pieces
  }

  #piece(character: string, bold: boolean): Piece | null {
    const codePoint = character.codePointAt(0) ?? 0
    const cache = bold ? this.#boldCache : this.#cache
    const known = cache.get(codePoint)
    if (known) return known
    for (const face of bold ? (['bold', 'regular', 'chinese'] as const) : (['regular', 'chinese'] as const)) {
      const width = this.#metrics.advance(face, codePoint)
      if (width === null) continue
      const piece = { face, text: character, width, breaks: BREAK_AFTER.test(character) || HAN.test(character), space: character === ' ' }
      cache.set(codePoint, piece)
      return piece
    }
    return null
  }

  #paragraph(pieces: readonly Piece[], size: number, width: number): Line[] {
    const lines: Line[] = []
    let start = 0
    let last = -1
    let used = 0
    for (let i = 0; i < pieces.length; i++) {
      const piece = pieces[i] as Piece
      used += piece.width * size
      if (used > width && i > start && !piece.space) {
        const end = last > start ? last : i
        lines.push(toLine(pieces.slice(start, end), size))
        start = end
        while (pieces[start]?.space && start < i) start++
        last = -1
        used = 0
        for (let j = start; j <= i; j++) used += (pieces[j] as Piece).width * size
        for (let j = start; j < i; j++) if (mayBreak(pieces, j)) last = j + 1
      }
      if (mayBreak(pieces, i)) last = i + 1
    }
    lines.push(toLine(pieces.slice(start), size))
    return lines
  }
}

function mayBreak(pieces: readonly Piece[], i: number): boolean {
  const next = pieces[i + 1]
  if (!next) return false
  if (CLOSING.test(next.text)) return false
  // Not before the short end of a word: `ca.` and `crt` stay together.
  if ((pieces[i] as Piece).text === '.' && ![1, 2, 3, 4].every((k) => pieces[i + k] && !pieces[i + k]?.breaks)) return false
  return (pieces[i] as Piece).breaks || HAN.test(next.text)
}

function toLine(pieces: readonly Piece[], size: number): Line {
  let end = pieces.length
  while (end > 0 && pieces[end - 1]?.space) end--
  const runs: { face: Face; text: string; width: number }[] = []
  let width = 0
  for (let i = 0; i < end; i++) {
    const piece = pieces[i] as Piece
    const run = runs.at(-1)
    if (run && run.face === piece.face) {
      run.text += piece.text
      run.width += piece.width * size
    } else runs.push({ face: piece.face, text: piece.text, width: piece.width * size })
    width += piece.width * size
  }
  return { runs, width }
}
