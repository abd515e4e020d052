/** The nodes of the drop: each tree with its settings, its names and the layout it is of. */
import { once, push } from '../encoding/maps.ts'
import type { Inventory, PemText, Settings } from '../inventory/inventory.ts'
import { type Layouts, treesOf } from './drop-layouts.ts'
import { nameOf } from '../encoding/paths.ts'
import { HostFiles, HostPaths } from './host-files.ts'
import type { Layout } from './layouts/layout.ts'
import { machineNode } from './machine-configs.ts'
import { buildNode, hostPathOf, type Node, type NodeDraft } from './node.ts'
import type { Tree } from './nodes.ts'

/** What the user's hand says of a name; a node may be called `constructor`. */
export const handOf = (by: Readonly<Record<string, string>> | undefined, name: string | null): string | undefined =>
  by !== undefined && name !== null && Object.hasOwn(by, name) ? by[name] : undefined

/** Copies that no component reads. */
export function backupsOf(trees: readonly Tree[], layouts: Layouts): Set<string> {
  const found = new Set<string>()
  // Nodes are alike: the same host paths are looked at once for each layout.
  const known = new Map<Layout, Map<HostPaths, readonly number[]>>()
  for (const tree of trees) {
    const { files, paths, loose } = tree
    const { backups } = layouts.of(tree)
    const isBackup = (host: string): boolean => backups.some((pattern) => pattern.test(host))
    const byHosts = once(known, layouts.of(tree), () => new Map<HostPaths, readonly number[]>())
    const places = once(byHosts, files.hosts, () => files.hosts.list.flatMap((host, at) => (isBackup(host) ? [at] : [])))
    for (const at of places) found.add(files.at(at))
    if (!loose) continue
    for (const path of paths) if (isBackup(`/${nameOf(path)}`)) found.add(path)
  }
  return found
}

const NO_FILES = new HostFiles(new HostPaths([]), [])

/** The nodes of the drop, each with what it was built from. */
export function nodesOf(
  inventory: Inventory,
  trees: readonly Tree[],
  layouts: Layouts,
  backups: ReadonlySet<string>,
  nodeOf: Readonly<Record<string, string>>,
  machines: ReadonlyMap<string, PemText>,
): Map<Node, NodeDraft> {
  const telling = new Set<string>()
  for (const { location } of inventory.settings) telling.add(location.file)
  for (const { file } of inventory.hostnames) telling.add(file)
  const treeOf = treesOf(trees, telling)
  const sources = new Map<Tree, Settings[]>()
  const configs: Settings[] = []
  // `kubectl get pods -o yaml` names the node of each pod.
  const pods = new Map<string, Settings[]>()
  for (const settings of inventory.settings) {
    const tree = treeOf.get(settings.location.file)
    if (tree === undefined || backups.has(settings.location.file)) continue
    // A machine configuration in no node's folder is a node.
    if (settings.origin === 'machine-config' && tree.loose) configs.push(settings)
    else if (settings.nodeName !== null) push(pods, settings.nodeName, settings)
    else push(sources, tree, settings)
  }
  const hostnames = new Map<Tree, string>()
  for (const { file, name } of inventory.hostnames) {
    const tree = treeOf.get(file)
    if (tree !== undefined && hostPathOf(tree, file) === '/etc/hostname') hostnames.set(tree, name.trim())
  }
  const placed = trees.filter(({ loose }) => !loose)
  const containers = trees.some(({ root, loose }) => root === '' && !loose) ? containersOf(inventory) : new Map<string, string>()
  const drafts = trees.map((tree): NodeDraft => {
    const hand = handOf(nodeOf, tree.root)
    const archive = tree.root === '' && !tree.loose ? archiveName(containers, tree) : null
    return {
      tree,
      layout: layouts.of(tree),
      sources: sources.get(tree) ?? [],
      hostname: hostnames.get(tree) ?? null,
      weak: tree.bare && hand === undefined,
      several: placed.length > 1,
      name: hand ?? archive ?? tree.folder,
      nameFrom: hand !== undefined ? 'by-hand' : archive !== null ? 'archive' : 'folder',
    }
  })
  drafts.push(...configs.map((config) => machineNode(config, machines, configs.length === 1)))
  const nodes = drafts.map(buildNode)
  // A pod's node is the tree of that name; the only one there is, where all pods are of one node; else one of which nothing else is here.
  for (const [name, own] of pods) {
    const bears = (node: Node): boolean => [node.name?.toLowerCase(), node.kubernetesName?.name].includes(name.toLowerCase())
    const named = nodes.findIndex(bears)
    // Nodes of one name are of several clusters: whose pod it is nobody says.
    if (nodes.filter(bears).length > 1) continue
    const only = pods.size === 1 && placed.length === 1 ? nodes.findIndex(({ tree }) => !tree.loose) : -1
    const at = named >= 0 ? named : only
    const draft = at < 0 ? undefined : drafts[at]
    if (draft !== undefined) {
      const unnamed = draft.name === null || (draft.weak && named < 0)
      const again: NodeDraft = {
        ...draft,
        sources: [...draft.sources, ...own],
        ...(unnamed ? { name, nameFrom: 'pod' as const, weak: false } : {}),
      }
      drafts[at] = again
      nodes[at] = buildNode(again)
      continue
    }
    const tree: Tree = {
      root: `pod:${name}`,
      folder: null,
      bare: false,
      loose: true,
      files: NO_FILES,
      paths: [],
      mounts: [],
    }
    const alone: NodeDraft = { tree, layout: layouts.drop, sources: own, hostname: null, name, weak: false, several: true, nameFrom: 'pod' }
    drafts.push(alone)
    nodes.push(buildNode(alone))
  }
  const addresses = addressesByNode(inventory)
  if (addresses.size > 0)
    for (const [at, { kubernetesName }] of nodes.entries()) {
      const known = addresses.get(kubernetesName?.name ?? '')
      if (known === undefined) continue
      const again: NodeDraft = { ...drafts[at]!, addresses: known }
      drafts[at] = again
      nodes[at] = buildNode(again)
    }
  return new Map(nodes.map((node, at) => [node, drafts[at]!]))
}

/** The addresses `kubectl get nodes -o yaml` gives each node; names that stand twice are of several clusters and tell nothing. */
function addressesByNode({ objects }: Inventory): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const twice = new Set<string>()
  for (const { kind, name, facts } of objects) {
    if (kind !== 'Node') continue
    if (found.has(name)) twice.add(name)
    found.set(
      name,
      Object.entries(facts).flatMap(([path, address]) => (/^status\.addresses\[\d+\]\.\w+(IP|Name|DNS)$/.test(path) ? [address] : [])),
    )
  }
  for (const name of twice) found.delete(name)
  return found
}

function containersOf({ files }: Inventory): Map<string, string> {
  const containers = new Map<string, string>()
  for (const { path, container } of files) if (container !== null && !containers.has(path)) containers.set(path, container)
  return containers
}

/** One tarball per node: the archive's name, where the drop has several. */
function archiveName(containers: ReadonlyMap<string, string>, { paths }: Tree): string | null {
  if (new Set(containers.values()).size < 2) return null
  const container = paths.map((path) => containers.get(path)).find((found) => found !== undefined)
  return container === undefined ? null : container.replace(/^.*[/!]/, '').replace(/\.(tar\.gz|tgz|tar|zip)$/i, '')
}
