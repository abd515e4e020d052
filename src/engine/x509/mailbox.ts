/** Domain names and mailboxes as crypto/x509 reads them. Texts are Latin-1: one character is one octet. */

/** Go's domainNameValid: deliberately lax (any visible ASCII, labels of any length), no empty label, no trailing period. */
export function domainNameValid(name: string, constraint: boolean): boolean {
  if (name === '') return true
  if (name.endsWith('.')) return false
  const labels = constraint && name.startsWith('.') ? name.slice(1) : name
  return /^[!-~]*$/.test(labels) && !labels.startsWith('.') && !labels.includes('..') && labels !== ''
}

/** Go's domainToReverseLabels, in the order written; null where it refuses. An empty name has no labels. */
export function domainLabels(domain: string): string[] | null {
  if (domain === '') return []
  const labels = domain.split('.')
  return labels.every((label) => label !== '' && /^[!-~]*$/.test(label)) ? labels : null
}

const inQuotes = (code: number): boolean =>
  code === 11 ||
  code === 12 ||
  code === 127 ||
  (code >= 1 && code <= 8) ||
  (code >= 14 && code <= 33) ||
  (code >= 35 && code <= 91) ||
  (code >= 93 && code <= 126)
const quotable = (code: number): boolean => code === 11 || code === 12 || (code >= 1 && code <= 9) || (code >= 14 && code <= 127)
const ATOM = /[0-9a-zA-Z!#$%&'*+\-/=?^_`{|}~.]/

/** Go's parseRFC2821Mailbox (RFC 2821 section 4.1.2, with the liberties of RFC 3696); null where it refuses. */
export function parseMailbox(text: string): { readonly local: string; readonly domain: string } | null {
  let local = ''
  let at = 0
  if (text.startsWith('"')) {
    for (at = 1; ; at++) {
      if (at >= text.length) return null
      const character = text.charAt(at)
      if (character === '"') break
      if (character === '\\') {
        at++
        if (at >= text.length || !quotable(text.charCodeAt(at))) return null
      } else if (!inQuotes(text.charCodeAt(at))) return null
      local += text.charAt(at)
    }
    at++
  } else {
    while (at < text.length) {
      if (text.charAt(at) === '\\') {
        at++
        if (at >= text.length) return null
      } else if (!ATOM.test(text.charAt(at))) break
      local += text.charAt(at++)
    }
    if (local === '' || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null
  }
  if (text.charAt(at) !== '@') return null
  const domain = text.slice(at + 1)
  return domainLabels(domain) === null ? null : { local, domain }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** Octets (one Latin-1 character each) as Go's `%q` writes them in its messages: nothing unprintable is left. */
export const quoted = (text: string): string =>
  `"${text.replace(/[^ -~]|["\\]/g, (character) => ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`
