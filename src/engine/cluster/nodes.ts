/**
 * Which node a file belongs to. The drop is cut into trees: each holds files of one node and says where they stand on it.
 * A tree is found by a host path inside the drop's path (`nodes/cp1/etc/kubernetes/…`), by one archive per node,
 * or by a folder that a layout recognises (`kubernetes/`, a bare pki folder); the rest is loose.
 */
import type { FileFacts } from '../inventory/inventory.ts'
import type { Layout } from './layouts/layout.ts'
import { nameOf } from '../encoding/paths.ts'
import { type HostFiles, Placing, type TreeMount } from './host-files.ts'
import { kubeadm } from './layouts/kubeadm.ts'

export interface Tree {
  /** Prefix of its files in the drop, '' or ending in `/`. */
  readonly root: string
  /** The name of the folder that holds it, null where it is the drop itself. */
  readonly folder: string | null
  /** Recognised by what is in the folder, not by a path of the node: then the folder's name is weak evidence of a node's. */
  readonly bare: boolean
  /** Files of no node. */
  readonly loose: boolean
  readonly files: HostFiles
  /** All its paths in the drop, also those without a host path. */
  readonly paths: readonly string[]
  /** Which folder of the drop stands where on the node, the longest first. */
  readonly mounts: readonly TreeMount[]
}

/** Directories at the top of a node's file system that may appear in a drop (FHS, Talos' /system, snaps). */
const TOP = new Set(['etc', 'var', 'srv', 'usr', 'opt', 'root', 'home', 'run', 'system'])
/** What stands directly below /etc and /var and tells them from folders that merely bear the name. */
const BELOW: Readonly<Record<string, RegExp>> = {
  etc: /^(kubernetes|hostname|hosts|systemd|default|sysconfig|etcd|etcd\.env|cni|rancher|ssl|pki|srv|containerd|conf\.d)$/,
  var: /^(lib|snap|run|log|opt)$/,
  srv: /./,
  usr: /^(lib|local|share)$/,
  opt: /./,
  root: /^\.kube$/,
  home: /./,
  run: /./,
  system: /^(secrets|config|state)$/,
}

/** Folders people move old files to, beside the ones in use. */
const SET_ASIDE = /(^|\/)([^/]*[._-])?(bak|backup|old|tmp|orig)([._-][^/]*)?\//i

const BASE_HOSTS: ReadonlySet<string> = new Set(kubeadm.folders.map(({ host }) => host))

/** Where the host path begins in a path of the drop, -1 where it has none. */
function hostStart(parts: readonly string[]): number {
  for (let i = 0; i + 1 < parts.length; i++) {
    const part = parts[i] ?? ''
    if (TOP.has(part) && BELOW[part]?.test(parts[i + 1] ?? '') === true) return i
  }
  return -1
}

interface Draft {
  root: string
  loose: boolean
  mounts: TreeMount[]
  paths: string[]
}

/** Cuts the drop into trees; `nodeOf` (root -> name) is the user's correction and makes a root of its own. */
export function cutTrees(files: readonly FileFacts[], layouts: readonly Layout[], nodeOf: Readonly<Record<string, string>> = {}): Tree[] {
  const drafts = new Map<string, Draft>()
  const draft = (root: string, loose: boolean): Draft => {
    let found = drafts.get(root)
    if (found === undefined) drafts.set(root, (found = { root, loose, mounts: [], paths: [] }))
    if (!loose) found.loose = false
    return found
  }
  // The longest first: a folder within another that was named too. Folders of one name are one node, whose first stands for all.
  const given = Object.keys(nodeOf)
    .filter((root) => root.endsWith('/'))
    .sort((a, b) => b.length - a.length)
  const handed = (path: string): string | undefined => {
    const root = given.find((one) => path.startsWith(one))
    return root === undefined ? undefined : given.find((one) => nodeOf[one] === nodeOf[root])
  }
  const rest: string[] = []
  // Mostly the next file stands beside the last: below the same directory of the same node.
  let last: { readonly tree: Draft; readonly below: string } | null = null
  for (const { path, directory } of files) {
    if (directory) continue
    if (last !== null && path.startsWith(last.below)) {
      last.tree.paths.push(path)
      continue
    }
    const parts = path.split('/')
    const byHand = handed(path)
    const start = hostStart(parts)
    const named = parts.indexOf('nodes')
    if (start >= 0) {
      const root = parts
        .slice(0, start)
        .map((part) => `${part}/`)
        .join('')
      const tree = draft(byHand ?? root, false)
      if (!tree.mounts.some((mount) => mount.archive === root)) tree.mounts.push({ host: '/', archive: root })
      tree.paths.push(path)
      last =
        given.length > 0 || start + 2 >= parts.length ? null : { tree, below: `${root}${parts[start] ?? ''}/${parts[start + 1] ?? ''}/` }
    } else if (named >= 0 && named + 2 < parts.length) {
      draft(
        byHand ??
          parts
            .slice(0, named + 2)
            .map((part) => `${part}/`)
            .join(''),
        false,
      ).paths.push(path)
    } else rest.push(path)
  }
  const bare = bareFolders(rest, layouts)
  const loose: string[] = []
  for (const path of rest) {
    const folder = ancestors(path).find((directory) => bare.has(directory))
    const inside = ancestors(path).find((directory) => drafts.get(directory)?.loose === false)
    if (folder !== undefined) {
      const host = bare.get(folder) ?? ''
      const tree = draft(handed(path) ?? inside ?? rootOfBare(folder), false)
      if (!tree.mounts.some((mount) => mount.archive === folder)) tree.mounts.push({ host, archive: folder })
      tree.paths.push(path)
    } else loose.push(path)
  }
  for (const path of loose) {
    const owner =
      handed(path) ??
      ancestors(path).find((directory) => directory !== '' && drafts.has(directory)) ??
      (drafts.size === 1 && drafts.has('') ? '' : undefined)
    if (owner !== undefined) draft(owner, false).paths.push(path)
    else draft('loose:', true).paths.push(path)
  }
  const placing = new Placing()
  return Array.from(drafts.values(), (one) => finish(one, placing))
}

/** `a/b/c.crt` -> `a/b/`, `a/`, ``. */
function ancestors(path: string): string[] {
  const result: string[] = []
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    result.push(path.slice(0, end + 1))
    if (end === 0) break
  }
  result.push('')
  return result
}

/** Folders a layout recognises by what they contain, the outermost first: `kubernetes/` -> `/etc/kubernetes/`. */
function bareFolders(paths: readonly string[], layouts: readonly Layout[]): Map<string, string> {
  const wanted = new Map<string, Set<{ host: string; contains: readonly string[]; atLeast: number }>>()
  for (const layout of layouts)
    for (const folder of layout.folders)
      for (const name of folder.contains) {
        const last = nameOf(name)
        if (!wanted.has(last)) wanted.set(last, new Set())
        wanted.get(last)?.add(folder)
      }
  const found = new Map<string, Map<object, { host: string; atLeast: number; names: Set<string> }>>()
  for (const path of paths) {
    for (const folder of wanted.get(nameOf(path)) ?? []) {
      for (const name of folder.contains) {
        if (path !== name && !path.endsWith(`/${name}`)) continue
        const directory = path.slice(0, path.length - name.length)
        if (!found.has(directory)) found.set(directory, new Map())
        const seen = found.get(directory)
        const entry = seen?.get(folder) ?? { host: folder.host, atLeast: folder.atLeast, names: new Set<string>() }
        entry.names.add(name)
        seen?.set(folder, entry)
      }
    }
  }
  const result = new Map<string, string>()
  // A folder set aside stands for itself only where nothing else stands for the same place: somebody may drop just the backup.
  const directories = [...found.keys()].sort((a, b) => Number(SET_ASIDE.test(a)) - Number(SET_ASIDE.test(b)) || a.length - b.length)
  for (const directory of directories) {
    const entries = [...(found.get(directory)?.values() ?? [])]
    const inner = ancestors(directory.slice(0, -1)).some((outer) => {
      const host = outer === directory ? undefined : result.get(outer)
      return host !== undefined && entries.some((entry) => entry.host === host + directory.slice(outer.length))
    })
    if (inner) continue
    // Most names first; layouts that share names with kubeadm lose a draw against it.
    const byHost = new Map<string, Set<string>>()
    for (const { host, names, atLeast } of entries) {
      if (names.size < atLeast) continue
      const sum = byHost.get(host) ?? new Set<string>()
      for (const name of names) sum.add(name)
      byHost.set(host, sum)
    }
    const [best] = [...byHost].sort(
      ([hostA, a], [hostB, b]) => b.size - a.size || Number(BASE_HOSTS.has(hostB)) - Number(BASE_HOSTS.has(hostA)),
    )
    if (best === undefined || (SET_ASIDE.test(directory) && [...result.values()].includes(best[0]))) continue
    result.set(directory, best[0])
  }
  return result
}

/** The folder that holds a bare folder: itself, unless it only repeats the name it has on the node. */
function rootOfBare(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '')
  while (parts.length > 0 && /^(kubernetes|pki|kubelet|certs|ssl)$/.test(parts.at(-1) ?? '')) parts.pop()
  return parts.map((part) => `${part}/`).join('')
}

/** Where the file stands on the node by its place in the drop, whatever else claims that place; null below no mount. */
export function hostOf(mounts: readonly TreeMount[], file: string): string | null {
  for (const { host, archive } of mounts) if (file.startsWith(archive)) return host + file.slice(archive.length)
  return null
}

function finish({ root, loose, mounts, paths }: Draft, placing: Placing): Tree {
  const sorted = mounts.length > 1 ? [...mounts].sort((a, b) => b.archive.length - a.archive.length) : mounts
  return {
    root: loose ? '' : root,
    folder: loose ? null : folderOf(root),
    bare: !loose && mounts.length > 0 && mounts.every(({ host }) => host !== '/') && !/(^|\/)nodes\/[^/]+\/$/.test(root),
    loose,
    files: placing.place({ root, mounts: sorted, paths }),
    paths,
    mounts: sorted,
  }
}

/** The last part of a root that is one: roots end in `/`. */
const folderOf = (root: string): string | null => nameOf(root.replace(/\/+$/, '')) || null
