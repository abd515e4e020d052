/**
 * The YAML that programs write: block mappings and sequences of plain or quoted one-line scalars. Anything else (anchors, tags, flow
 * collections with content, block scalars, folded lines, tabs) is left to the full parser: `null`. Twenty times as fast as that one,
 * and equal to it on everything it accepts, which a property test holds.
 */
import { BlockLine, hasPlainSpaces, Places } from './block-lines.ts'
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

/** Keys read lately, each in the one place its characters lead to: a fleet has the same few in each of its files. */
const RECENT: string[] = Array.from({ length: 1024 }, () => '')

/** 1 at what no number, boolean, null or indicator begins with. */
const WORD = new Uint8Array(128)
for (let code = 0; code < 128; code++) if (/[a-eg-mo-su-zA-EG-MO-SU-Z/]/.test(String.fromCharCode(code))) WORD[code] = 1

/** Without a prototype, so that no key of the input means anything to us; not by `Object.create(null)`, which makes a hash table of it. */
const Bare = function () {} as unknown as new () => Record<string, YamlValue>
Bare.prototype = Object.create(null)

/** In: the whole text. Out: its documents, or null where the full parser must read it. */
export function readBlockYaml(text: string): YamlDocument[] | null {
  if (!hasPlainSpaces(text)) return null
  const line = new BlockLine(text)
  const documents: YamlDocument[] = []
  try {
    // A mark after content begins another document; the first one only opens the stream, and a second one leaves it empty.
    do {
      if (line.isMark) {
        if (!line.isPlainMark) return null
        line.next()
      }
      documents.push(readDocument(line))
    } while (!line.done)
    return documents
  } catch (error) {
    if (error === NOT_OURS) return null
    throw error
  }
}

function readDocument(line: BlockLine): YamlDocument {
  if (line.indent < 0) throw NOT_OURS
  const first = line.number
  const reader = new BlockReader(line)
  const value = reader.node(line.indent, 0)
  if (line.indent >= 0) throw NOT_OURS
  const { places } = reader
  return { value, lineOf: (path) => places.lineOf(path, first) }
}

class BlockReader {
  readonly #line: BlockLine
  readonly #text: string
  /** The key last found in a line, and where its value begins: behind the end of the line where there is none. */
  #key = ''
  #value = 0
  readonly places = new Places()

  constructor(line: BlockLine) {
    this.#line = line
    this.#text = line.text
  }

  /** The mapping or sequence whose lines stand at this indent. */
  node(indent: number, depth: number): YamlValue {
    return this.#isItem() ? this.#sequence(indent, depth) : this.#mapping(indent, depth, -1)
  }

  /** `opening`: where in its line the first entry begins, behind the dash of an item; -1 where it begins as the line does. */
  #mapping(indent: number, depth: number, opening: number): YamlMap {
    if (depth > BUDGET.yamlDepth) throw NOT_OURS
    const line = this.#line
    const map = new Bare()
    for (let from = opening; ; from = -1) {
      // A sequence at the indent of its key has been read with the key: here it belongs to something above.
      if (from < 0 && (line.indent !== indent || this.#isItem())) {
        if (line.indent > indent) throw NOT_OURS
        return map
      }
      const { end } = line
      if (!this.#findKey(from < 0 ? line.start : from, end)) throw NOT_OURS
      const key = this.#key
      const value = this.#value
      if (map[key] !== undefined) throw NOT_OURS
      const place = this.places.begin(key, line.number)
      line.next()
      map[key] = value < end ? this.#scalar(value, end, indent) : this.#below(indent, depth)
      this.places.end(place)
    }
  }

  /** What stands under a key without a value: deeper lines, a sequence at the key's own indent, or nothing. */
  #below(indent: number, depth: number): YamlValue {
    const next = this.#line.indent
    if (next > indent) return this.node(next, depth + 1)
    return next === indent && this.#isItem() ? this.#sequence(indent, depth + 1) : null
  }

  #sequence(indent: number, depth: number): YamlValue {
    if (depth > BUDGET.yamlDepth) throw NOT_OURS
    const line = this.#line
    const items: YamlValue[] = []
    while (line.indent === indent && this.#isItem()) {
      const { start, end } = line
      let content = start + 1
      while (content < end && this.#text.charCodeAt(content) === SPACE) content++
      if (content === end || this.#isItemAt(content, end)) throw NOT_OURS
      const place = this.places.begin(null, line.number)
      if (this.#findKey(content, end)) items.push(this.#mapping(indent + content - start, depth + 1, content))
      else {
        line.next()
        items.push(this.#scalar(content, end, indent))
      }
      this.places.end(place)
    }
    if (line.indent > indent) throw NOT_OURS
    return items
  }

  /** A scalar that ends with its line; a deeper line below would continue it. */
  #scalar(start: number, end: number, indent: number): YamlValue {
    if (this.#line.indent > indent) throw NOT_OURS
    const text = this.#text.slice(start, end)
    return scalar(end - start > LONGEST_OWN ? text : ownString(text))
  }

  #isItem(): boolean {
    return this.#isItemAt(this.#line.start, this.#line.end)
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
    let place = 0
    for (let code = 0; at < end && ((IN_KEY[(code = text.charCodeAt(at))] ?? 0) & 2) !== 0; at++) place = (place * 31 + code) & 1023
    const behind = at
    if (quoted && text.charCodeAt(at++) !== QUOTE) return false
    if (at >= end || text.charCodeAt(at++) !== COLON) return false
    if (at < end && text.charCodeAt(at) !== SPACE) return false
    while (at < end && text.charCodeAt(at) === SPACE) at++
    const recent = RECENT[place] as string
    if (recent.length === behind - from && text.startsWith(recent, from)) this.#key = recent
    else this.#key = RECENT[place] = ownString(text.slice(from, behind))
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
  if (text.charCodeAt(text.length - 1) === COLON || (text.includes(' ') && (text.includes(': ') || text.includes(' #')))) throw NOT_OURS
  const code = text.charCodeAt(0)
  if (code > 127 || WORD[code] === 1) return text
  if (text === 'true' || text === 'True' || text === 'TRUE') return true
  if (text === 'false' || text === 'False' || text === 'FALSE') return false
  if (text === '~' || text === 'null' || text === 'Null' || text === 'NULL') return null
  if (text === '{}') return new Bare()
  if (text === '[]') return []
  if ('[]{},&*!|>%@`#?:-'.includes(first) && !/^-[^\s-]/.test(text) && !/^--/.test(text)) throw NOT_OURS
  if (/^(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text)
  if (NUMERIC.test(text)) throw NOT_OURS
  return text
}
