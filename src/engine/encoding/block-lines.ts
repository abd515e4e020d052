/** The lines of a block YAML text, and where its values stand. */

/** White space but the line feed and the space, and what else YAML has its own rules for. */
const ODD = ['\t', '\r', '\0', '\v', '\f', '\u0085', '\u00a0']
const ODD_WIDE = /[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/
const SPACE = 32
const HASH = 35

/** False where the text has characters that only the full parser knows what to do with. */
export const hasPlainSpaces = (text: string): boolean => !ODD.some((character) => text.includes(character)) && !ODD_WIDE.test(text)

/** The line at hand, of those that are neither empty nor comments, as numbers: no text is made of it before it is known what it is. */
export class BlockLine {
  readonly text: string
  /** -1 where a document ends: at a mark, or behind the last line. */
  indent = -1
  /** Of the text behind the indent, and in front of spaces at the end. */
  start = 0
  end = 0
  /** 1-based. */
  number = 0
  /** It is a document mark, a directive or something that looks like one. */
  isMark = false
  #next = 0

  constructor(text: string) {
    this.text = text
    this.next()
  }

  /** Nothing follows. */
  get done(): boolean {
    return this.indent < 0 && !this.isMark
  }

  /** Of lines that are marks: one that only parts documents. */
  get isPlainMark(): boolean {
    return this.end - this.start === 3 && this.text.startsWith('---', this.start)
  }

  next(): void {
    const { text } = this
    this.indent = -1
    this.isMark = false
    for (let from = this.#next; from <= text.length; ) {
      let end = text.indexOf('\n', from)
      if (end < 0) end = text.length
      this.number++
      let at = from
      while (at < end && text.charCodeAt(at) === SPACE) at++
      if (at < end && text.charCodeAt(at) !== HASH) {
        this.#next = end + 1
        while (text.charCodeAt(end - 1) === SPACE) end--
        this.start = at
        this.end = end
        this.isMark = at === from && (text.startsWith('---', at) || text.startsWith('...', at) || text.startsWith('%', at))
        if (!this.isMark) this.indent = at - from
        return
      }
      from = end + 1
    }
    this.#next = text.length + 1
  }
}

/** A longer list is not gone through for each of its entries. */
const MANY = 32

/** The lines of the keys and items of one document, each followed by what is below it. */
export class Places {
  /** null for an item of a sequence. */
  readonly #keys: (string | null)[] = []
  readonly #lines: number[] = []
  /** The place behind all that is below. */
  readonly #nexts: number[] = []
  /** Of longer lists, by their first place: the places by key, or in their order. */
  #indexes: Map<number, Map<string | number, number>> | null = null

  /** `end` has to be told where what is below it ends. */
  begin(key: string | null, line: number): number {
    this.#keys.push(key)
    this.#lines.push(line)
    return this.#nexts.push(0) - 1
  }

  end(place: number): void {
    this.#nexts[place] = this.#keys.length
  }

  /** The line of what is at the path, or of the nearest above it; `root` where that is the whole. */
  lineOf(path: readonly (string | number)[], root: number): number {
    let line = root
    let from = 0
    let to = this.#keys.length
    for (const step of path) {
      const place = this.#find(from, to, step)
      if (place === undefined) break
      line = this.#lines[place] as number
      from = place + 1
      to = this.#nexts[place] as number
    }
    return line
  }

  #find(from: number, to: number, step: string | number): number | undefined {
    const items = this.#keys[from] === null
    const wanted = items ? Number(step) : String(step)
    for (let place = from, i = 0; place < to; place = this.#nexts[place] as number, i++) {
      if ((items ? i : this.#keys[place]) === wanted) return place
      if (i === MANY) return this.#indexOf(from, to).get(wanted)
    }
    return undefined
  }

  #indexOf(from: number, to: number): Map<string | number, number> {
    this.#indexes ??= new Map()
    let index = this.#indexes.get(from)
    if (index === undefined) {
      this.#indexes.set(from, (index = new Map()))
      for (let place = from, i = 0; place < to; place = this.#nexts[place] as number, i++) index.set(this.#keys[place] ?? i, place)
    }
    return index
  }
}
