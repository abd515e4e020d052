/** The files of a tree by their place on the node. Nodes are alike: trees of the same relative paths share one list of places and all that is asked of it. */
import { directoryOf } from '../encoding/paths.ts'
import { once } from '../encoding/maps.ts'

export interface TreeMount {
  readonly host: string
  readonly archive: string
}

/** The places themselves, in the order of the files. */
export class HostPaths {
  readonly list: readonly string[]
  readonly #at: ReadonlyMap<string, number>
  #directories: ReadonlySet<string> | null
  /** Of several trees: what is found out of it is worth keeping. */
  shared = false

  /** Each once; not `whole`: what else stands in their directories would not be in the drop. */
  constructor(list: readonly string[], whole = true) {
    this.#directories = whole ? null : new Set()
    this.list = list
    this.#at = new Map(list.map((host, at) => [host, at]))
  }

  indexOf(host: string): number | undefined {
    return this.#at.get(host)
  }

  /** Host directories of which the drop has files, each ending in `/`. */
  get directories(): ReadonlySet<string> {
    return (this.#directories ??= directoriesAbove(this.list))
  }
}

function directoriesAbove(hosts: readonly string[]): Set<string> {
  const directories = new Set<string>()
  for (const host of hosts)
    for (let directory = directoryOf(host); directory.length > 1; directory = directoryOf(directory.slice(0, -1))) {
      if (directories.has(directory)) break
      directories.add(directory)
    }
  return directories
}

/** Host path -> path in the drop. */
export class HostFiles implements Iterable<readonly [host: string, path: string]> {
  readonly hosts: HostPaths
  readonly #paths: readonly string[]

  constructor(hosts: HostPaths, paths: readonly string[]) {
    this.hosts = hosts
    this.#paths = paths
  }

  get(host: string): string | undefined {
    const at = this.hosts.indexOf(host)
    return at === undefined ? undefined : this.#paths[at]
  }

  has(host: string): boolean {
    return this.hosts.indexOf(host) !== undefined
  }

  /** The file at a place of the list of host paths. */
  at(index: number): string {
    return this.#paths[index] as string
  }

  *[Symbol.iterator](): Iterator<readonly [string, string]> {
    for (const [index, host] of this.hosts.list.entries()) yield [host, this.at(index)]
  }
}

/** What a tree is cut to before its files are placed. `mounts`: the longest first. */
interface Cut {
  readonly root: string
  readonly mounts: readonly TreeMount[]
  readonly paths: readonly string[]
}
interface Pattern {
  readonly root: string
  readonly mounts: readonly TreeMount[]
  /** Below the root. */
  readonly relative: readonly string[]
  readonly hosts: HostPaths
  /** Which of the paths stands at each place; null: all, in their order. */
  readonly order: readonly number[] | null
}
/** So many trees of as many files are compared: a fleet has a few kinds of nodes. */
const KINDS = 8

/** Places files, and knows trees that are like one before. */
export class Placing {
  readonly #patterns = new Map<number, Pattern[]>()

  place(cut: Cut): HostFiles {
    const { paths } = cut
    const patterns = once(this.#patterns, paths.length, (): Pattern[] => [])
    let pattern = patterns.find((one) => isLike(one, cut))
    if (pattern === undefined) {
      pattern = patternOf(cut)
      if (isWhole(cut)) patterns.unshift(pattern)
      if (patterns.length > KINDS) patterns.pop()
    } else pattern.hosts.shared = true
    return new HostFiles(pattern.hosts, pattern.order === null ? paths : pattern.order.map((at) => paths[at] as string))
  }
}

/** Are all its files below its root? Folders that the user named together are not. */
const isWhole = ({ root, mounts, paths }: Cut): boolean =>
  paths.every((path) => path.startsWith(root)) && mounts.every(({ archive }) => archive.startsWith(root))

const isBelow = (path: string, root: string, relative: string): boolean =>
  path.length === root.length + relative.length && path.endsWith(relative) && path.startsWith(root)

const isLike = ({ root: known, mounts, relative }: Pattern, cut: Cut): boolean =>
  mounts.length === cut.mounts.length &&
  mounts.every(({ host, archive }, i) => {
    const other = cut.mounts[i]
    return other !== undefined && other.host === host && isBelow(other.archive, cut.root, archive.slice(known.length))
  }) &&
  relative.every((rest, i) => isBelow(cut.paths[i] as string, cut.root, rest))

function patternOf({ root, mounts, paths }: Cut): Pattern {
  const at = new Map<string, number>()
  for (const [index, path] of paths.entries()) {
    const mount = mounts.find(({ archive }) => path.startsWith(archive))
    if (mount === undefined) continue
    const host = mount.host + path.slice(mount.archive.length)
    // A path that names its place on the node beats a folder that only looks like that place.
    if (mount.host === '/' || !at.has(host)) at.set(host, index)
  }
  const order = [...at.values()]
  const all = order.length === paths.length && order.every((index, place) => index === place)
  return {
    root,
    mounts,
    relative: paths.map((path) => path.slice(root.length)),
    hosts: new HostPaths([...at.keys()]),
    order: all ? null : order,
  }
}
