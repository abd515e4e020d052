/** YAML 1.2 documents as plain values with line numbers; JSON is YAML. Never throws: what cannot be read says where. */
import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
} from 'yaml'
import { readBlockYaml } from './block-yaml.ts'
import { BUDGET } from './budget.ts'

export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlMap
export interface YamlMap {
  readonly [key: string]: YamlValue | undefined
}
export interface YamlDocument {
  readonly value: YamlValue
  /** 1-based line of the node at this path of keys and indexes; of the nearest node above it where there is none. */
  readonly lineOf: (path: readonly (string | number)[]) => number
}
export interface YamlFault {
  readonly line: number
  readonly message: string
}

export const isYamlMap = (value: YamlValue | undefined): value is YamlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the full parser, which is slow, may still be given of one drop. */
export interface YamlAllowance {
  octets: number
}
export const newYamlAllowance = (): YamlAllowance => ({ octets: BUDGET.fullYamlBytes })

/** All documents of `text`; faults are of single documents, the others are still read. */
export function readYaml(
  text: string,
  allowance = newYamlAllowance(),
): { readonly documents: readonly YamlDocument[]; readonly faults: readonly YamlFault[] } {
  const fast = readBlockYaml(text)
  if (fast !== null) return { documents: fast, faults: [] }
  if (text.length > allowance.octets)
    return {
      documents: [],
      faults: [{ line: 1, message: `more than ${BUDGET.fullYamlBytes} octets of other than plain block style in one drop` }],
    }
  allowance.octets -= text.length
  return readFullYaml(text)
}

/** The reference: everything YAML has, by the library. */
export function readFullYaml(
  text: string,
  mostTokens: number = BUDGET.yamlTokens,
): { readonly documents: readonly YamlDocument[]; readonly faults: readonly YamlFault[] } {
  const faults: YamlFault[] = []
  if (tooDeep(text)) return { documents: [], faults: [{ line: 1, message: `nested deeper than ${BUDGET.yamlDepth}` }] }
  const lineCounter = new LineCounter()
  const documents: YamlDocument[] = []
  const fail = (offset: number, error: unknown): void =>
    void faults.push({ line: lineCounter.linePos(offset).line, message: messageOf(error) })
  try {
    for (const document of documentsOf(text, lineCounter, mostTokens)) {
      if (documents.length + faults.length >= BUDGET.yamlDocuments) {
        fail(document.range[0], new Error(`more than ${BUDGET.yamlDocuments} documents`))
        break
      }
      const [error] = document.errors
      if (error !== undefined) {
        fail(error.pos[0], error)
        continue
      }
      try {
        const budget = { aliases: BUDGET.yamlAliases, nodes: BUDGET.yamlNodes }
        documents.push({ value: plain(document.contents, document, budget, 0), lineOf: linesIn(document.contents, lineCounter) })
      } catch (error) {
        faults.push({ line: 1, message: messageOf(error) })
      }
    }
  } catch (error) {
    faults.push({ line: 1, message: messageOf(error) })
  }
  return { documents, faults }
}

/** One after the other, so that whoever has enough of them stops. */
function* documentsOf(text: string, lineCounter: LineCounter, mostTokens: number): Generator<Document.Parsed> {
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: false, logLevel: 'silent' })
  yield* composer.compose(tokensOf(text, lineCounter, mostTokens)) as Generator<Document.Parsed>
}

/** `Parser.parse`, with its lexemes counted: each costs some hundred octets until its document ends. */
function* tokensOf(text: string, lineCounter: LineCounter, most: number): Generator<CST.Token> {
  const parser = new Parser(lineCounter.addNewLine)
  lineCounter.addNewLine(0)
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > most) throw new Error(`more than ${most} tokens`)
    yield* parser.next(lexeme)
  }
  yield* parser.end()
}

function linesIn(root: Node | null, lineCounter: LineCounter): YamlDocument['lineOf'] {
  // A mapping is asked for as many of its keys as it has.
  const indexes = new Map<Node, Map<string, Pair>>()
  const indexOf = (node: YAMLMap): Map<string, Pair> => {
    let index = indexes.get(node)
    if (index === undefined) {
      indexes.set(node, (index = new Map()))
      for (const pair of node.items.toReversed()) if (isScalar(pair.key)) index.set(String(pair.key.value), pair)
    }
    return index
  }
  return (path) => {
    let node: Node | null = root
    let line = lineCounter.linePos(root?.range?.[0] ?? 0).line
    for (const step of path) {
      if (isMap(node)) {
        const pair = indexOf(node).get(String(step))
        if (pair === undefined) return line
        const at = (pair.key as Node).range?.[0]
        if (at !== undefined) line = lineCounter.linePos(at).line
        node = pair.value as Node | null
      } else if (isSeq(node)) {
        node = (node.items[Number(step)] as Node | undefined) ?? null
        const at = node?.range?.[0]
        if (at !== undefined) line = lineCounter.linePos(at).line
      } else return line
    }
    return line
  }
}

/** The parser's words without the text it stumbled over, which may be a password: what it quotes, and what stands behind a colon. */
const messageOf = (error: unknown): string =>
  error instanceof RangeError
    ? `nested deeper than ${BUDGET.yamlDepth}`
    : error instanceof Error
      ? error.message
          .split('\n')[0]!
          .replace(/:(\s.*)?$/, '')
          .replace(/"[^"]*"?|`[^`]*`?/g, '…')
      : 'unreadable'

/** A line that opens more sequences or mappings at once than there may be within one another. */
const OPENS_MANY = new RegExp(`^[ \\t]*(?:[-?][ \\t]+){${BUDGET.yamlDepth + 1}}`, 'm')

/** Flow brackets and indicators of blocks are counted before the parser, which recurses, sees the text. */
function tooDeep(text: string): boolean {
  if (OPENS_MANY.test(text)) return true
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x5b || c === 0x7b) {
      if (++depth > 1000) return true
    } else if (c === 0x5d || c === 0x7d) depth = Math.max(0, depth - 1)
  }
  return false
}

/** Nodes to values; objects have no prototype, so that no key of the input means anything to us. */
function plain(node: unknown, document: Document.Parsed, budget: { aliases: number; nodes: number }, depth: number): YamlValue {
  if (depth > BUDGET.yamlDepth) throw new Error(`nested deeper than ${BUDGET.yamlDepth}`)
  if (--budget.nodes < 0) throw new Error('too many nodes')
  if (isAlias(node)) {
    if (--budget.aliases < 0) throw new Error(`more than ${BUDGET.yamlAliases} aliases`)
    return plain(node.resolve(document), document, budget, depth + 1)
  }
  if (isMap(node)) {
    const map: Record<string, YamlValue> = Object.create(null) as Record<string, YamlValue>
    for (const { key, value } of node.items)
      map[isScalar(key) ? String(key.value) : String(key)] = plain(value, document, budget, depth + 1)
    return map
  }
  if (isSeq(node)) return node.items.map((item) => plain(item, document, budget, depth + 1))
  if (isScalar(node)) {
    const { value } = node
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
    // A bigint, a date: as it stands in the text.
    return value === null || value === undefined ? null : (node.source ?? null)
  }
  return null
}
