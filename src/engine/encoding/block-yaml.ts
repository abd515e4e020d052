/**
 * The YAML that programs write: block mappings and sequences of plain or quoted one-line scalars. Anything else (anchors, tags, flow
 * collections with content, block scalars, folded lines, tabs) is left to the full parser: `null`. Twenty times as fast as that one,
 * and equal to it on everything it accepts, which a property test holds.
 */
import { BUDGET } from './budget.ts'
import type { YamlDocument, YamlMap, YamlValue } from './yaml.ts'

interface Line {
  readonly indent: number
  readonly text: string
  /** 1-based. */
  readonly number: number
}
/** The lines of one container's children. */
type Lines = WeakMap<object, Map<string | number, number>>

/** Thrown and caught here only: this text is for the full parser. */
const NOT_OURS = new Error('not block YAML')
const KEY = /^("?)([A-Za-z_][\w./-]*)\1:(?:$| +(.*)$)/
/** What could be a number to the core schema but is no plain decimal integer. */
const NUMERIC = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|^0[ox][0-9A-Fa-f]+$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/

/** In: the whole text. Out: its documents, or null where the full parser must read it. */
export function readBlockYaml(text: string): YamlDocument[] | null {
  if (/[\t\r\0\u0085\u2028\u2029\ufeff]/.test(text)) return null
  const documents: Line[][] = [[]]
  let opened = false
  let number = 0
  let start = 0
  while (start <= text.length) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    number++
    let at = start
    while (at < end && text.charCodeAt(at) === 32) at++
    if (at < end && text.charCodeAt(at) !== 35) {
      const line = { indent: at - start, text: text.slice(at, end).trimEnd(), number }
      if (line.indent === 0 && (line.text.startsWith('---') || line.text.startsWith('...') || line.text.startsWith('%'))) {
        if (line.text !== '---') return null
        // A mark after content begins another document; the first one only opens the stream, and a second one leaves it empty.
        if (documents.length > 1 || documents[0]!.length > 0) documents.push([])
        else if (opened) return null
        opened = true
      } else documents.at(-1)!.push(line)
    }
    start = end + 1
  }
  try {
    return documents.map(readDocument)
  } catch (error) {
    if (error === NOT_OURS) return null
    throw error
  }
}

function readDocument(lines: readonly Line[]): YamlDocument {
  const [first] = lines
  if (first === undefined) throw NOT_OURS
  const places: Lines = new WeakMap()
  const reader = new BlockReader(lines, places)
  const value = reader.node(first.indent, 0)
  if (!reader.done) throw NOT_OURS
  const lineOf = (path: readonly (string | number)[]): number => {
    let node: unknown = value
    let line = first.number
    for (const step of path) {
      const next =
        typeof node === 'object' && node !== null ? places.get(node)?.get(Array.isArray(node) ? Number(step) : String(step)) : undefined
      if (next === undefined) return line
      line = next
      node = (node as Record<string | number, unknown>)[step]
    }
    return line
  }
  return { value, lineOf }
}

class BlockReader {
  readonly #lines: readonly Line[]
  readonly #places: Lines
  #at = 0

  constructor(lines: readonly Line[], places: Lines) {
    this.#lines = lines
    this.#places = places
  }
  get done(): boolean {
    return this.#at === this.#lines.length
  }

  /** The mapping or sequence whose lines stand at this indent. */
  node(indent: number, depth: number): YamlValue {
    if (depth > BUDGET.yamlDepth) throw NOT_OURS
    const line = this.#lines[this.#at]!
    return isItem(line.text) ? this.#sequence(indent, depth) : this.#mapping(indent, depth)
  }

  #mapping(indent: number, depth: number, opening: string | null = null): YamlMap {
    const map = Object.create(null) as Record<string, YamlValue>
    const lines = new Map<string | number, number>()
    this.#places.set(map, lines)
    for (let text = opening; ; text = null) {
      const line = this.#lines[this.#at]
      if (line === undefined || (text === null && line.indent !== indent)) {
        if (line !== undefined && line.indent > indent) throw NOT_OURS
        return map
      }
      if (text === null && isItem(line.text)) {
        // A sequence at the indent of its key has been read with the key: here it belongs to something above.
        return map
      }
      const entry = KEY.exec(text ?? line.text)
      if (entry === null) throw NOT_OURS
      const [, , key, rest] = entry as unknown as [string, string, string, string | undefined]
      if (lines.has(key)) throw NOT_OURS
      lines.set(key, line.number)
      this.#at++
      map[key] = rest === undefined || rest === '' ? this.#below(indent, depth) : this.#scalar(rest, indent)
    }
  }

  /** What stands under a key without a value: deeper lines, a sequence at the key's own indent, or nothing. */
  #below(indent: number, depth: number): YamlValue {
    const next = this.#lines[this.#at]
    if (next === undefined || next.indent < indent) return null
    if (next.indent > indent) return this.node(next.indent, depth + 1)
    return isItem(next.text) ? this.#sequence(indent, depth + 1) : null
  }

  #sequence(indent: number, depth: number): YamlValue {
    const items: YamlValue[] = []
    const lines = new Map<string | number, number>()
    this.#places.set(items, lines)
    for (;;) {
      const line = this.#lines[this.#at]
      if (line === undefined || line.indent !== indent || !isItem(line.text)) {
        if (line !== undefined && line.indent > indent) throw NOT_OURS
        return items
      }
      const content = line.text.slice(1).trimStart()
      if (content === '' || isItem(content)) throw NOT_OURS
      lines.set(items.length, line.number)
      if (KEY.test(content)) items.push(this.#mapping(indent + line.text.length - content.length, depth + 1, content))
      else {
        this.#at++
        items.push(this.#scalar(content, indent))
      }
    }
  }

  /** A scalar that ends with its line; a deeper line below would continue it. */
  #scalar(text: string, indent: number): YamlValue {
    const next = this.#lines[this.#at]
    if (next !== undefined && next.indent > indent) throw NOT_OURS
    return scalar(text)
  }
}

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ')

/** YAML 1.2 core schema, section 10.3.2. */
function scalar(text: string): YamlValue {
  const first = text[0]!
  if (first === '"' || first === "'") {
    const inner = text.slice(1, -1)
    if (text.length < 2 || text.at(-1) !== first || inner.includes(first) || inner.includes('\\')) throw NOT_OURS
    return inner
  }
  if (text === '{}') return Object.create(null) as YamlMap
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
