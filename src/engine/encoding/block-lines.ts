/** The lines of a block YAML text, and where its values stand. */

/** White space but the line feed and the space, and what else YAML has its own rules for. */
const ODD = ['\t', '\r', '\0', '\v', '\f', '\u0085', '\u00a0']
const ODD_WIDE = /[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/
const SPACE = 32
const HASH = 35

/** The lines that are neither empty nor comments, as numbers: no text is made of one before it is known what it is. */
export class BlockLines {
  readonly text: string
  readonly indents: number[] = []
  /** Of the text behind the indent, and in front of spaces at the end. */
  readonly starts: number[] = []
  readonly ends: number[] = []
  /** 1-based. */
  readonly numbers: number[] = []

  constructor(text: string) {
    this.text = text
    let number = 0
    for (let start = 0; start <= text.length; ) {
      let end = text.indexOf('\n', start)
      if (end < 0) end = text.length
      number++
      let at = start
      while (at < end && text.charCodeAt(at) === SPACE) at++
      if (at < end && text.charCodeAt(at) !== HASH) {
        let last = end
        while (text.charCodeAt(last - 1) === SPACE) last--
        this.indents.push(at - start)
        this.starts.push(at)
        this.ends.push(last)
        this.numbers.push(number)
      }
      start = end + 1
    }
  }

  /** Whether a line is a document mark, a directive or something that looks like one. */
  isMark(line: number): boolean {
    const start = this.starts[line] as number
    return (
      this.indents[line] === 0 &&
      (this.text.startsWith('---', start) || this.text.startsWith('...', start) || this.text.startsWith('%', start))
    )
  }

  /** Of lines that are marks: one that only parts documents. */
  isPlainMark(line: number): boolean {
    return (this.ends[line] as number) - (this.starts[line] as number) === 3 && this.text.startsWith('---', this.starts[line])
  }
}

/** False where the text has characters that only the full parser knows what to do with. */
export const hasPlainSpaces = (text: string): boolean => !ODD.some((character) => text.includes(character)) && !ODD_WIDE.test(text)

/** A longer list of keys is not gone through for each of them. */
const MANY = 32

/** The lines of a mapping's keys or a sequence's items, and the same of what is below. */
export class Places {
  /** null for a sequence. */
  readonly #keys: string[] | null
  readonly #lines: number[] = []
  readonly #below: (Places | null)[] = []
  #index: Map<string, number> | null = null

  constructor(of: 'mapping' | 'sequence') {
    this.#keys = of === 'mapping' ? [] : null
  }

  has(key: string): boolean {
    return this.#indexOf(key) >= 0
  }

  add(key: string | null, line: number): void {
    if (key !== null) {
      this.#index?.set(key, this.#lines.length)
      this.#keys?.push(key)
    }
    this.#lines.push(line)
    this.#below.push(null)
  }

  /** What stands under the key or in the item added last. */
  set below(places: Places) {
    this.#below[this.#below.length - 1] = places
  }

  /** The line of what is at the path, or of the nearest above it; `root` where that is the whole. */
  lineOf(path: readonly (string | number)[], root: number, from = 0): number {
    const step = path[from]
    if (step === undefined) return root
    const index = this.#keys === null ? Number(step) : this.#indexOf(String(step))
    const line = this.#lines[index]
    return line === undefined ? root : (this.#below[index]?.lineOf(path, line, from + 1) ?? line)
  }

  #indexOf(key: string): number {
    const keys = this.#keys ?? []
    if (keys.length <= MANY) return keys.indexOf(key)
    this.#index ??= new Map(keys.map((one, i) => [one, i]))
    return this.#index.get(key) ?? -1
  }
}
