/** Dropped files to loose files: archives are opened, paths made plain, links resolved inside the archive; what was refused is said. */
import type { InputFile } from './input.ts'
import { Allowance, LimitReached } from './allowance.ts'
import { BUDGET } from './budget.ts'
import { concat } from './concat.ts'
import { Damaged, giveBack, gunzip, isGzip, type Packed } from './gzip.ts'
import {
  type Batch,
  fault,
  isEtcdData,
  loose,
  type Member,
  NOTHING,
  shown,
  type State,
  type UnpackedFile,
  type UnpackFault,
} from './loose-files.ts'
import { isTarHeader } from './tar-header.ts'
import { readTar } from './tar.ts'
import { isZip, readZip } from './zip.ts'

export { isUnpackFault, type UnpackedFile, type UnpackFault } from './loose-files.ts'

/** By its first 512 octets. */
export const isArchive = (bytes: Uint8Array): boolean => isGzip(bytes) || isZip(bytes) || isTarHeader(bytes)

const OTHER_ARCHIVES: readonly (readonly [string, readonly number[]])[] = [
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
]

/**
 * Opens what was dropped. Never throws for an input; stops at the limits of `budget.ts` with one fault that says so.
 * Nothing is unpacked before what was given out has been taken: whoever reads slowly holds one chunk, not the archive.
 * `transient`: the octets of a batch are not looked at once the next one is asked for.
 */
export async function* unpack(files: AsyncIterable<InputFile> | Iterable<InputFile>, transient = false): AsyncGenerator<Batch> {
  const state: State = {
    entries: 0,
    names: 0,
    bytes: 0,
    seen: new Map(),
    folders: new Map(),
    stopped: false,
    allowance: new Allowance(),
    archives: 0,
    transient,
  }
  for await (const file of files) {
    const {
      path,
      bytes,
      stream,
      size = bytes.length,
      mode = null,
      uid = null,
      gid = null,
      owner = null,
      linkTarget = null,
      directory = false,
    } = file
    state.allowance.dropped(stream === undefined ? bytes.length : size)
    yield* open({ path, bytes, size, mode, uid, gid, owner, linkTarget, directory, skipped: false }, null, 0, state, stream)
    if (state.stopped) return
  }
}
/** `packed`: of a gzip file its octets, where `file` has only the first of them. */
async function* open(
  file: Member,
  container: string | null,
  depth: number,
  state: State,
  packed: Packed = file.bytes,
): AsyncGenerator<Batch> {
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
  else yield* openTar(file, packed, inside, depth, state, keep)
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
  packed: Packed,
  inside: string,
  depth: number,
  state: State,
  keep: (path: string, size: number) => boolean,
): AsyncGenerator<Batch> {
  const gzipped = isGzip(file.bytes)
  const chunks = gzipped ? gunzip(packed, state.allowance) : partsOf(file.bytes)
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
    let ahead: Uint8Array<ArrayBuffer> | null = head
    let spent = NOTHING
    for (let next = entries.next(); next.done !== true; ) {
      const entry = next.value
      if (entry === null) {
        if (batch.length > 0) yield batch
        batch = []
        if (gzipped && state.transient) giveBack(spent)
        const chunk = ahead ?? ((await chunks.next()).value as Uint8Array<ArrayBuffer> | undefined)
        ahead = null
        spent = chunk ?? NOTHING
        next = entries.next(chunk)
        continue
      }
      if ('fault' in entry)
        batch.push(fault('tar-malformed', shown(entry.path ?? file.path), { offset: entry.offset, presented: entry.fault }))
      else if (entry.kind !== 'other') {
        if (isNested(entry)) {
          if (batch.length > 0) yield batch
          batch = []
          yield* open(entry, inside, depth + 1, state)
        } else loose(entry, inside, state, batch)
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

/** An archive that needs no inflating, in parts all the same: between them others have their turn. */
async function* partsOf(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += PART) yield bytes.subarray(at, at + PART)
}
const PART = 1 << 18

/** An entry that is an archive itself is opened again. */
const isNested = ({ bytes, directory, linkTarget, skipped }: Member): boolean =>
  !skipped && !directory && linkTarget === null && bytes.length > 0 && isArchive(bytes)
