/** A file of a drop under its plain path, within the limits of `budget.ts`, and what is to be said of it. */
import type { Allowance } from './allowance.ts'
import { BUDGET } from './budget.ts'
import { once } from './maps.ts'

/** What is told of a file but its content; null where its container does not say. */
export interface Entry {
  readonly path: string
  /** The archive it came in, as named; null for a loose file. */
  readonly container: string | null
  readonly mode: number | null
  readonly uid: number | null
  readonly gid: number | null
  readonly owner: string | null
  readonly linkTarget: string | null
  readonly directory: boolean
}
/** A file as the readers see it. */
export interface UnpackedFile extends Entry {
  /** A view of the archive's own octets: whoever keeps it for long copies it. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly size: number
  /** Set where the bytes were not kept. */
  readonly passedOver: 'too-large' | 'etcd-data' | 'limit-reached' | 'unreadable' | null
}
/** One member of an archive, or one file dropped. */
export type Member = Omit<UnpackedFile, 'container' | 'passedOver'> & { readonly skipped: boolean; readonly unreadable?: boolean }
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

/** What is given out together: the entries of one chunk of an archive, or one file. */
export type Batch = readonly (UnpackedFile | UnpackFault)[]

export interface State {
  entries: number
  names: number
  bytes: number
  /** Archive -> the paths met in it, and those of which it was said that they stand there again. */
  readonly seen: Map<string, { readonly paths: Set<string>; readonly repeated: Set<string> }>
  /** Archive -> the folder its entries are put into, so that two archives of two nodes do not claim the same paths. */
  readonly folders: Map<string, string>
  readonly allowance: Allowance
  archives: number
  stopped: boolean
  readonly transient: boolean
}

const ETCD_DATA = /(^|\/)(member\/(snap|wal)\/|member\/snap\/db$)|(^|\/)[^/]+\.(wal|snap)$/
/** Nearly no path has either word in it. */
export const isEtcdData = (path: string): boolean => (path.includes('snap') || path.includes('wal')) && ETCD_DATA.test(path)
export const fault = (name: UnpackFault['fault'], file: string, rest: Partial<UnpackFault> = {}): UnpackFault => ({
  fault: name,
  file,
  offset: null,
  expected: null,
  presented: null,
  limit: null,
  ...rest,
})

/** A path as the rest of the engine uses it; null where it points outside the archive. */
function plainPath(path: string): string | null {
  const from = path.startsWith('./') ? 2 : path.startsWith('/') ? 1 : 0
  const to = path.endsWith('/') ? path.length - 1 : path.length
  if (isPlain(path, from, to)) return path.slice(from, to)
  const parts: string[] = []
  for (const part of path.replaceAll('\0', '').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') return null
    parts.push(part)
  }
  return parts.join('/')
}
const SLASH = 47
const DOT = 46
/** No part of it is empty or but dots, and no NUL is in it: nearly every path is so. */
function isPlain(path: string, from: number, to: number): boolean {
  let dots = true
  for (let at = from; at < to; at++) {
    const code = path.charCodeAt(at)
    if (code === 0 || (dots && code === SLASH)) return false
    dots = code === SLASH || (dots && code === DOT)
  }
  return !dots
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

/** Adds one file that is no archive to the batch, with what is to be said of it. */
export function loose(file: Member, container: string | null, state: State, batch: (UnpackedFile | UnpackFault)[]): void {
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
  if (path.length > BUDGET.pathLength || (path.length > 2 * BUDGET.pathDepth && deeperThan(path, BUDGET.pathDepth))) {
    batch.push(fault('too-deep', shown(path), { limit: BUDGET.pathDepth }))
    return
  }
  const { paths, repeated } = seenIn(container ?? '', state)
  const before = paths.size
  // Said once of each: a path may stand there four hundred thousand times.
  if (paths.add(path).size === before && !directory && !repeated.has(path)) {
    repeated.add(path)
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

export const NOTHING = new Uint8Array(0)

/** As much of a path as a fault needs that is about its length or where it leads. */
export const shown = (path: string): string => (path.length > 200 ? `${path.slice(0, 200)}…` : path)

function deeperThan(path: string, parts: number): boolean {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) if (--parts === 0) return true
  return false
}

const seenIn = (container: string, { seen }: State) =>
  seen.get(container) ?? once(seen, container, () => ({ paths: new Set(), repeated: new Set() }))
