/** Dropped files to loose files: archives are opened, paths made plain, links resolved inside the archive; what was refused is said. */
import type { InputFile } from './input.ts'
import { Allowance, LimitReached } from './allowance.ts'
import { BUDGET } from './budget.ts'
import { Damaged, gunzip, isGzip } from './gzip.ts'
import { isTarHeader, readTar } from './tar.ts'
import { isZip, readZip } from './zip.ts'

/** A file as the readers see it; null where its container does not say. */
export interface UnpackedFile {
  readonly path: string
  /** The archive it came in. */
  readonly container: string | null
  /** A view of the archive's own octets: whoever keeps it for long copies it. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly size: number
  readonly mode: number | null
  readonly uid: number | null
  readonly gid: number | null
  readonly owner: string | null
  readonly linkTarget: string | null
  readonly directory: boolean
  /** Set where the bytes were not kept. */
  readonly passedOver: 'too-large' | 'etcd-data' | 'limit-reached' | 'unreadable' | null
}
/** One member of an archive, or one file dropped. */
type Member = Omit<UnpackedFile, 'container' | 'passedOver'> & { readonly skipped: boolean; readonly unreadable?: boolean }
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

/** By its first 512 octets. */
export const isArchive = (bytes: Uint8Array): boolean => isGzip(bytes) || isZip(bytes) || isTarHeader(bytes)

const ETCD_DATA = /(^|\/)(member\/(snap|wal)\/|member\/snap\/db$)|(^|\/)[^/]+\.(wal|snap)$/
/** Nearly no path has either word in it. */
const isEtcdData = (path: string): boolean => (path.includes('snap') || path.includes('wal')) && ETCD_DATA.test(path)
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
  const bare = path.slice(path.startsWith('./') ? 2 : path.startsWith('/') ? 1 : 0, path.endsWith('/') ? -1 : undefined)
  if (!ODD.test(bare)) return bare
  const parts: string[] = []
  for (const part of path.replaceAll('\0', '').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') return null
    parts.push(part)
  }
  return parts.join('/')
}
/** A part that is empty or all dots, or a NUL: nearly no path has one. */
// oxlint-disable-next-line no-control-regex -- A NUL of an archive ends no path.
const ODD = /(?:^|\/)\.{0,2}(?:\/|$)|\0/

const OTHER_ARCHIVES: readonly (readonly [string, readonly number[]])[] = [
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
]

/** What is given out together: the entries of one chunk of an archive, or one file. */
type Batch = readonly (UnpackedFile | UnpackFault)[]

/**
 * Opens what was dropped. Never throws for an input; stops at the limits of `budget.ts` with one fault that says so.
 * Nothing is unpacked before what was given out has been taken: whoever reads slowly holds one chunk, not the archive.
 */
export async function* unpack(files: AsyncIterable<InputFile> | Iterable<InputFile>): AsyncGenerator<Batch> {
  const state: State = {
    entries: 0,
    names: 0,
    bytes: 0,
    seen: new Map(),
    folders: new Map(),
    stopped: false,
    allowance: new Allowance(),
    archives: 0,
  }
  for await (const file of files) {
    const {
      path,
      bytes,
      size = bytes.length,
      mode = null,
      uid = null,
      gid = null,
      owner = null,
      linkTarget = null,
      directory = false,
    } = file
    state.allowance.dropped(bytes.length)
    yield* open({ path, bytes, size, mode, uid, gid, owner, linkTarget, directory, skipped: false }, null, 0, state)
    if (state.stopped) return
  }
}
interface State {
  entries: number
  names: number
  bytes: number
  /** Archive -> the paths met in it, and whether it was said that they stand there again. */
  readonly seen: Map<string, Map<string, boolean>>
  /** Archive -> the folder its entries are put into, so that two archives of two nodes do not claim the same paths. */
  readonly folders: Map<string, string>
  readonly allowance: Allowance
  archives: number
  stopped: boolean
}

async function* open(file: Member, container: string | null, depth: number, state: State): AsyncGenerator<Batch> {
  const { bytes } = file
  const archive = isArchive(bytes)
  const batch: (UnpackedFile | UnpackFault)[] = []
  const other = OTHER_ARCHIVES.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte) && bytes.length > 16)
  if (other !== undefined) batch.push(fault('unsupported-archive', file.path, { expected: 'tar, tar.gz or zip', presented: other[0] }))
  if (!archive || depth > BUDGET.nesting) {
    if (archive) batch.push(fault('too-deep', file.path, { limit: BUDGET.nesting }))
    loose(file, container, state, batch)
    if (batch.length > 0) yield batch
    return
  }
  if (batch.length > 0) yield batch
  if (++state.archives > BUDGET.archives) {
    if (state.archives === BUDGET.archives + 1) batch.push(fault('too-many-entries', file.path, { limit: BUDGET.archives }))
    loose({ ...file, bytes: NOTHING, unreadable: true }, container, state, batch)
    return void (yield batch)
  }
  const inside = container === null ? file.path : `${container}!${file.path}`
  const keep = (path: string, size: number) => size <= BUDGET.fileBytes && !isEtcdData(path) && state.bytes + size <= BUDGET.totalBytes
  if (isZip(bytes)) yield* openZip(file, inside, depth, state, keep)
  else yield* openTar(file, inside, depth, state, keep)
}

const limitFault = ({ what, limit }: LimitReached, { path }: Member): UnpackFault => fault(what, path, { limit })

/** Entries of a zip given out together. */
const ZIP_BATCH = 64

async function* openZip(
  file: Member,
  inside: string,
  depth: number,
  state: State,
  keep: (path: string, size: number) => boolean,
): AsyncGenerator<Batch> {
  const entries = readZip(file.bytes, keep, state.allowance)
  let batch: (UnpackedFile | UnpackFault)[] = []
  for (;;) {
    let next
    try {
      next = entries.next()
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error
      batch.push(limitFault(error, file))
      return void (yield batch)
    }
    if (next.done === true) {
      if (next.value === 'no-directory') batch.push(fault('zip-malformed', file.path, { expected: 'a central directory' }))
      if (next.value === 'count')
        batch.push(fault('zip-malformed', file.path, { expected: 'a central directory with as many entries as it says' }))
      if (batch.length > 0) yield batch
      return
    }
    const { path, directory, mode, linkTarget, size, bytes, skipped, problem } = next.value
    if (problem !== null)
      batch.push(
        fault('zip-malformed', shown(path), {
          expected:
            problem === 'encrypted' ? 'an entry without encryption' : problem === 'method' ? 'stored or deflated' : 'an undamaged entry',
          presented: problem,
        }),
      )
    const unreadable = problem !== null
    const entry: Member = { path, bytes, size, mode, uid: null, gid: null, owner: null, linkTarget, directory, skipped, unreadable }
    const nested = isNested(entry)
    if (!nested) loose(entry, inside, state, batch)
    if (batch.length >= ZIP_BATCH || nested || state.stopped) {
      if (batch.length > 0) yield batch
      batch = []
    }
    if (nested) yield* open(entry, inside, depth + 1, state)
    if (state.stopped) return
  }
}

async function* openTar(
  file: Member,
  inside: string,
  depth: number,
  state: State,
  keep: (path: string, size: number) => boolean,
): AsyncGenerator<Batch> {
  const gzipped = isGzip(file.bytes)
  const chunks = gzipped ? gunzip(file.bytes, state.allowance) : whole(file.bytes)
  try {
    const first: Uint8Array<ArrayBuffer>[] = []
    for (let have = 0; have < 512; ) {
      const { done, value } = await chunks.next()
      if (done === true) break
      first.push(value)
      have += value.length
    }
    const head = concat(first)
    if (gzipped && !isTarHeader(head)) {
      const parts = [head]
      let size = head.length
      for await (const part of chunks) {
        size += part.length
        if (size <= BUDGET.fileBytes) parts.push(part)
      }
      const bytes = size <= BUDGET.fileBytes ? concat(parts) : NOTHING
      yield* open({ ...file, path: file.path.replace(/\.gz$/, ''), bytes, size }, inside, depth + 1, state)
      return
    }
    const entries = readTar(keep)
    let batch: (UnpackedFile | UnpackFault)[] = []
    let chunk: Uint8Array<ArrayBuffer> | undefined = head
    for (let next = entries.next(); next.done !== true; ) {
      const entry = next.value
      if (entry === null) {
        if (batch.length > 0) yield batch
        batch = []
        chunk ??= (await chunks.next()).value as Uint8Array<ArrayBuffer> | undefined
        next = entries.next(chunk)
        chunk = undefined
        continue
      }
      if ('fault' in entry)
        batch.push(fault('tar-malformed', shown(entry.path ?? file.path), { offset: entry.offset, presented: entry.fault }))
      else if (entry.kind !== 'other') {
        const { path, kind, bytes, size, skipped, mode, uid, gid, owner, linkTarget } = entry
        const member: Member = { path, bytes, size, mode, uid, gid, owner, linkTarget, directory: kind === 'directory', skipped }
        if (isNested(member)) {
          if (batch.length > 0) yield batch
          batch = []
          yield* open(member, inside, depth + 1, state)
        } else loose(member, inside, state, batch)
        if (state.stopped) break
      }
      next = entries.next()
    }
    if (batch.length > 0) yield batch
  } catch (error) {
    if (error instanceof LimitReached) yield [limitFault(error, file)]
    else if (error instanceof Damaged) yield [fault('gzip-malformed', file.path, { expected: 'an undamaged gzip stream' })]
    else throw error
  } finally {
    await chunks.return(undefined)
  }
}

async function* whole(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield bytes
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
const isNested = ({ bytes, directory, linkTarget, skipped }: Member): boolean =>
  !skipped && !directory && linkTarget === null && bytes.length > 0 && isArchive(bytes)

/** Adds one file that is no archive to the batch, with what is to be said of it. */
function loose(file: Member, container: string | null, state: State, batch: (UnpackedFile | UnpackFault)[]): void {
  const { size, mode, uid, gid, owner, linkTarget, directory } = file
  state.names += file.path.length + (file.linkTarget?.length ?? 0) + (file.owner?.length ?? 0)
  const limit = ++state.entries > BUDGET.entries ? BUDGET.entries : state.names > BUDGET.nameLengths ? BUDGET.nameLengths : null
  if (limit !== null) {
    state.stopped = true
    batch.push(fault('too-many-entries', shown(file.path), { limit }))
    return
  }
  const plain = plainPath(file.path)
  if (plain === null) batch.push(fault('unsafe-path', shown(file.path), { expected: 'a path inside the archive', presented: '..' }))
  if (plain === null || plain === '') return
  const path = folderOf(container, state) + plain
  if (path.length > BUDGET.pathLength || deeperThan(path, BUDGET.pathDepth)) {
    batch.push(fault('too-deep', shown(path), { limit: BUDGET.pathDepth }))
    return
  }
  const seen = seenIn(container ?? '', state)
  const said = seen.get(path)
  if (said === undefined) seen.set(path, false)
  // Said once of each: a path may stand there four hundred thousand times.
  else if (!said && !directory) {
    seen.set(path, true)
    batch.push(
      fault('duplicate-path', path, {
        expected: 'one entry of this name',
        presented: 'several; the last one counts, as tar extracts it',
      }),
    )
  }
  const tooLarge = size > BUDGET.fileBytes
  const etcdData = isEtcdData(path)
  const full = state.bytes + file.bytes.length > BUDGET.totalBytes
  const passedOver = etcdData
    ? 'etcd-data'
    : file.unreadable === true
      ? 'unreadable'
      : tooLarge
        ? 'too-large'
        : file.skipped || full
          ? 'limit-reached'
          : null
  if (passedOver === 'too-large') batch.push(fault('too-large', path, { presented: `${size} bytes`, limit: BUDGET.fileBytes }))
  if (passedOver === 'limit-reached') batch.push(fault('too-large', path, { limit: BUDGET.totalBytes }))
  state.bytes += passedOver === null ? file.bytes.length : 0
  const bytes = passedOver === null ? file.bytes : NOTHING
  batch.push({ path, container, bytes, size, mode, uid, gid, owner, linkTarget, directory, passedOver })
}

const NOTHING = new Uint8Array(0)

/** As much of a path as a fault needs that is about its length or where it leads. */
const shown = (path: string): string => (path.length > 200 ? `${path.slice(0, 200)}…` : path)

function deeperThan(path: string, parts: number): boolean {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) if (--parts === 0) return true
  return false
}

function seenIn(container: string, state: State): Map<string, boolean> {
  let seen = state.seen.get(container)
  if (seen === undefined) state.seen.set(container, (seen = new Map()))
  return seen
}
