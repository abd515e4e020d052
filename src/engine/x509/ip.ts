/** IP addresses: text to octets as Go's net/netip.ParseAddr, octets to text as RFC 5952. */
import type { IpBytes } from './certificate.ts'

export interface ParsedIp {
  readonly bytes: IpBytes
  /** IPv6 zone, '' without one. */
  readonly zone: string
}

/** net/netip.ParseAddr; null where it refuses. */
export function parseIp(text: string): ParsedIp | null {
  for (const character of text) {
    if (character === '.') {
      const bytes = parseIpv4(text)
      return bytes === null ? null : { bytes, zone: '' }
    }
    if (character === ':') return parseIpv6(text)
    if (character === '%') return null
  }
  return null
}

function parseIpv4(text: string): number[] | null {
  const bytes: number[] = []
  // Octet by octet: every node is dialled by an address. -1: no digit yet.
  let value = -1
  for (let at = 0; at <= text.length; at++) {
    if (at === text.length || text[at] === '.') {
      if (value < 0 || bytes.length === 4) return null
      bytes.push(value)
      value = -1
      continue
    }
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9 || value === 0) return null
    value = Math.max(value, 0) * 10 + digit
    if (value > 255) return null
  }
  return bytes.length === 4 ? bytes : null
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0)

function parseIpv6(whole: string): ParsedIp | null {
  const percent = whole.indexOf('%')
  const zone = percent === -1 ? '' : whole.slice(percent + 1)
  if (percent !== -1 && zone === '') return null
  let rest = percent === -1 ? whole : whole.slice(0, percent)
  const bytes: number[] = []
  let ellipsis = -1
  if (rest.startsWith('::')) {
    ellipsis = 0
    rest = rest.slice(2)
    if (rest === '') return { bytes: zeros(16), zone }
  }
  while (bytes.length < 16) {
    const group = /^[0-9a-fA-F]{1,5}/.exec(rest)?.[0] ?? ''
    if (group === '' || group.length > 4) return null
    if (rest[group.length] === '.') {
      if ((ellipsis < 0 && bytes.length !== 12) || bytes.length + 4 > 16) return null
      const last = parseIpv4(rest)
      if (last === null) return null
      bytes.push(...last)
      rest = ''
      break
    }
    const value = Number.parseInt(group, 16)
    bytes.push(value >> 8, value & 255)
    rest = rest.slice(group.length)
    if (rest === '') break
    if (!rest.startsWith(':') || rest.length === 1) return null
    rest = rest.slice(1)
    if (rest.startsWith(':')) {
      if (ellipsis >= 0) return null
      ellipsis = bytes.length
      rest = rest.slice(1)
      if (rest === '') break
    }
  }
  if (rest !== '') return null
  if (bytes.length < 16) {
    if (ellipsis < 0) return null
    bytes.splice(ellipsis, 0, ...zeros(16 - bytes.length))
  } else if (ellipsis >= 0) return null
  return { bytes, zone }
}

/** Dotted decimal, or RFC 5952 section 4: lower case, the longest run of two or more zero groups as `::`. Other lengths as hexadecimal. */
export function ipText(bytes: IpBytes): string {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return bytes.map((octet) => octet.toString(16).padStart(2, '0')).join('')
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number))
  let run = { at: 0, length: 1 }
  for (let at = 0; at < 8; at++) {
    let length = 0
    while (at + length < 8 && groups[at + length] === 0) length++
    if (length > run.length) run = { at, length }
  }
  const text = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':')
  return run.length > 1 ? `${text(0, run.at)}::${text(run.at + run.length, 8)}` : text(0, 8)
}

/** `address/prefix` where the mask is a prefix, `address/mask` otherwise. */
export function networkText(address: IpBytes, mask: IpBytes): string {
  const bits = mask.map((octet) => octet.toString(2).padStart(8, '0')).join('')
  const prefix = bits.indexOf('0') === -1 ? bits.length : bits.indexOf('0')
  return `${ipText(address)}/${bits.indexOf('1', prefix) === -1 ? prefix : ipText(mask)}`
}
