/**
 * A reference in a setting -> a file of the drop, and how it was found: by its exact path in the node's tree, through hostPath mounts
 * and symbolic links, else by the longest matching suffix. A path below a directory the drop has, but not in it, is missing: not guessed.
 */
import { once, push } from '../encoding/maps.ts'
import type { FileFacts, Inventory, Kubeconfig, PemText } from '../inventory/inventory.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { ComponentId } from './components.ts'
import type { SettingUse } from './cluster.ts'
import type { Endpoint } from './address.ts'
import { directoryOf, nameOf } from '../encoding/paths.ts'
import type { HostPaths } from './host-files.ts'
import { isAbsolute, posixPath } from './host-path.ts'
import type { Tree } from './nodes.ts'

/** A setting that names a credential, and what the drop has of it. */
export interface Reference {
  readonly use: SettingUse
  /** null: not in this drop. */
  readonly text: PemText | null
  /** Not in this drop, though what stands beside it on the node is: then it is probably not on the node either. */
  readonly gone?: boolean
}

export interface Mount {
  readonly mountPath: string
  readonly hostPath: string
}

/** The inventory by path, each part built when it is first asked for. */
export class FileIndex {
  readonly texts: ReadonlyMap<string, PemText>
  readonly kubeconfigs: ReadonlyMap<string, readonly Kubeconfig[]>
  /** Targets of symbolic links by path. Mostly a tree has none: then no path need be followed. */
  readonly #links: ReadonlyMap<string, string>
  readonly #linked = new WeakMap<Tree, boolean>()
  /** What kubeconfigs call the server by: a fleet's name a few. */
  readonly endpoints = new Map<string, Endpoint | null>()
  readonly #files: readonly FileFacts[]
  #facts: ReadonlyMap<string, FileFacts> | null = null
  #byName: ReadonlyMap<string, readonly string[]> | null = null

  /** `within`: what stands in a field and is as a file to the components. */
  constructor(inventory: Inventory, within: ReadonlyMap<string, PemText> = new Map()) {
    const texts = new Map<string, PemText>()
    for (const text of inventory.texts)
      if (text.location.field === null && !texts.has(text.location.file)) texts.set(text.location.file, text)
    for (const [path, text] of within) texts.set(path, text)
    const kubeconfigs = new Map<string, Kubeconfig[]>()
    for (const config of inventory.kubeconfigs) if (config.location.field === null) push(kubeconfigs, config.location.file, config)
    this.texts = texts
    this.kubeconfigs = kubeconfigs
    this.#links = linksOf(inventory.files)
    this.#files = inventory.files
  }

  get facts(): ReadonlyMap<string, FileFacts> {
    return (this.#facts ??= factsByPath(this.#files))
  }

  linkOf(file: string): string | null {
    return this.#links.get(file) ?? null
  }

  /** Has a tree any links? */
  isLinked(tree: Tree): boolean {
    return this.#links.size > 0 && once(this.#linked, tree, () => tree.paths.some((path) => this.#links.has(path)))
  }

  /** Paths of the drop that end in this name and begin with this root. */
  named(name: string, root: string): readonly string[] {
    const paths = (this.#byName ??= pathsByName(this.facts.keys())).get(name) ?? []
    const first = lowerBound(paths, root)
    let end = first
    while (paths[end]?.startsWith(root) === true) end++
    return paths.slice(first, end)
  }
}

/** Of several files at one path the first counts. */
function linksOf(files: readonly FileFacts[]): Map<string, string> {
  const paths = new Set<string>()
  for (const { path, linkTarget } of files) if (linkTarget !== null) paths.add(path)
  const links = new Map<string, string>()
  for (const { path, directory, linkTarget } of paths.size === 0 ? [] : files)
    if (!directory && paths.delete(path) && linkTarget !== null) links.set(path, linkTarget)
  return links
}

function factsByPath(files: readonly FileFacts[]): Map<string, FileFacts> {
  const facts = new Map<string, FileFacts>()
  for (const file of files) if (!file.directory && !facts.has(file.path)) facts.set(file.path, file)
  return facts
}

/** In order, so that those below one root stand together. */
function pathsByName(paths: Iterable<string>): Map<string, string[]> {
  const byName = new Map<string, string[]>()
  for (const path of paths) push(byName, nameOf(path), path)
  for (const list of byName.values()) list.sort()
  return byName
}

/** Where the first of the sorted texts stands that is not less. */
function lowerBound(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as string) < text) low = middle + 1
    else high = middle
  }
  return low
}

export interface Resolved {
  readonly file: string | null
  readonly how: SettingUse['resolved']
  /** Where it should stand on the node. */
  readonly host?: string
}

const NOTHING: Resolved = { file: null, how: 'none' }
/** Longer chains of links are loops (Linux gives up at 40; a credential has one or two). */
const LINKS = 8

/** Absolute paths without links or mounts name the same place on all nodes of the same files. */
const placesOf = new WeakMap<HostPaths, Map<string, Resolved & { readonly at: number }>>()

/** Finds the file a path names. `base` is the directory relative paths start from (as on the node), `mounts` those of the container. */
export function resolvePath(index: FileIndex, tree: Tree, path: string, base = '/', mounts: readonly Mount[] = []): Resolved {
  const { hosts } = tree.files
  const places =
    !hosts.shared || mounts.length > 0 || index.isLinked(tree)
      ? null
      : once(placesOf, hosts, () => new Map<string, Resolved & { readonly at: number }>())
  const known = places?.get(path)
  if (known !== undefined) return known.at < 0 ? known : { file: tree.files.at(known.at), how: known.how }
  // A variable that nothing in the drop fills in names no file: neither found nor missed.
  if (path.trim() === '' || /\$[({\w]/.test(path)) return NOTHING
  const given = posixPath(path)
  const absolute = isAbsolute(given) ? given : posixPath(`${base === '/' ? '' : base}/${given}`)
  const host = throughMounts(absolute, mounts)
  const exact = followLinks(index, tree, host)
  if (exact !== null) {
    const place = places === null ? undefined : hosts.indexOf(host)
    if (isAbsolute(given) && place !== undefined) places?.set(path, { ...NOTHING, how: 'exact', at: place })
    return { file: exact.file, how: exact.linked ? 'link' : host === absolute ? 'exact' : 'host-path' }
  }
  if (isAbsolute(given) && hosts.directories.has(directoryOf(host))) {
    places?.set(path, { ...NOTHING, host, at: -1 })
    return { ...NOTHING, host }
  }
  const suffix = longestSuffix(index, tree, isAbsolute(given) ? host : given, base)
  return suffix === null ? NOTHING : { file: suffix, how: 'suffix' }
}

/** A path in a container -> the path on its node, by the longest mount above it. */
export function throughMounts(path: string, mounts: readonly Mount[]): string {
  if (mounts.length === 0) return path
  const mount = mounts
    .filter(({ mountPath }) => path === mountPath || path.startsWith(mountPath.endsWith('/') ? mountPath : `${mountPath}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length)[0]
  return mount === undefined ? path : posixPath(`${mount.hostPath}/${path.slice(mount.mountPath.length)}`)
}

/** The file at this path of the node, through links of files and of directories. */
function followLinks(index: FileIndex, tree: Tree, host: string): { file: string; linked: boolean } | null {
  let path = host
  for (let hop = 0; hop <= LINKS; hop++) {
    const file = tree.files.get(path)
    if (file !== undefined) {
      const target = index.linkOf(file)
      if (target === null) return { file, linked: hop > 0 }
      // An archive may have kept the content under the link's own name as well.
      const next = posixPath(isAbsolute(target) ? target : directoryOf(path) + target)
      if (!tree.files.has(next) && index.texts.has(file)) return { file, linked: true }
      path = next
      continue
    }
    const through = index.isLinked(tree) ? linkedDirectory(index, tree, path) : null
    if (through === null) return null
    path = through
  }
  return null
}

/** `/etc/kubernetes/pki/ca.crt` where `/etc/kubernetes/pki` is itself a link. */
function linkedDirectory(index: FileIndex, tree: Tree, path: string): string | null {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const directory = path.slice(0, end)
    const file = tree.files.get(directory)
    const target = file === undefined ? null : index.linkOf(file)
    if (target !== null) return posixPath((isAbsolute(target) ? target : directoryOf(directory) + target) + path.slice(end))
  }
  return null
}

/**
 * The one file of this tree (or loose in the drop) that agrees with the reference in most parts from the end.
 * Two parts at least, or the name alone where the file lies beside the one that refers to it or at the top of the drop;
 * two files that agree equally well decide nothing.
 */
function longestSuffix(index: FileIndex, tree: Tree, path: string, base: string): string | null {
  const wanted = path.split('/').filter((part) => part !== '')
  const own = tree.files.get(posixPath(`${base}/${nameOf(path)}`))
  let best: string | null = null
  let length = 0
  let tied = false
  for (const candidate of index.named(wanted.at(-1) ?? '', tree.root)) {
    const parts = candidate.split('/')
    let same = 0
    while (same < wanted.length && same < parts.length && wanted.at(-1 - same) === parts.at(-1 - same)) same++
    const near = candidate === own || !candidate.slice(tree.root.length).includes('/')
    if (same < 2 && !near) continue
    if (same > length) {
      best = candidate
      length = same
      tied = false
    } else if (same === length) tied = true
  }
  return tied ? null : best
}

/** Left out by a limit or unreadable here: on the node it may be fine. */
const NOT_READ = new Set(['too-large', 'limit-reached', 'unreadable', 'link', 'directory'])
/** What cannot be read as anything still stands in the drop: an empty file, or bytes without PEM. */
function unread(file: FileFacts | undefined): PemText | null {
  if (file === undefined || (file.ignored !== null && NOT_READ.has(file.ignored))) return null
  return { location: { file: file.path, field: null, line: null }, blocks: [], hidden: [], der: null, empty: file.bytes === 0 }
}

/** The setting with the file it names and what is in it. */
export function referTo(
  index: FileIndex,
  tree: Tree,
  use: Pick<SettingUse, 'component' | 'setting' | 'value' | 'location' | 'assumed'>,
  base?: string,
  mounts?: readonly Mount[],
): Reference {
  const { file, how, host }: Resolved = use.value === null ? NOTHING : resolvePath(index, tree, use.value, base, mounts)
  const text = file === null ? null : (index.texts.get(file) ?? unread(index.facts.get(file)))
  const gone = text === null && host !== undefined && isGone(tree, host)
  if (text !== null && text.location.field !== null)
    return { use: { ...use, location: text.location, file: text.location.file, resolved: 'embedded' }, text }
  const { component, setting, value, location, assumed } = use
  // Field by field: every node has a dozen of these.
  const resolved: SettingUse = {
    component,
    setting,
    value,
    location,
    assumed,
    file: text === null ? null : file,
    resolved: text === null ? 'none' : how,
  }
  return gone ? { use: resolved, text, gone } : { use: resolved, text }
}

const KEY_FILE = /(\.key|-key\.pem)$/
/** Keys of authorities and of token signers: a drop may keep these and leave out those of the leaves, or the other way round. */
const AUTHORITY_KEY = /(^|[/-])(ca|sa|service(-account.*|\.current)?)(-key)?\.(key|pem)$/
const keyDirectories = new WeakMap<HostPaths, Set<string>>()

/** Keys are often left out of a drop on purpose: one is missed only where keys of other leaves of its directory are there. */
function isGone({ files: { hosts } }: Tree, host: string): boolean {
  if (!KEY_FILE.test(host)) return hosts.directories.has(directoryOf(host))
  const directories = once(keyDirectories, hosts, () => {
    const keys = hosts.list.filter((path) => KEY_FILE.test(path) && !AUTHORITY_KEY.test(path))
    return new Set(keys.map(directoryOf))
  })
  return directories.has(directoryOf(host))
}

/** The certificate a reference presents: the first in its text. */
export function leafOf({ text }: Reference, certificates: readonly Certificate[]): Certificate | undefined {
  const id = text?.blocks.find(({ certificate }) => certificate !== null)?.certificate
  return id === undefined || id === null ? undefined : certificates[id]
}

/** A credential that stands in the configuration itself. */
export function embedded(component: ComponentId, setting: string, text: PemText): Reference {
  return {
    use: { component, setting, value: null, location: text.location, file: text.location.file, resolved: 'embedded', assumed: false },
    text,
  }
}
