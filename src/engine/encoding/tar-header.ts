/** The fields of a tar header: ustar, pax (POSIX.1-2001) and GNU. */
import { BUDGET } from './budget.ts'
import { LONGEST_SHORT, shortText } from './short-text.ts'

export const BLOCK = 512
const utf8 = new TextDecoder()

const SLASH = 47
/** A field that ends at its first NUL, or is full; without what it may end with. */
export function text(block: Uint8Array, start: number, length: number, without = 0): string {
  let end = start
  let octets = 0
  for (const most = start + length; end < most && block[end] !== 0; end++) octets |= block[end] as number
  if (end - start > 1 && block[end - 1] === without) end--
  if (end === start) return ''
  return octets < 0x80 && end - start <= LONGEST_SHORT ? shortText(block, start, end) : utf8.decode(block.subarray(start, end))
}

/** Octal text, or base-256 where the first bit is set (GNU). */
export function number(block: Uint8Array, start: number, length: number): number {
  if ((block[start]! & 0x80) !== 0) {
    let value = block[start]! & 0x3f
    for (let i = start + 1; i < start + length; i++) value = value * 256 + block[i]!
    return value
  }
  let value = 0
  for (let at = start; at < start + length; at++) {
    const octet = block[at]!
    if (octet === 0 || octet === 0x20) continue
    if (octet < 0x30 || octet > 0x37) return Number.NaN
    value = value * 8 + (octet - 0x30)
  }
  return value
}

export const isTarHeader = (bytes: Uint8Array): boolean => bytes.length >= BLOCK && checksumFits(bytes, 0)

/** The sum of all octets, those of the checksum itself taken as spaces. */
export function checksumFits(bytes: Uint8Array, at: number): boolean {
  const stored = number(bytes, at + 148, 8)
  if (Number.isNaN(stored)) return false
  let sum = 8 * 32
  for (let i = at; i < at + 148; i++) sum += bytes[i]!
  for (let i = at + 156; i < at + BLOCK; i++) sum += bytes[i]!
  return stored === sum
}

export function isZero(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + BLOCK; i++) if (bytes[i] !== 0) return false
  return true
}

function decimal(bytes: Uint8Array, start: number, end: number): number {
  let value = start < end ? 0 : Number.NaN
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 0x30
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN
  }
  return value
}

/** `length key=value\n` records of a pax header; null where there are more than any has. */
export function paxRecords(bytes: Uint8Array): Map<string, string> | null {
  const records = new Map<string, string>()
  let count = 0
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const length = space < 0 ? Number.NaN : decimal(bytes, at, space)
    if (!Number.isInteger(length) || length <= space - at || at + length > bytes.length) break
    const record = utf8.decode(bytes.subarray(space + 1, at + length - 1))
    const equals = record.indexOf('=')
    if (++count > BUDGET.headerRecords) return null
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

export interface Owners {
  readonly user: string
  readonly group: string
  /** `user:group`, null where no user is named. */
  readonly owner: string | null
}
export const NOBODY: Owners = { user: '', group: '', owner: null }

/** The names of user and group at the place given; those of most entries are those of the one before. */
export function ownersOf(): (block: Uint8Array, start: number) => Owners {
  const last = new Uint8Array(64)
  let owners = NOBODY
  return (block, start) => {
    let i = 0
    while (i < 64 && block[start + i] === last[i]) i++
    if (i < 64) {
      last.set(block.subarray(start, start + 64))
      const [user, group] = [text(block, start, 32), text(block, start + 32, 32)]
      owners = { user, group, owner: user === '' ? null : `${user}:${group}` }
    }
    return owners
  }
}

/** Without the slash at the end that a directory's name has: cut off later, it would stay in memory behind each of them. */
export function nameOf(block: Uint8Array, from: number, ustar: boolean): string {
  const name = text(block, from, 100, SLASH)
  const prefix = ustar && block[from + 263] === 48 ? text(block, from + 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}
