/**
 * PEM blocks as Go's `encoding/pem.Decode` finds them, in order, and what it does not see but a person would.
 * A block begins at the start of a line and ends at the end of one; junk between blocks is skipped (RFC 7468 section 2).
 */

import { BUDGET } from './budget.ts'

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
/** Longer ones are cut: nothing that is shown has a type like that. */
const LONGEST_TYPE = 100
/** A block further in is in the middle of something else. */
const LONGEST_INDENT = 200

/** Go's getLine: the line without trailing white space, and where the next begins. */
function lineAt(text: string, start: number, until = text.indexOf('\n', start)): { readonly line: string; readonly next: number } {
  const newline = until === text.length ? -1 : until
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
  const beginBefore = lastBefore(text, BEGIN)
  const lastPlainLine = memo(() => lastLineWithoutColon(text))
  let rest = 0
  // Each turn looks at one END line; `rest` is where Go's slice begins.
  for (;;) {
    const end = text.indexOf(END, rest)
    if (end < 0) break
    let after = end + END.length
    const begin = beginBefore(end - BEGIN.length)
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
      // Headers that run past the END line decide nothing but whether they end at all.
      if (at >= text.length || at > end) {
        exhausted = at > lastPlainLine()
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

/** The last place of `mark` at or before a limit that only grows: the text is gone through once, however many are asked for. */
function lastBefore(text: string, mark: string): (limit: number) => number {
  let found = -1
  let next = text.indexOf(mark)
  return (limit) => {
    while (next >= 0 && next <= limit) {
      found = next
      next = text.indexOf(mark, next + 1)
    }
    return found
  }
}

/** The first place of `mark` at or after a start that only grows. */
function firstAfter(text: string, mark: string): (start: number) => number {
  let found = -2
  return (start) => (found === -1 || found >= start ? found : (found = text.indexOf(mark, start)))
}

function memo(make: () => number): () => number {
  let made: number | null = null
  return () => (made ??= make())
}

/** Where the last line without a colon starts, -1 where every line has one. */
function lastLineWithoutColon(text: string): number {
  for (let end = text.endsWith('\n') ? text.length - 1 : text.length; end > 0; ) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const colon = text.lastIndexOf(':', end)
    if (colon < start) return start
    end = start - 1
  }
  return -1
}

/** BEGIN lines that Go passed over, each with the reason; no more of them than anybody reads. */
function hiddenBlocks(
  text: string,
  seen: ReadonlySet<number>,
  valid: (body: string) => boolean,
  lineOf: (offset: number) => number,
): readonly HiddenBlock[] {
  const hidden: HiddenBlock[] = []
  const newlineBefore = lastBefore(text, '\n')
  const newlineAfter = firstAfter(text, '\n')
  const endAfter = firstAfter(text, '-----END ')
  for (let begin = text.indexOf(BEGIN); begin >= 0 && hidden.length < BUDGET.hiddenBlocks; begin = text.indexOf(BEGIN, begin + 1)) {
    if (seen.has(begin)) continue
    const lineStart = newlineBefore(begin) + 1
    const before = text.slice(lineStart, begin)
    const newline = newlineAfter(begin)
    const first = lineAt(text, begin + BEGIN.length, newline < 0 ? text.length : newline)
    const type = first.line.endsWith(DASHES) ? first.line.slice(0, -DASHES.length).slice(0, LONGEST_TYPE) : null
    const nextBegin = text.indexOf(BEGIN, begin + 1)
    const end = endAfter(first.next)
    const unterminated = end < 0 || (nextBegin >= 0 && nextBegin < end)
    const body = unterminated ? null : text.slice(first.next, end).replace(/[ \t\r\n]+/g, '')
    const readable = body !== null && valid(body)
    const why: HiddenWhy | null =
      before === '\u00ef\u00bb\u00bf'
        ? 'bom'
        : unterminated
          ? 'unterminated'
          : before.length < LONGEST_INDENT && /^[ \t]+$/.test(before)
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
