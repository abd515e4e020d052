/** Which distribution each part of the drop is of: clusters of several may lie side by side. */
import type { Inventory } from '../inventory/inventory.ts'
import { BASE, layoutOf, LAYOUTS } from './layouts/index.ts'
import type { Layout } from './layouts/layout.ts'
import { once } from '../encoding/maps.ts'
import type { HostPaths } from './host-files.ts'
import type { Tree } from './nodes.ts'

export interface Layouts {
  /** What the drop as a whole is of. */
  readonly drop: Layout
  readonly of: (tree: Tree) => Layout
}

/** Of those the nodes of one cluster were taken for. */
export const mostParticular = (layouts: readonly Layout[]): Layout | undefined =>
  [...layouts].sort((a, b) => LAYOUTS.indexOf(a) - LAYOUTS.indexOf(b))[0]

/** The trees of these files. */
export function treesOf(trees: readonly Tree[], files: ReadonlySet<string>): Map<string, Tree> {
  const treeOf = new Map<string, Tree>()
  for (const tree of files.size === 0 ? [] : trees) for (const path of tree.paths) if (files.has(path)) treeOf.set(path, tree)
  return treeOf
}

/** Each tree by its own markers, else by those of the whole; `wanted` is one layout for everything. */
export function layoutsOf(inventory: Inventory, trees: readonly Tree[], wanted: string | undefined): Layouts {
  if (wanted !== undefined) {
    const layout = layoutOf(wanted)
    return { drop: layout, of: () => layout }
  }
  const ranks = new Map<Tree, number>()
  let whole = LAYOUTS.length
  const rank = ranker()
  // Nodes are alike.
  const byHosts = new Map<HostPaths, number>()
  const rankOf = (hosts: HostPaths): number =>
    once(byHosts, hosts, () => hosts.list.reduce((least, path) => Math.min(least, rank('paths', path)), LAYOUTS.length))
  const mark = (at: number, tree: Tree | undefined): void => {
    whole = Math.min(whole, at)
    if (tree !== undefined && !tree.loose) ranks.set(tree, Math.min(at, ranks.get(tree) ?? at))
  }
  for (const tree of trees) mark(rankOf(tree.files.hosts), tree)
  const marked: { readonly at: number; readonly file: string }[] = []
  const note = (at: number, file: string): void => {
    if (at < LAYOUTS.length) marked.push({ at, file })
  }
  for (const { program, location } of inventory.settings) note(rank('programs', program), location.file)
  for (const { clusters, location } of inventory.kubeconfigs)
    for (const { name } of clusters) note(rank('kubeconfigClusters', name), location.file)
  for (const { id, issuer, subject } of inventory.certificates) {
    const at = Math.min(rank('commonNames', issuer.commonName), rank('commonNames', subject.commonName))
    if (at < LAYOUTS.length) for (const { file } of inventory.locations[id] ?? []) note(at, file)
  }
  const treeOf = treesOf(trees, new Set(marked.map(({ file }) => file)))
  for (const { at, file } of marked) mark(at, treeOf.get(file))
  const drop = LAYOUTS[whole] ?? BASE
  return { drop, of: (tree) => LAYOUTS[ranks.get(tree) ?? LAYOUTS.length] ?? drop }
}

type Traces = 'paths' | 'commonNames' | 'programs' | 'kubeconfigClusters'
/** The place of the first layout that a text is a marker of; past the end where it is one of none. Many texts are the same: each is looked at once. */
function ranker(): (kind: Traces, text: string) => number {
  const known: Record<Traces, Map<string, number>> = {
    paths: new Map(),
    commonNames: new Map(),
    programs: new Map(),
    kubeconfigClusters: new Map(),
  }
  return (kind, text) =>
    once(known[kind], text, () => {
      const found = LAYOUTS.findIndex(({ markers }) => markers[kind]?.some((marker) => marker.test(text)))
      return found < 0 ? LAYOUTS.length : found
    })
}
