/**
 * PEM blocks as Go's `encoding/pem.Decode` finds them, in order, and what it does not see but a person would.
 * A block begins at the start of a line and ends at the end of one; junk between blocks is skipped (RFC 7468 section 2).
 */

export interface PemBody {
  readonly type: string
  /** RFC 1421 headers stand above the body. */
  readonly headers: boolean
  /** Names and values of the headers, for `Proc-Type: 4,ENCRYPTED`. */
  readonly encrypted: boolean
  /** 1-based line of the BEGIN line. */
  readonly line: number
  /** Base64 without white space: the key under which a repeated block is known. */
  readonly body: string
}
export type HiddenWhy = 'bom' | 'indented' | 'no-armor' | 'unterminated' | 'bad-base64' | 'bad-header'
export interface HiddenBlock {
  readonly why: HiddenWhy
  readonly line: number
  readonly type: string | null
  readonly body: string | null
}

const BEGIN = '-----BEGIN '
const END = '\n-----END '
const DASHES = '-----'

/** Go's getLine: the line without trailing white space, and where the next begins. */
function lineAt(text: string, start: number): { readonly line: string; readonly next: number } {
  const newline = text.indexOf('\n', start)
  const end = newline < 0 ? text.length : newline
  let last = newline > start && text[newline - 1] === '\r' ? end - 1 : end
  while (last > start && (text[last - 1] === ' ' || text[last - 1] === '\t')) last--
  return { line: text.slice(start, last), next: newline < 0 ? text.length : newline + 1 }
}

/** Counts lines forward only: blocks come in order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let from = 0
  return (offset) => {
    if (offset < from) [line, from] = [1, 0]
    for (let at = text.indexOf('\n', from); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
    from = offset
    return line
  }
}

/**
 * Every block of `text` (the file's bytes as Latin-1). `valid` says whether a body decodes as base64; a block whose body does not is skipped, as Go skips it.
 */
export function readPem(
  text: string,
  valid: (body: string) => boolean,
): { readonly blocks: readonly PemBody[]; readonly hidden: readonly HiddenBlock[] } {
  const blocks: PemBody[] = []
  const seen = new Set<number>()
  const lineOf = lineCounter(text)
  let rest = 0
  // Each turn looks at one END line; `rest` is where Go's slice begins.
  for (;;) {
    const end = text.indexOf(END, rest)
    if (end < 0) break
    let after = end + END.length
    const begin = end < BEGIN.length ? -1 : text.lastIndexOf(BEGIN, end - BEGIN.length)
    if (begin < rest || (begin > rest && text[begin - 1] !== '\n')) {
      rest = after
      continue
    }
    const typeLine = lineAt(text, begin + BEGIN.length)
    if (!typeLine.line.endsWith(DASHES)) {
      rest = after
      continue
    }
    const type = typeLine.line.slice(0, -DASHES.length)
    let at = typeLine.next
    let headers = 0
    let encrypted = false
    let exhausted = false
    for (;;) {
      if (at >= text.length) {
        exhausted = true
        break
      }
      const header = lineAt(text, at)
      if (!header.line.includes(':')) break
      headers++
      if (/^\s*Proc-Type\s*:.*ENCRYPTED/.test(header.line)) encrypted = true
      at = header.next
    }
    if (exhausted) break
    if (headers > 0 && end < at) {
      rest = after
      continue
    }
    const trailer = text.slice(after, after + type.length + DASHES.length)
    const restOfLine = lineAt(text, after + type.length + DASHES.length)
    if (trailer !== type + DASHES || restOfLine.line !== '') {
      rest = after
      continue
    }
    const body = end > at ? text.slice(at, end).replace(/[ \t\r\n]+/g, '') : ''
    if (!valid(body)) {
      rest = after
      continue
    }
    blocks.push({ type, headers: headers > 0, encrypted, line: lineOf(begin), body })
    seen.add(begin)
    rest = after = lineAt(text, end + 1).next
  }
  return { blocks, hidden: hiddenBlocks(text, seen, valid, lineOf) }
}

/** BEGIN lines that Go passed over, each with the reason. */
function hiddenBlocks(
  text: string,
  seen: ReadonlySet<number>,
  valid: (body: string) => boolean,
  lineOf: (offset: number) => number,
): readonly HiddenBlock[] {
  const hidden: HiddenBlock[] = []
  for (let begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
    if (seen.has(begin)) continue
    const lineStart = text.lastIndexOf('\n', begin) + 1
    const before = text.slice(lineStart, begin)
    const first = lineAt(text, begin + BEGIN.length)
    const type = first.line.endsWith(DASHES) ? first.line.slice(0, -DASHES.length) : null
    const nextBegin = text.indexOf(BEGIN, begin + 1)
    const end = text.indexOf('-----END ', first.next)
    const unterminated = end < 0 || (nextBegin >= 0 && nextBegin < end)
    const body = unterminated ? null : text.slice(first.next, end).replace(/[ \t\r\n]+/g, '')
    const readable = body !== null && valid(body)
    const why: HiddenWhy | null =
      before === '\u00ef\u00bb\u00bf'
        ? 'bom'
        : unterminated
          ? 'unterminated'
          : /^[ \t]+$/.test(before)
            ? 'indented'
            : before !== ''
              ? null
              : readable
                ? 'bad-header'
                : 'bad-base64'
    if (why !== null) hidden.push({ why, line: lineOf(begin), type, body: readable ? body : null })
  }
  return hidden
}
