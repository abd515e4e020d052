/** Inventory -> the clusters in it, each with its nodes and its planned calls. Nothing here depends on the moment judged. */
import type { Inventory } from '../inventory/inventory.ts'
import { moveByHand, type Named } from './by-hand.ts'
import { planMutualTls } from './calls/mutual-tls.ts'
import { buildCluster, type Cluster, type Drop } from './build-cluster.ts'
import { type Config, isOwn } from './draft.ts'
import { layoutsOf, mostParticular } from './drop-layouts.ts'
import { BASE, layoutOf, LAYOUTS } from './layouts/index.ts'
import type { Layout } from './layouts/layout.ts'
import { machineTexts } from './machine-configs.ts'
import { joinWorkloads, partWorkloads, placeLoose } from './loose.ts'
import { type Group, groupNodes } from './membership.ts'
import { configsOfNode } from './node-configs.ts'
import { buildNode, type Node, type Reader } from './node.ts'
import { backupsOf, handOf, nodesOf } from './node-drafts.ts'
import { cutTrees } from './nodes.ts'
import { FileIndex } from './resolve.ts'
import { type Stray, strayContexts } from './strays.ts'

export interface AssembleOptions {
  /** One layout for the whole drop. */
  readonly layout?: string
  /** Folder of a tree -> node name, by the user's hand. */
  readonly nodeOf?: Readonly<Record<string, string>>
  /** Node name or kubeconfig path -> cluster id, by the user's hand. */
  readonly clusterOf?: Readonly<Record<string, string>>
  /** Cluster id -> layout, by the user's hand. */
  readonly layoutOf?: Readonly<Record<string, string>>
}

export interface Assembled {
  readonly clusters: readonly Cluster[]
  /** Files of objects that nothing ties to one of the clusters. */
  readonly unplaced: readonly string[]
}

export function assemble(inventory: Inventory, options: AssembleOptions = {}): Assembled {
  const machines = machineTexts(inventory)
  const reader: Reader = { index: new FileIndex(inventory, machines), cache: new Map() }
  const nodeOf = Object.fromEntries(
    Object.entries(options.nodeOf ?? {}).map(([folder, name]) => [folder === '' || folder.endsWith('/') ? folder : `${folder}/`, name]),
  )
  const trees = cutTrees(inventory.files, options.layout === undefined ? LAYOUTS : [layoutOf(options.layout), BASE], nodeOf)
  const layouts = layoutsOf(inventory, trees, options.layout)
  const backups = backupsOf(trees, layouts)
  const drafts = nodesOf(inventory, trees, layouts, backups, nodeOf, machines)
  const first = [...drafts.keys()]
  const configsOf = new Map(first.map((node) => [node, configsOfNode(reader, node, backups, inventory.faults)]))
  const members = first.filter((node) => node.components.size > 0 || (configsOf.get(node) ?? []).some(isOwn))
  const { workloads, rest: groups } = partWorkloads(groupNodes(reader, members, configsOf, inventory.certificates))
  const settled = new Map<Node, Node>()
  const now = (node: Node): Node => {
    const again = settled.get(node)
    return again === undefined ? node : now(again)
  }
  /** Its nodes built again under one layout: a worker alone does not tell what its cluster was installed with. */
  const settle = (group: Group, layout: Layout): void => {
    for (const [at, node] of group.nodes.entries()) {
      const draft = drafts.get(node)
      if (node.layout === layout || draft === undefined) continue
      const again = buildNode({ ...draft, layout })
      drafts.set(again, draft)
      settled.set(node, again)
      configsOf.set(again, configsOfNode(reader, again, backups, inventory.faults))
      group.nodes[at] = again
    }
  }
  const agree = (group: Group): void => settle(group, mostParticular(group.nodes.map(({ layout }) => layout)) ?? layouts.drop)
  groups.forEach(agree)
  const nodes = first.map((node) => settled.get(node) ?? node)
  const strays = strayContexts(inventory, groups, nodes, configsOf)
  if (workloads.length > 0) {
    joinWorkloads(workloads, groups, placeLoose(inventory, groups))
    groups.forEach(agree)
  }
  const taken = new Map<string, number>()
  let named = groups.map((group): Named => {
    const own = strays.get(group) ?? []
    return {
      id: uniqueId(
        group,
        group.nodes.flatMap((node) => configsOf.get(node) ?? []),
        own,
        taken,
      ),
      group,
      strays: own,
      moved: [],
    }
  })
  if (options.clusterOf !== undefined && Object.keys(options.clusterOf).length > 0) {
    named = moveByHand(named, options.clusterOf)
    for (const { group } of named) agree(group)
  }
  const placing = placeLoose(
    inventory,
    named.map(({ group }) => group),
  )
  const layoutByHand = named.map(({ id }) => handOf(options.layoutOf, id))
  for (const [at, { group }] of named.entries()) {
    const wanted = layoutByHand[at]
    if (wanted !== undefined) settle(group, layoutOf(wanted))
  }
  const drop: Drop = {
    inventory,
    reader,
    configsOf,
    backups,
    holders: nodes.map(now).filter(({ components }) => components.size === 0),
    kubeadm: inventory.settings.filter(({ origin }) => origin === 'kubeadm-config'),
  }
  const clusters = named.map(({ id, group, strays: own, moved }, at): Cluster => {
    const wanted = layoutByHand[at]
    const evidence = wanted === undefined ? moved : [...moved, { node: null, root: null, why: 'layout-by-hand' as const, value: wanted }]
    const clients = own.map((stray) =>
      stray.config.node === null ? stray : { ...stray, config: { ...stray.config, node: now(stray.config.node) } },
    )
    return buildCluster(
      drop,
      { id, group, strays: clients, moved: evidence },
      {
        layout: wanted === undefined ? (group.nodes[0]?.layout ?? layouts.drop) : layoutOf(wanted),
        all: at === 0,
        isOurs: (file) => placing.isOf(group, file),
      },
    )
  })
  return clusters.length > 0 ? { clusters, unplaced: placing.unplaced } : { clusters: [withoutNodes(drop, layouts.drop)], unplaced: [] }
}

/** A drop that names no cluster: ends of mutual TLS, if it has those; else every number is drawn and says what would show it. */
function withoutNodes(drop: Drop, layout: Layout): Cluster {
  const plain = planMutualTls(
    drop.inventory,
    drop.inventory.texts.filter(({ location }) => location.field === null && !drop.backups.has(location.file)),
  )
  const group: Group = { nodes: [], authorities: new Set(), hosts: new Set(), why: 'single', value: '' }
  const empty = buildCluster(
    { ...drop, holders: [] },
    { id: 'cluster', group, strays: [], moved: [] },
    { layout, all: true, isOurs: () => true },
  )
  return plain.length === 0 ? empty : { ...empty, facts: { ...empty.facts, layout: 'mutual-tls' }, calls: plain }
}

function uniqueId(group: Group, configs: readonly Config[], strays: readonly Stray[], taken: Map<string, number>): string {
  const own = configs.find(isOwn)
  const config = own ?? strays[0]?.config
  const context = strays.find(({ config: of }) => of === config)?.caller.context?.name ?? config?.callers[0]?.context?.name
  const cluster = config?.file.config?.contexts.find(({ name }) => name === context)?.cluster ?? config?.file.config?.clusters[0]?.name
  const wanted = group.why === 'single' && group.value !== '' && own === undefined ? group.value : (cluster ?? group.value) || 'cluster'
  // How often a name was wanted is where the search for a free one begins: ten thousand clusters may be called `kubernetes`.
  let n = (taken.get(wanted) ?? 0) + 1
  let id = n === 1 ? wanted : `${wanted}-${n}`
  while (taken.has(id)) id = `${wanted}-${++n}`
  taken.set(wanted, n)
  if (id !== wanted) taken.set(id, 1)
  return id
}
