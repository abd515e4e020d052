/**
 * The YAML that programs write: block mappings and sequences of plain or quoted one-line scalars. Anything else (anchors, tags, flow
 * collections with content, block scalars, folded lines, tabs) is left to the full parser: `null`. Twenty times as fast as that one,
 * and equal to it on everything it accepts, which a property test holds.
 */
import { BlockLines, hasPlainSpaces, Places } from './block-lines.ts'
import { BUDGET } from './budget.ts'
import { ownString } from './own-string.ts'
import type { YamlDocument, YamlMap, YamlValue } from './yaml.ts'

/** Thrown and caught here only: this text is for the full parser. */
const NOT_OURS = new Error('not block YAML')
/** What could be a number to the core schema but is no plain decimal integer. */
const NUMERIC = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|^0[ox][0-9A-Fa-f]+$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/

/** Longer scalars are encoded data, which nobody keeps as it stands. */
const LONGEST_OWN = 256

const SPACE = 32
const QUOTE = 34
const DASH = 45
const COLON = 58
/** Of each octet: 1 where a key may begin with it, 2 where it may go on with it. */
const IN_KEY = new Uint8Array(128)
for (const [pattern, mark] of [
  [/[\w./-]/, 2],
  [/[A-Za-z_]/, 3],
] as const)
  for (let code = 0; code < 128; code++) if (pattern.test(String.fromCharCode(code))) IN_KEY[code] = mark

/** Without a prototype, so that no key of the input means anything to us; not by `Object.create(null)`, which makes a hash table of it. */
const Bare = function () {} as unknown as new () => Record<string, YamlValue>
Bare.prototype = Object.create(null)

/** In: the whole text. Out: its documents, or null where the full parser must read it. */
export function readBlockYaml(text: string): YamlDocument[] | null {
  if (!hasPlainSpaces(text)) return null
  const lines = new BlockLines(text)
  const count = lines.numbers.length
  // A mark after content begins another document; the first one only opens the stream, and a second one leaves it empty.
  const begins = [count > 0 && lines.isMark(0) ? 1 : 0]
  const ends: number[] = []
  for (let line = 0; line < count; line++) {
    if (!lines.isMark(line)) continue
    if (!lines.isPlainMark(line)) return null
    if (line === 0) continue
    ends.push(line)
    begins.push(line + 1)
  }
  ends.push(count)
  try {
    return begins.map((begin, i) => readDocument(lines, begin, ends[i] as number))
  } catch (error) {
    if (error === NOT_OURS) return null
    throw error
  }
}

function readDocument(lines: BlockLines, begin: number, end: number): YamlDocument {
  if (begin >= end) throw NOT_OURS
  const reader = new BlockReader(lines, begin, end)
  const value = reader.node(lines.indents[begin] as number, 0)
  if (!reader.done) throw NOT_OURS
  const { places } = reader
  const first = lines.numbers[begin] as number
  return { value, lineOf: (path) => places.lineOf(path, first) }
}

class BlockReader {
  readonly #lines: BlockLines
  readonly #text: string
  readonly #end: number
  #at: number
  /** The key last found in a line, and where its value begins: behind the end of the line where there is none. */
  #key = ''
  #value = 0
  /** Of the node read last. */
  places = new Places('mapping')

  constructor(lines: BlockLines, begin: number, end: number) {
    this.#lines = lines
    this.#text = lines.text
    this.#at = begin
    this.#end = end
  }
  get done(): boolean {
    return this.#at === this.#end
  }

  /** The mapping or sequence whose lines stand at this indent. */
  node(indent: number, depth: number): YamlValue {
    if (depth > BUDGET.yamlDepth) throw NOT_OURS
    return this.#isItem(this.#at) ? this.#sequence(indent, depth) : this.#mapping(indent, depth, -1)
  }

  /** `opening`: where in its line the first entry begins, behind the dash of an item; -1 where it begins as the line does. */
  #mapping(indent: number, depth: number, opening: number): YamlMap {
    const { indents, starts, ends, numbers } = this.#lines
    const map = new Bare()
    const places = new Places('mapping')
    for (let from = opening; ; from = -1) {
      const line = this.#at
      // A sequence at the indent of its key has been read with the key: here it belongs to something above.
      if (line === this.#end || (from < 0 && (indents[line] !== indent || this.#isItem(line)))) {
        if (line !== this.#end && (indents[line] as number) > indent) throw NOT_OURS
        this.places = places
        return map
      }
      if (!this.#findKey(from < 0 ? (starts[line] as number) : from, ends[line] as number)) throw NOT_OURS
      const key = this.#key
      if (places.has(key)) throw NOT_OURS
      places.add(key, numbers[line] as number)
      this.#at++
      map[key] =
        this.#value < (ends[line] as number) ? this.#scalar(this.#value, ends[line] as number, indent) : this.#below(indent, depth, places)
    }
  }

  /** What stands under a key without a value: deeper lines, a sequence at the key's own indent, or nothing. */
  #below(indent: number, depth: number, places: Places): YamlValue {
    if (this.done) return null
    const next = this.#lines.indents[this.#at] as number
    if (next < indent || (next === indent && !this.#isItem(this.#at))) return null
    const value = next > indent ? this.node(next, depth + 1) : this.#sequence(indent, depth + 1)
    places.below = this.places
    return value
  }

  #sequence(indent: number, depth: number): YamlValue {
    const { indents, starts, ends, numbers } = this.#lines
    const items: YamlValue[] = []
    const places = new Places('sequence')
    for (;;) {
      const line = this.#at
      if (line === this.#end || indents[line] !== indent || !this.#isItem(line)) {
        if (line !== this.#end && (indents[line] as number) > indent) throw NOT_OURS
        this.places = places
        return items
      }
      const end = ends[line] as number
      let content = (starts[line] as number) + 1
      while (content < end && this.#text.charCodeAt(content) === SPACE) content++
      if (content === end || this.#isItemAt(content, end)) throw NOT_OURS
      places.add(null, numbers[line] as number)
      if (this.#findKey(content, end)) {
        items.push(this.#mapping(indent + content - (starts[line] as number), depth + 1, content))
        places.below = this.places
      } else {
        this.#at++
        items.push(this.#scalar(content, end, indent))
      }
    }
  }

  /** A scalar that ends with its line; a deeper line below would continue it. */
  #scalar(start: number, end: number, indent: number): YamlValue {
    if (!this.done && (this.#lines.indents[this.#at] as number) > indent) throw NOT_OURS
    const text = this.#text.slice(start, end)
    return scalar(end - start > LONGEST_OWN ? text : ownString(text))
  }

  #isItem(line: number): boolean {
    return this.#isItemAt(this.#lines.starts[line] as number, this.#lines.ends[line] as number)
  }

  #isItemAt(start: number, end: number): boolean {
    return this.#text.charCodeAt(start) === DASH && (start + 1 === end || this.#text.charCodeAt(start + 1) === SPACE)
  }

  /** A plain or double-quoted key and its colon, which spaces or the end of the line follow. */
  #findKey(start: number, end: number): boolean {
    const text = this.#text
    const quoted = text.charCodeAt(start) === QUOTE
    const from = quoted ? start + 1 : start
    let at = from
    // Beyond ASCII there is nothing in the table, nor beyond the text.
    if (((IN_KEY[text.charCodeAt(at)] ?? 0) & 1) === 0) return false
    while (at < end && ((IN_KEY[text.charCodeAt(at)] ?? 0) & 2) !== 0) at++
    const key = text.slice(from, at)
    if (quoted && text.charCodeAt(at++) !== QUOTE) return false
    if (at >= end || text.charCodeAt(at++) !== COLON) return false
    if (at < end && text.charCodeAt(at) !== SPACE) return false
    while (at < end && text.charCodeAt(at) === SPACE) at++
    this.#key = key
    this.#value = at
    return true
  }
}

/** YAML 1.2 core schema, section 10.3.2. */
function scalar(text: string): YamlValue {
  const first = text[0]!
  if (first === '"' || first === "'") {
    const inner = text.slice(1, -1)
    if (text.length < 2 || text.at(-1) !== first || inner.includes(first) || inner.includes('\\')) throw NOT_OURS
    return inner
  }
  if (text === '{}') return new Bare()
  if (text === '[]') return []
  if ('[]{},&*!|>%@`#?:-'.includes(first) && !/^-[^\s-]/.test(text) && !/^--/.test(text)) throw NOT_OURS
  if (text.includes(': ') || text.includes(' #') || text.endsWith(':')) throw NOT_OURS
  if (text === 'true' || text === 'True' || text === 'TRUE') return true
  if (text === 'false' || text === 'False' || text === 'FALSE') return false
  if (text === '~' || text === 'null' || text === 'Null' || text === 'NULL') return null
  if (/^(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text)
  if (NUMERIC.test(text)) throw NOT_OURS
  return text
}
