/**
 * ZIP archives (APPNOTE 6.3.9, zip64 too) by their central directory, inflated by fflate; Unix modes kept, encrypted entries said so.
 * The directory's word is not taken: an entry is as long as it says and has its checksum, or it is damaged.
 */
import { Inflate } from 'fflate'
import { type Allowance, LimitReached } from './allowance.ts'
import { BUDGET } from './budget.ts'
import { crc32 } from './crc32.ts'

export interface ZipEntry {
  /** As recorded; backslashes of Windows archives are turned into slashes. */
  readonly path: string
  readonly directory: boolean
  readonly mode: number | null
  readonly linkTarget: string | null
  readonly size: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly skipped: boolean
  readonly problem: 'encrypted' | 'method' | 'damaged' | 'overlapping' | null
}

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const DEFLATED = 8
/** Stands for a number that is in the zip64 extra field. */
const IN_EXTRA = 0xffffffff
/** Octets of a deflated body given to the inflater at once: what they inflate to is at most a thousand times as much. */
const PORTION = 4096

const utf8 = new TextDecoder()
const NOTHING = new Uint8Array(0)
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

interface Directory {
  readonly start: number
  readonly end: number
  readonly count: number
}
interface Recorded {
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly local: number
}

/**
 * The entries of the central directory. At its end: was there one, and had it the entries it said? `keep` (by path and size) decides
 * what is inflated. Throws LimitReached where the drop has had its allowance.
 */
export function* readZip(
  bytes: Uint8Array<ArrayBuffer>,
  keep: (path: string, size: number) => boolean,
  allowance: Allowance,
): Generator<ZipEntry, 'read' | 'no-directory' | 'count'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = findDirectory(view)
  if (directory === null) return 'no-directory'
  const overlapping = overlappingIn(view, directory)
  let end = directory.start
  let found = 0
  for (const at of headersIn(view, directory)) {
    found++
    end = at.next
    const flags = view.getUint16(at.header + 8, true)
    const mode = view.getUint32(at.header + 38, true) >>> 16
    const path = utf8.decode(bytes.subarray(at.name, at.extra)).replaceAll('\\', '/')
    const recorded = recordedAt(view, at)
    const entry = {
      path,
      directory: path.endsWith('/'),
      mode: mode === 0 ? null : mode & 0o7777,
      linkTarget: null,
      size: recorded.size,
      bytes: NOTHING,
      skipped: false,
      problem: null,
    }
    const link = (mode & 0o170000) === 0o120000
    if (entry.directory) yield entry
    else if ((flags & 1) !== 0) yield { ...entry, problem: 'encrypted' }
    else if (!keep(path, recorded.size)) yield { ...entry, skipped: true }
    else if (overlapping.has(at.header)) yield { ...entry, problem: 'overlapping' }
    else if (link && recorded.size > BUDGET.pathLength) yield { ...entry, problem: 'damaged' }
    else {
      const content = contentOf(bytes, view, recorded, allowance)
      if (typeof content === 'string') yield { ...entry, problem: content }
      else if (link) yield { ...entry, linkTarget: utf8.decode(content) }
      else yield { ...entry, bytes: content }
    }
  }
  return end === directory.end && found === directory.count ? 'read' : 'count'
}

/** Offsets of one header of the directory, and of what follows it. */
interface Header {
  readonly header: number
  readonly name: number
  readonly extra: number
  readonly comment: number
  readonly next: number
}
function* headersIn(view: DataView, { start, end }: Directory): Generator<Header> {
  for (let header = start; header + 46 <= end && view.getUint32(header, true) === CENTRAL; ) {
    const name = header + 46
    const extra = name + view.getUint16(header + 28, true)
    const comment = extra + view.getUint16(header + 30, true)
    const next = comment + view.getUint16(header + 32, true)
    if (next > end) return
    yield { header, name, extra, comment, next }
    header = next
  }
}

/** Headers of entries whose bodies lie within those of others: a bomb is made so, an archive never. */
function overlappingIn(view: DataView, directory: Directory): ReadonlySet<number> {
  const bodies: (readonly [start: number, end: number, header: number])[] = []
  for (const at of headersIn(view, directory)) {
    const { local, packed } = recordedAt(view, at)
    // One that reaches into the directory is damaged, and hides nothing else.
    if (local + 30 + packed <= directory.start) bodies.push([local, local + 30 + packed, at.header])
  }
  bodies.sort(([a], [b]) => a - b)
  const overlapping = new Set<number>()
  let until = 0
  for (const [start, end, header] of bodies) {
    if (start < until) overlapping.add(header)
    else until = end
  }
  return overlapping
}

/** By the record at the end: the last one whose comment reaches the end of the file, else the last one at all. */
function findDirectory(view: DataView): Directory | null {
  const length = view.byteLength
  let best: Directory | null = null
  for (let at = length - 22; at >= 0 && at >= length - 22 - 0xffff; at--) {
    if (view.getUint32(at, true) !== END) continue
    const directory = directoryOf(view, at)
    if (directory === null) continue
    if (at + 22 + view.getUint16(at + 20, true) === length) return directory
    best ??= directory
  }
  return best
}

function directoryOf(view: DataView, end: number): Directory | null {
  const [count, size, start] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  const directory =
    end >= 20 && view.getUint32(end - 20, true) === LOCATOR_64
      ? directory64(view, longAt(view, end - 12))
      : { start, end: start + size, count }
  if (directory === null || directory.end > end) return null
  const empty = directory.start === directory.end
  return empty || (directory.start + 46 <= directory.end && view.getUint32(directory.start, true) === CENTRAL) ? directory : null
}

function directory64(view: DataView, at: number): Directory | null {
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== END_64) return null
  const [count, size, start] = [longAt(view, at + 32), longAt(view, at + 40), longAt(view, at + 48)]
  return { start, end: start + size, count }
}

/** What the directory says of an entry; numbers too large for it stand in the extra field, in this order (APPNOTE 4.5.3). */
function recordedAt(view: DataView, { header, extra, comment }: Header): Recorded {
  const [packed, size, local] = [20, 24, 42].map((field) => view.getUint32(header + field, true)) as [number, number, number]
  const numbers = { size, packed, local }
  for (let field = extra; field + 4 <= comment; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue
    let value = field + 4
    for (const name of ['size', 'packed', 'local'] as const) {
      if (numbers[name] !== IN_EXTRA || value + 8 > comment) continue
      numbers[name] = longAt(view, value)
      value += 8
    }
  }
  return { method: view.getUint16(header + 10, true), crc: view.getUint32(header + 16, true), ...numbers }
}

const longAt = (view: DataView, at: number): number => view.getUint32(at, true) + 2 ** 32 * view.getUint32(at + 4, true)

function contentOf(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  { local, packed, size, method, crc }: Recorded,
  allowance: Allowance,
): Uint8Array<ArrayBuffer> | 'method' | 'damaged' {
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) return 'damaged'
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + packed > bytes.length) return 'damaged'
  if (method !== 0 && method !== DEFLATED) return 'method'
  const body = bytes.subarray(start, start + packed)
  const content = method === 0 ? body.slice() : inflated(body, size, allowance)
  return content !== null && content.length === size && crc32(content) === crc ? content : 'damaged'
}

/** Null where it inflates to another size than that, or not at all; never to much more. */
function inflated(body: Uint8Array<ArrayBuffer>, size: number, allowance: Allowance): Uint8Array<ArrayBuffer> | null {
  const content = new Uint8Array(size)
  let have = 0
  const stream = new Inflate((piece) => {
    allowance.inflated(piece.length)
    if (have + piece.length > size) throw new RangeError('longer than its entry says')
    content.set(piece, have)
    have += piece.length
  })
  try {
    for (let at = 0; at < body.length; at += PORTION) stream.push(body.subarray(at, at + PORTION), at + PORTION >= body.length)
  } catch (error) {
    if (error instanceof LimitReached) throw error
    return null
  }
  return have === size ? content : null
}
