/** POSIX tar as a stream: ustar, pax (POSIX.1-2001) and GNU long names; links, modes and owners kept. Nothing is copied but what lies across two chunks. */

import { BUDGET } from './budget.ts'
import { type Member, NOTHING } from './loose-files.ts'
import { BLOCK, checksumFits, isZero, nameOf, NOBODY, number, ownersOf, paxRecords, text } from './tar-header.ts'

/** `bytes` are a view of the stream's own chunk, empty where they were not kept; `size` is that of the header. */
export type TarEntry = Member & { readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other' }
export interface TarFault {
  readonly fault: string
  readonly offset: number
  readonly path: string | null
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
/** Of GNU tar; its later forms are told by their pax records. */
const SPARSE = 0x53
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
    if (type === SPARSE || pax?.has('GNU.sparse.major'))
      yield { fault: 'sparse file, whose holes are not filled in', offset, path: pax?.get('GNU.sparse.name') ?? path }
    const linkTarget =
      kind === 'symlink' || kind === 'hardlink' ? (pax?.get('linkpath') ?? extended.link ?? text(block, from + 157, 100)) : null
    const named = ustar ? owners(block, from + 265) : NOBODY
    const owner =
      pax === null || named.owner === null ? named.owner : `${pax.get('uname') ?? named.user}:${pax.get('gname') ?? named.group}`
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
    const directory = kind === 'directory'
    yield { path, bytes, size, mode, uid, gid, owner, linkTarget, directory, skipped: kind === 'file' && !wanted, kind }
    if (passed < size) return void (yield { fault: `header says ${size} bytes, the archive ends after ${passed}`, offset, path })
    if (extended.pax !== null || extended.name !== null || extended.link !== null) extended = { pax: null, name: null, link: null }
  }
}
