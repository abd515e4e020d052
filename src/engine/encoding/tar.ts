/** POSIX tar as a stream: ustar, pax (POSIX.1-2001) and GNU long names; links, modes and owners kept. */

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
const latin1 = new TextDecoder('latin1')

const text = (block: Uint8Array, start: number, length: number): string => {
  let ascii = ''
  for (let at = start; at < start + length; at++) {
    const octet = block[at] ?? 0
    if (octet === 0) return ascii
    if (octet >= 0x80) {
      const field = block.subarray(start, start + length)
      const end = field.indexOf(0)
      return utf8.decode(end < 0 ? field : field.subarray(0, end))
    }
    ascii += String.fromCharCode(octet)
  }
  return ascii
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

export function isTarHeader(block: Uint8Array): boolean {
  return block.length >= BLOCK && checksumFits(block)
}

function checksumFits(block: Uint8Array): boolean {
  const stored = number(block, 148, 8)
  let unsigned = 0
  for (let i = 0; i < BLOCK; i++) unsigned += block[i]!
  for (let i = 148; i < 156; i++) unsigned += 32 - block[i]!
  return stored === unsigned
}

/** `length key=value\n` records of a pax header. */
function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const length = space < 0 ? Number.NaN : Number(latin1.decode(bytes.subarray(at, space)))
    if (!Number.isInteger(length) || length <= space - at || at + length > bytes.length) break
    const record = utf8.decode(bytes.subarray(space + 1, at + length - 1))
    const equals = record.indexOf('=')
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

/** Gathers chunks so that exactly n bytes can be taken. */
class Source {
  #chunks: AsyncIterator<Uint8Array<ArrayBuffer>>
  #held: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  offset = 0
  constructor(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }
  /** `length` bytes where they are already here: most entries need no turn of the event loop. */
  now(length: number): Uint8Array<ArrayBuffer> | null {
    if (this.#held.length < length) return null
    const taken = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    this.offset += length
    return taken
  }
  /** `length` bytes of the stream, fewer at its end. Copies only across chunks. */
  async take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#held.length < length) {
      const parts = [this.#held]
      let have = this.#held.length
      while (have < length) {
        const { done, value } = await this.#chunks.next()
        if (done === true) break
        parts.push(value)
        have += value.length
      }
      this.#held = parts.length === 1 ? this.#held : join(parts, have)
    }
    const taken = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(taken.length)
    this.offset += taken.length
    return taken
  }
  async skip(length: number): Promise<number> {
    let left = length
    while (left > 0) {
      const got = (await this.take(Math.min(left, 1 << 16))).length
      if (got === 0) break
      left -= got
    }
    return length - left
  }
}
function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * The entries of a tar stream, in order. An entry `keep` refuses (by path and size) is passed over without being held.
 * A damaged header ends the stream with one fault that says where; what stood before it has been given out.
 */
export async function* readTar(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  keep: (path: string, size: number) => boolean,
): AsyncGenerator<TarEntry | TarFault> {
  const source = new Source(chunks)
  let pax = new Map<string, string>()
  let longName: string | null = null
  let longLink: string | null = null
  for (;;) {
    const offset = source.offset
    const block = source.now(BLOCK) ?? (await source.take(BLOCK))
    if (block.length === 0) return
    if (block.every((byte) => byte === 0)) return
    if (block.length < BLOCK) return yield { fault: 'archive ends within a header', offset, path: null }
    if (!checksumFits(block)) return yield { fault: 'header checksum does not fit', offset, path: null }
    const type = String.fromCharCode(block[156]!)
    const ustar = latin1.decode(block.subarray(257, 262)) === 'ustar'
    const prefix = ustar && block[263] === 48 ? text(block, 345, 155) : ''
    const short = text(block, 0, 100)
    const path = pax.get('path') ?? longName ?? (prefix === '' ? short : `${prefix}/${short}`)
    const size = pax.has('size') ? Number(pax.get('size')) : number(block, 124, 12)
    if (!Number.isSafeInteger(size) || size < 0) return yield { fault: 'size is not a number', offset, path }
    const padded = Math.ceil(size / BLOCK) * BLOCK
    const extension = type === 'x' || type === 'g' || type === 'L' || type === 'K'
    if (extension) {
      if (size > BUDGET.headerBytes) return yield { fault: 'extended header is larger than 1 MiB', offset, path }
      const bytes = (await source.take(padded)).subarray(0, size)
      if (type === 'x') pax = paxRecords(bytes)
      else if (type === 'L') longName = text(bytes, 0, size)
      else if (type === 'K') longLink = text(bytes, 0, size)
      continue
    }
    const kind =
      type === '5'
        ? 'directory'
        : type === '2'
          ? 'symlink'
          : type === '1'
            ? 'hardlink'
            : type === '0' || type === '\0' || type === '7'
              ? 'file'
              : 'other'
    const linkTarget = kind === 'symlink' || kind === 'hardlink' ? (pax.get('linkpath') ?? longLink ?? text(block, 157, 100)) : null
    const wanted = kind === 'file' && keep(path, size)
    const body = wanted ? (source.now(padded) ?? (await source.take(padded))).subarray(0, size) : NOTHING
    const passed = wanted
      ? body.length
      : size === 0
        ? 0
        : Math.min(size, kind === 'file' || kind === 'other' ? await source.skip(padded) : 0)
    const names = [text(block, 265, 32), text(block, 297, 32)]
    const owner = ustar && names[0] !== '' ? `${pax.get('uname') ?? names[0]}:${pax.get('gname') ?? names[1]}` : null
    yield {
      path,
      kind,
      size,
      mode: number(block, 100, 8) & 0o7777,
      owner,
      linkTarget,
      skipped: kind === 'file' && !wanted,
      bytes: body,
      uid: Number(pax.get('uid') ?? number(block, 108, 8)),
      gid: Number(pax.get('gid') ?? number(block, 116, 8)),
    }
    if ((kind === 'file' || kind === 'other') && passed < size)
      return yield { fault: `header says ${size} bytes, the archive ends after ${passed}`, offset, path }
    pax = new Map()
    longName = longLink = null
  }
}
