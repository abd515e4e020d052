/** URIs as Go's net/url.Parse reads them (Go 1.26): what a subjectAltName may hold, and the host a constraint is put on. ASCII only. */
import { parseIp } from './ip.ts'

export interface ParsedUri {
  readonly scheme: string
  /** Host with its port as Go's `URL.Host`, percent-decoded (one Latin-1 character an octet); '' without an authority. */
  readonly host: string
}

/** `null` where net/url.Parse returns an error. */
export function parseUri(whole: string): ParsedUri | null {
  const hash = whole.indexOf('#')
  const text = hash === -1 ? whole : whole.slice(0, hash)
  const uri = parseWithoutFragment(text)
  if (uri === null) return null
  return hash === -1 || unescape(whole.slice(hash + 1), 'other') !== null ? uri : null
}

function parseWithoutFragment(text: string): ParsedUri | null {
  if (/\p{Cc}/u.test(text)) return null
  if (text.startsWith(':')) return null
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1] ?? ''
  let rest = scheme === '' ? text : text.slice(scheme.length + 1)
  const query = rest.indexOf('?')
  if (query !== -1) rest = rest.slice(0, query)
  if (!rest.startsWith('/')) {
    // RFC 3986 section 4.2: the first segment of a relative reference has no colon.
    if (scheme !== '') return { scheme: scheme.toLowerCase(), host: '' }
    return rest.split('/', 1)[0]?.includes(':') || unescape(rest, 'other') === null ? null : { scheme: '', host: '' }
  }
  let host: string | null = ''
  if ((scheme !== '' || !rest.startsWith('///')) && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2)
    const authority = slash === -1 ? rest.slice(2) : rest.slice(2, slash)
    rest = slash === -1 ? '' : rest.slice(slash)
    host = parseAuthority(scheme.toLowerCase(), authority)
    if (host === null) return null
  }
  return unescape(rest, 'other') === null ? null : { scheme: scheme.toLowerCase(), host }
}

function parseAuthority(scheme: string, authority: string): string | null {
  const at = authority.lastIndexOf('@')
  const host = parseHost(scheme, authority.slice(at + 1))
  if (host === null || at === -1) return host
  const user = authority.slice(0, at)
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) && unescape(user, 'other') !== null ? host : null
}

const isPort = (text: string): boolean => text === '' || /^:[0-9]*$/.test(text)

function parseHost(scheme: string, host: string): string | null {
  const open = host.lastIndexOf('[')
  if (open > 0) return null
  if (open === 0) return parseIpLiteral(host)
  const colon = host.indexOf(':')
  if (colon !== -1) {
    // Several hosts with ports (PostgreSQL, MongoDB) are let through; http and https are strict since Go 1.26.
    const last = scheme === 'http' || scheme === 'https' ? colon : host.lastIndexOf(':')
    if (!isPort(host.slice(last))) return null
  }
  return unescape(host, 'host')
}

/** RFC 3986 section 3.2.2 IP-literal with the zone of RFC 6874. */
function parseIpLiteral(host: string): string | null {
  const close = host.lastIndexOf(']')
  if (close < 0) return null
  const port = host.slice(close + 1)
  if (!isPort(port)) return null
  const literal = host.slice(1, close)
  const zoneAt = literal.indexOf('%25')
  const address = unescape(zoneAt === -1 ? literal : literal.slice(0, zoneAt), 'host')
  const zone = zoneAt === -1 ? '' : unescape(literal.slice(zoneAt), 'zone')
  if (address === null || zone === null) return null
  const ip = parseIp(address + zone)
  return ip === null || ip.bytes.length === 4 ? null : `[${address}${zone}]${port}`
}

/** Octets below 0x80 that stand unescaped in a host or zone. */
const HOST = /[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"]/

/** net/url's unescape: every `%` must lead two hexadecimal digits; a host escapes only what is not ASCII. */
function unescape(text: string, mode: 'host' | 'zone' | 'other'): string | null {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (character !== '%') {
      if (mode !== 'other' && character < '\u0080' && !HOST.test(character)) return null
      out += character
      continue
    }
    const digits = text.slice(i + 1, i + 3)
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) return null
    const octet = Number.parseInt(digits, 16)
    if (mode === 'host' && octet < 0x80 && octet !== 0x25) return null
    if (mode === 'zone' && octet !== 0x25 && octet !== 0x20 && (octet >= 0x80 || !HOST.test(String.fromCharCode(octet)))) return null
    out += String.fromCharCode(octet)
    i += 2
  }
  return out
}
