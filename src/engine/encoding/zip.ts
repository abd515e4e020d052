/** ZIP archives (APPNOTE 6.3.9) by their central directory, inflated by fflate; Unix modes kept, encrypted entries said so. */
import { inflateSync } from 'fflate'

export interface ZipEntry {
  /** As recorded; backslashes of Windows archives are turned into slashes. */
  readonly path: string
  readonly directory: boolean
  readonly mode: number | null
  readonly linkTarget: string | null
  readonly size: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly skipped: boolean
  readonly problem: 'encrypted' | 'method' | 'damaged' | null
}

const utf8 = new TextDecoder()
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** The entries of the central directory; null where there is none to be found. */
export function* readZip(
  bytes: Uint8Array<ArrayBuffer>,
  keep: (path: string, size: number) => boolean,
): Generator<ZipEntry, 'read' | 'no-directory'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && end > bytes.length - 22 - 65_536 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return 'no-directory'
  let at = view.getUint32(end + 16, true)
  let count = view.getUint16(end + 10, true)
  while (count-- > 0) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return 'no-directory'
    const [flags, method, packed, size] = [
      view.getUint16(at + 8, true),
      view.getUint16(at + 10, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 24, true),
    ]
    const [nameLength, extraLength, commentLength] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ]
    const attributes = view.getUint32(at + 38, true)
    const local = view.getUint32(at + 42, true)
    const path = utf8.decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/')
    at += 46 + nameLength + extraLength + commentLength
    const mode = attributes >>> 16
    const directory = path.endsWith('/')
    const base = {
      path,
      directory,
      mode: mode === 0 ? null : mode & 0o7777,
      linkTarget: null,
      size,
      bytes: new Uint8Array(0),
      skipped: false,
      problem: null,
    }
    if (directory) {
      yield base
      continue
    }
    if ((flags & 1) !== 0) {
      yield { ...base, problem: 'encrypted' }
      continue
    }
    if (!keep(path, size)) {
      yield { ...base, skipped: true }
      continue
    }
    const content = entryBytes(bytes, view, { local, packed, size, method })
    if (typeof content === 'string') yield { ...base, problem: content }
    else if ((mode & 0o170000) === 0o120000) yield { ...base, linkTarget: utf8.decode(content) }
    else yield { ...base, bytes: content }
  }
  return 'read'
}

function entryBytes(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  { local, packed, size, method }: { local: number; packed: number; size: number; method: number },
): Uint8Array<ArrayBuffer> | 'method' | 'damaged' {
  if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50) return 'damaged'
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + packed > bytes.length) return 'damaged'
  const data = bytes.subarray(start, start + packed)
  if (method === 0) return data.slice()
  if (method !== 8) return 'method'
  try {
    // The output buffer is of the size recorded: a body that inflates to more is damaged, not a bomb.
    const out = inflateSync(data, { out: new Uint8Array(size) }) as Uint8Array<ArrayBuffer>
    return out.length === size ? out : 'damaged'
  } catch {
    return 'damaged'
  }
}
