/** POSIX tar as a stream: ustar, pax (POSIX.1-2001) and GNU long names; links, modes and owners kept. Nothing is copied but what lies across two chunks. */

import { BUDGET } from './budget.ts'

export interface TarEntry {
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other'
  /** A view of the stream's own chunk: whoever keeps it for long copies it. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Size by the header; `bytes` is empty and `skipped` set where it was not kept. */
  readonly size: number
  readonly skipped: boolean
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly owner: string | null
  readonly linkTarget: string | null
}
export interface TarFault {
  readonly fault: string
  readonly offset: number
  readonly path: string | null
}

const BLOCK = 512
const NOTHING = new Uint8Array(0)
const utf8 = new TextDecoder()

/** A field that ends at its first NUL, or is full. */
function text(block: Uint8Array, start: number, length: number): string {
  let end = start
  let octets = 0
  for (const most = start + length; end < most && block[end] !== 0; end++) octets |= block[end] as number
  if (end === start) return ''
  const field = block.subarray(start, end)
  return octets < 0x80 ? String.fromCharCode.apply(null, field as unknown as number[]) : utf8.decode(field)
}

/** Octal text, or base-256 where the first bit is set (GNU). */
function number(block: Uint8Array, start: number, length: number): number {
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
function checksumFits(bytes: Uint8Array, at: number): boolean {
  const stored = number(bytes, at + 148, 8)
  if (Number.isNaN(stored)) return false
  let sum = 8 * 32
  for (let i = at; i < at + 148; i++) sum += bytes[i]!
  for (let i = at + 156; i < at + BLOCK; i++) sum += bytes[i]!
  return stored === sum
}

function isZero(bytes: Uint8Array, at: number): boolean {
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
function paxRecords(bytes: Uint8Array): Map<string, string> | null {
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

/** What a generator that reads the stream yields where it wants the next chunk; `undefined` given back is the end. */
type Wants<T> = Generator<null, T, Uint8Array<ArrayBuffer> | undefined>

/** The chunk at hand. The octets claimed last are `bytes[from, from + length)`. */
class Source {
  #chunk: Uint8Array<ArrayBuffer> = NOTHING
  #at = 0
  bytes: Uint8Array<ArrayBuffer> = NOTHING
  from = 0
  length = 0
  /** In the stream, behind what was claimed. */
  offset = 0

  /** Claims octets of which all are here. */
  now(length: number): boolean {
    if (this.#chunk.length - this.#at < length) return false
    this.bytes = this.#chunk
    this.from = this.#at
    this.length = length
    this.#at += length
    this.offset += length
    return true
  }

  /** Claims octets that lie across chunks, fewer at the end of the stream. */
  *across(length: number): Wants<void> {
    const whole = new Uint8Array(length)
    let have = 0
    for (;;) {
      const part = this.#chunk.subarray(this.#at, this.#at + length - have)
      whole.set(part, have)
      have += part.length
      this.#at += part.length
      if (have === length || !(yield* this.#more())) break
    }
    this.bytes = whole
    this.from = 0
    this.length = have
    this.offset += have
  }

  /** How many of them there were. */
  *skip(length: number): Wants<number> {
    let left = length
    for (;;) {
      const part = Math.min(left, this.#chunk.length - this.#at)
      left -= part
      this.#at += part
      if (left === 0 || !(yield* this.#more())) break
    }
    this.offset += length - left
    return length - left
  }

  *#more(): Wants<boolean> {
    const chunk = yield null
    if (chunk === undefined) return false
    this.#chunk = chunk
    this.#at = 0
    return true
  }
}

/** What the headers before an entry say of it. */
interface Extended {
  pax: ReadonlyMap<string, string> | null
  name: string | null
  link: string | null
}
const KINDS: Readonly<Record<number, TarEntry['kind']>> = {
  0: 'file',
  48: 'file',
  49: 'hardlink',
  50: 'symlink',
  53: 'directory',
  55: 'file',
}

/**
 * The entries of a tar stream, in order, `null` where the next chunk is wanted: give it to `next`, and `undefined` at the end.
 * An entry `keep` refuses (by path and size) is passed over without being held. A damaged header ends the stream with one fault that
 * says where; what stood before it has been given out. No promises: most entries are read without waiting for anything.
 */
export function* readTar(
  keep: (path: string, size: number) => boolean,
): Generator<TarEntry | TarFault | null, void, Uint8Array<ArrayBuffer> | undefined> {
  const source = new Source()
  let extended: Extended = { pax: null, name: null, link: null }
  const owners = ownersOf()
  for (;;) {
    const { offset } = source
    if (!source.now(BLOCK)) yield* source.across(BLOCK)
    const { bytes: block, from } = source
    if (source.length === 0) return
    if (source.length < BLOCK) {
      if (block.every((octet) => octet === 0)) return
      return void (yield { fault: 'archive ends within a header', offset, path: null })
    }
    if (block[from] === 0 && isZero(block, from)) return
    if (!checksumFits(block, from)) return void (yield { fault: 'header checksum does not fit', offset, path: null })
    const type = block[from + 156]!
    const ustar =
      block[from + 257] === 0x75 &&
      block[from + 258] === 0x73 &&
      block[from + 259] === 0x74 &&
      block[from + 260] === 0x61 &&
      block[from + 261] === 0x72
    const { pax } = extended
    const path = pax?.get('path') ?? extended.name ?? nameOf(block, from, ustar)
    const size = pax?.has('size') ? Number(pax.get('size')) : number(block, from + 124, 12)
    if (!Number.isSafeInteger(size) || size < 0) return void (yield { fault: 'size is not a number', offset, path })
    const padded = Math.ceil(size / BLOCK) * BLOCK
    // x, g, L, K
    if (type === 0x78 || type === 0x67 || type === 0x4c || type === 0x4b) {
      if (size > BUDGET.headerBytes) return void (yield { fault: 'extended header is larger than 1 MiB', offset, path })
      yield* source.across(padded)
      const bytes = source.bytes.subarray(0, Math.min(size, source.length))
      if (type === 0x78) {
        const pax = paxRecords(bytes)
        if (pax === null) return void (yield { fault: `extended header has more than ${BUDGET.headerRecords} records`, offset, path })
        extended = { ...extended, pax }
      } else if (type === 0x4c) extended = { ...extended, name: text(bytes, 0, bytes.length) }
      else if (type === 0x4b) extended = { ...extended, link: text(bytes, 0, bytes.length) }
      continue
    }
    const kind = KINDS[type] ?? 'other'
    const linkTarget =
      kind === 'symlink' || kind === 'hardlink' ? (pax?.get('linkpath') ?? extended.link ?? text(block, from + 157, 100)) : null
    const [user, group] = ustar ? owners(block, from + 265) : ['', '']
    const owner = user === '' ? null : `${pax?.get('uname') ?? user}:${pax?.get('gname') ?? group}`
    const mode = number(block, from + 100, 8) & 0o7777
    const uid = pax?.has('uid') ? Number(pax.get('uid')) : number(block, from + 108, 8)
    const gid = pax?.has('gid') ? Number(pax.get('gid')) : number(block, from + 116, 8)
    const wanted = kind === 'file' && keep(path, size)
    let bytes = NOTHING
    let passed = size
    if (wanted) {
      if (!source.now(padded)) yield* source.across(padded)
      bytes = source.bytes.subarray(source.from, source.from + Math.min(size, source.length))
      passed = bytes.length
    } else if (size > 0 && (kind === 'file' || kind === 'other')) passed = Math.min(size, yield* source.skip(padded))
    yield { path, kind, size, mode, owner, linkTarget, skipped: kind === 'file' && !wanted, bytes, uid, gid }
    if (passed < size) return void (yield { fault: `header says ${size} bytes, the archive ends after ${passed}`, offset, path })
    if (extended.pax !== null || extended.name !== null || extended.link !== null) extended = { pax: null, name: null, link: null }
  }
}

/** The names of user and group at the place given; those of most entries are those of the one before. */
function ownersOf(): (block: Uint8Array, start: number) => readonly [string, string] {
  const last = new Uint8Array(64)
  let names: readonly [string, string] = ['', '']
  return (block, start) => {
    let i = 0
    while (i < 64 && block[start + i] === last[i]) i++
    if (i < 64) {
      last.set(block.subarray(start, start + 64))
      names = [text(block, start, 32), text(block, start + 32, 32)]
    }
    return names
  }
}

function nameOf(block: Uint8Array, from: number, ustar: boolean): string {
  const name = text(block, from, 100)
  const prefix = ustar && block[from + 263] === 48 ? text(block, from + 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}
