/** Dropped files to loose files: archives are opened, paths made plain, links resolved inside the archive; what was refused is said. */
import type { InputFile } from './input.ts'
import { BUDGET } from './budget.ts'
import { gunzip, isGzip, LimitReached } from './gzip.ts'
import { isTarHeader, readTar } from './tar.ts'
import { isZip, readZip } from './zip.ts'

/** A file as the readers see it: `container` is the archive it came in. */
export interface UnpackedFile extends InputFile {
  readonly container: string | null
  /** Set where the bytes were not kept. */
  readonly passedOver: 'too-large' | 'etcd-data' | 'limit-reached' | 'unreadable' | null
  readonly size: number
}
/** What unpacking could not do; `inventory/` turns it into a ReadFault. */
export interface UnpackFault {
  readonly fault:
    | 'gzip-malformed'
    | 'tar-malformed'
    | 'zip-malformed'
    | 'unsupported-archive'
    | 'unsafe-path'
    | 'duplicate-path'
    | 'too-large'
    | 'too-many-entries'
    | 'too-deep'
    | 'ratio'
    | 'unreadable'
  readonly file: string
  readonly offset: number | null
  readonly expected: string | null
  readonly presented: string | null
  readonly limit: number | null
}

export const isUnpackFault = (item: UnpackedFile | UnpackFault): item is UnpackFault => 'fault' in item

const ETCD_DATA = /(^|\/)(member\/(snap|wal)\/|member\/snap\/db$)|(^|\/)[^/]+\.(wal|snap)$/
const fault = (name: UnpackFault['fault'], file: string, rest: Partial<UnpackFault> = {}): UnpackFault => ({
  fault: name,
  file,
  offset: null,
  expected: null,
  presented: null,
  limit: null,
  ...rest,
})

/** A path as the rest of the engine uses it; null where it points outside the archive. */
export function plainPath(path: string): string | null {
  const parts: string[] = []
  for (const part of path.replaceAll('\0', '').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') return null
    parts.push(part)
  }
  return parts.join('/')
}

const OTHER_ARCHIVES: readonly (readonly [string, readonly number[]])[] = [
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
]

/** Opens what was dropped. Never throws for an input; stops at the limits of `budget.ts` with one fault that says so. */
export async function* unpack(files: AsyncIterable<InputFile> | Iterable<InputFile>): AsyncGenerator<UnpackedFile | UnpackFault> {
  const state: State = { entries: 0, bytes: 0, seen: new Set(), folders: new Map(), stopped: false }
  for await (const file of files) {
    yield* open(file, null, 0, state)
    if (state.stopped) return
  }
}
interface State {
  entries: number
  bytes: number
  readonly seen: Set<string>
  /** Archive -> the folder its entries are put into, so that two archives of two nodes do not claim the same paths. */
  readonly folders: Map<string, string>
  stopped: boolean
}

async function* open(file: InputFile, container: string | null, depth: number, state: State): AsyncGenerator<UnpackedFile | UnpackFault> {
  const { bytes } = file
  const archive = isGzip(bytes) || isZip(bytes) || isTarHeader(bytes)
  const other = OTHER_ARCHIVES.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte) && bytes.length > 16)
  if (other !== undefined) yield fault('unsupported-archive', file.path, { expected: 'tar, tar.gz or zip', presented: other[0] })
  if (!archive || depth > BUDGET.nesting) {
    if (archive) yield fault('too-deep', file.path, { limit: BUDGET.nesting })
    yield* loose(file, container, state)
    return
  }
  const inside = container === null ? file.path : `${container}!${file.path}`
  const keep = (path: string, size: number) => size <= BUDGET.fileBytes && !ETCD_DATA.test(path) && state.bytes + size <= BUDGET.totalBytes
  if (isZip(bytes)) yield* openZip(file, inside, depth, state, keep)
  else yield* openTar(file, inside, depth, state, keep)
}

async function* openZip(
  file: InputFile,
  inside: string,
  depth: number,
  state: State,
  keep: (path: string, size: number) => boolean,
): AsyncGenerator<UnpackedFile | UnpackFault> {
  const entries = readZip(file.bytes, keep)
  for (;;) {
    const next = entries.next()
    if (next.done === true) {
      if (next.value === 'no-directory') yield fault('zip-malformed', file.path, { expected: 'a central directory' })
      if (next.value === 'count')
        yield fault('zip-malformed', file.path, { expected: 'a central directory with as many entries as it says' })
      return
    }
    const { path, directory, mode, linkTarget, size, bytes, skipped, problem } = next.value
    if (problem !== null)
      yield fault('zip-malformed', path, {
        expected:
          problem === 'encrypted' ? 'an entry without encryption' : problem === 'method' ? 'stored or deflated' : 'an undamaged entry',
        presented: problem,
      })
    const entry: InputFile = {
      path,
      bytes,
      ...(mode === null ? {} : { mode }),
      ...(linkTarget === null ? {} : { linkTarget }),
      ...(directory ? { directory } : {}),
    }
    if (isArchive(entry, skipped || problem !== null)) yield* open(entry, inside, depth + 1, state)
    else yield* loose(entry, inside, state, size, skipped || problem !== null)
    if (state.stopped) return
  }
}

async function* openTar(
  file: InputFile,
  inside: string,
  depth: number,
  state: State,
  keep: (path: string, size: number) => boolean,
): AsyncGenerator<UnpackedFile | UnpackFault> {
  const gzipped = isGzip(file.bytes)
  async function* whole() {
    yield file.bytes
  }
  const chunks = gzipped ? gunzip(file.bytes, BUDGET.totalBytes) : whole()
  const first: Uint8Array<ArrayBuffer>[] = []
  try {
    const iterator = chunks[Symbol.asyncIterator]()
    let have = 0
    while (have < 512) {
      const { done, value } = await iterator.next()
      if (done === true) break
      first.push(value)
      have += value.length
    }
    const head = concat(first)
    async function* all() {
      yield head
      for (;;) {
        const { done, value } = await iterator.next()
        if (done === true) return
        yield value
      }
    }
    if (gzipped && !isTarHeader(head)) {
      const parts: Uint8Array<ArrayBuffer>[] = []
      for await (const part of all()) parts.push(part)
      yield* open({ ...file, path: file.path.replace(/\.gz$/, ''), bytes: concat(parts) }, inside, depth + 1, state)
      return
    }
    for await (const entry of readTar(all(), keep)) {
      if ('fault' in entry) {
        yield fault('tar-malformed', entry.path ?? file.path, { offset: entry.offset, presented: entry.fault })
        continue
      }
      const { path, kind, bytes, size, skipped, mode, uid, gid, owner, linkTarget } = entry
      if (kind === 'other') continue
      const member_: InputFile = {
        path,
        bytes,
        mode,
        uid,
        gid,
        ...(owner === null ? {} : { owner }),
        ...(linkTarget === null ? {} : { linkTarget }),
        ...(kind === 'directory' ? { directory: true } : {}),
      }
      if (isArchive(member_, skipped)) yield* open(member_, inside, depth + 1, state)
      else for (const item of loose(member_, inside, state, size, skipped)) yield item
      if (state.stopped) return
    }
  } catch (error) {
    if (error instanceof LimitReached) yield fault(error.what, file.path, { limit: error.limit })
    else yield fault('gzip-malformed', file.path, { expected: 'an undamaged gzip stream' })
  }
}

function concat(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0]!
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * The paths of the first archive stay as they are. Those of a further one, or of one inside another, stand in a folder named after it:
 * one tarball per node is as good as one folder per node.
 */
function folderOf(container: string | null, state: State): string {
  if (container === null) return ''
  let folder = state.folders.get(container)
  if (folder === undefined) {
    const name = container.replace(/^.*[/!]/, '').replace(/\.(tar\.gz|tgz|tar|zip|gz)$/i, '')
    folder = state.folders.size === 0 && !container.includes('!') ? '' : `${name}/`
    state.folders.set(container, folder)
  }
  return folder
}

/** An entry that is an archive itself is opened again. */
const isArchive = ({ bytes, directory, linkTarget }: InputFile, skipped: boolean): boolean =>
  !skipped && directory !== true && linkTarget === undefined && bytes.length > 0 && (isGzip(bytes) || isZip(bytes) || isTarHeader(bytes))

function* loose(
  file: InputFile,
  container: string | null,
  state: State,
  size = file.bytes.length,
  skipped = false,
): Generator<UnpackedFile | UnpackFault> {
  if (++state.entries > BUDGET.entries) {
    state.stopped = true
    yield fault('too-many-entries', file.path, { limit: BUDGET.entries })
    return
  }
  const plain = plainPath(file.path)
  const path = plain === null ? null : folderOf(container, state) + plain
  if (plain === null || path === null || plain === '') {
    if (plain === null) yield fault('unsafe-path', file.path, { expected: 'a path inside the archive', presented: '..' })
    return
  }
  if (path.length > BUDGET.pathLength || path.split('/').length > BUDGET.pathDepth) {
    yield fault('too-deep', path.slice(0, 200), { limit: BUDGET.pathDepth })
    return
  }
  const known = `${container ?? ''}\0${path}`
  if (file.directory !== true && state.seen.has(known))
    yield fault('duplicate-path', path, {
      expected: 'one entry of this name',
      presented: 'several; the last one counts, as tar extracts it',
    })
  state.seen.add(known)
  const tooLarge = size > BUDGET.fileBytes
  const etcdData = ETCD_DATA.test(path)
  const full = state.bytes + file.bytes.length > BUDGET.totalBytes
  const passedOver = etcdData ? 'etcd-data' : tooLarge ? 'too-large' : skipped || full ? 'limit-reached' : null
  if (passedOver === 'too-large') yield fault('too-large', path, { presented: `${size} bytes`, limit: BUDGET.fileBytes })
  if (passedOver === 'limit-reached') yield fault('too-large', path, { limit: BUDGET.totalBytes })
  state.bytes += passedOver === null ? file.bytes.length : 0
  yield { ...file, path, container, size, passedOver, bytes: passedOver === null ? file.bytes : new Uint8Array(0) }
}
