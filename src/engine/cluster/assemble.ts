/** Inventory -> the clusters in it, each with its nodes and its planned calls. Nothing here depends on the moment judged. */
import type { Inventory } from '../inventory/inventory.ts'
import { moveByHand, type Named } from './by-hand.ts'
import type { ClusterFacts, Instance } from './cluster.ts'
import { planApiServerClients } from './calls/api-server-clients.ts'
import { planBeyond } from './calls/beyond.ts'
import { planEtcd } from './calls/etcd.ts'
import { planFrontProxy } from './calls/front-proxy.ts'
import { planKubelets } from './calls/kubelets.ts'
import { planMutualTls } from './calls/mutual-tls.ts'
import { planServiceAccounts } from './calls/service-accounts.ts'
import { type ClusterDraft, type Config, isOutbound, isOwn } from './draft.ts'
import { missingEdges } from './gaps.ts'
import { layoutsOf, mostParticular } from './drop-layouts.ts'
import { BASE, layoutOf, LAYOUTS } from './layouts/index.ts'
import type { Layout } from './layouts/layout.ts'
import { loadsOf } from './loads.ts'
import { machineTexts } from './machine-configs.ts'
import { joinWorkloads, partWorkloads, placeLoose } from './loose.ts'
import { type Group, groupNodes } from './membership.ts'
import { configsOfNode } from './node-configs.ts'
import { buildNode, type Node, type Reader } from './node.ts'
import { backupsOf, handOf, nodesOf } from './node-drafts.ts'
import { cutTrees } from './nodes.ts'
import type { Loads, PlannedCall } from './plan.ts'
import { apiServerOf, etcdMemberOf, kubeletOf } from './providers.ts'
import { indexFiles } from './resolve.ts'
import { listOf } from './settings.ts'
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

export interface Cluster {
  readonly facts: Omit<ClusterFacts, 'cannotStart'>
  readonly layout: Layout
  readonly version: string | null
  readonly calls: readonly PlannedCall[]
  readonly loads: readonly Loads[]
}

export interface Assembled {
  readonly clusters: readonly Cluster[]
  /** Files of objects that nothing ties to one of the clusters. */
  readonly unplaced: readonly string[]
}

export function assemble(inventory: Inventory, options: AssembleOptions = {}): Assembled {
  const machines = machineTexts(inventory)
  const reader: Reader = { index: indexFiles(inventory, machines), cache: new Map() }
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
  const clusters = named.map(({ id, group, strays: own, moved }, at): Cluster => {
    const wanted = handOf(options.layoutOf, id)
    const evidence = wanted === undefined ? moved : [...moved, { node: null, root: null, why: 'layout-by-hand' as const, value: wanted }]
    if (wanted !== undefined) settle(group, layoutOf(wanted))
    const layout = wanted === undefined ? (group.nodes[0]?.layout ?? layouts.drop) : layoutOf(wanted)
    const clients = own.map((stray) =>
      stray.config.node === null ? stray : { ...stray, config: { ...stray.config, node: now(stray.config.node) } },
    )
    return build(
      inventory,
      reader,
      layout,
      { id, group, strays: clients, moved: evidence },
      nodes.map(now),
      at === 0,
      (file) => placing.isOf(group, file),
      configsOf,
      backups,
    )
  })
  if (clusters.length > 0) return { clusters, unplaced: placing.unplaced }
  const plain = planMutualTls(
    inventory,
    inventory.texts.filter(({ location }) => location.field === null && !backups.has(location.file)),
  )
  const nothing: Group = { nodes: [], authorities: new Set(), hosts: new Set(), why: 'single', value: '' }
  const empty = build(
    inventory,
    reader,
    layouts.drop,
    { id: 'cluster', group: nothing, strays: [], moved: [] },
    [],
    true,
    () => true,
    configsOf,
    backups,
  )
  const cluster = {
    ...empty,
    facts: { ...empty.facts, ...(plain.length > 0 ? { layout: 'mutual-tls' } : {}) },
    calls: plain.length > 0 ? plain : empty.calls,
  }
  return { clusters: [cluster], unplaced: [] }
}

function build(
  inventory: Inventory,
  reader: Reader,
  layout: Layout,
  { id, group, strays: clients, moved }: Named,
  holders: readonly Node[],
  /** Draw every number, also where there is no node: so the first cluster is. */
  all: boolean,
  isOurs: ClusterDraft['isOurs'],
  configsOf: ReadonlyMap<Node, readonly Config[]>,
  backups: ReadonlySet<string>,
): Cluster {
  const { nodes } = group
  const kubeadm = inventory.settings.flatMap(({ origin, location, settings }) =>
    origin === 'kubeadm-config' && isOurs(location.file) ? settings : [],
  )
  const version = nodes.map((node) => node.version).find((found) => found !== null) ?? kubeadmVersion(kubeadm)
  const apiServers = nodes.flatMap((node) =>
    (node.components.get('kube-apiserver') ?? []).map((settings) => apiServerOf(reader, node, settings)),
  )
  const preferred = listOf(apiServers[0]?.settings?.all('--kubelet-preferred-address-types') ?? [])
  const draft: ClusterDraft = {
    inventory,
    reader,
    layout,
    version,
    nodes,
    apiServers,
    etcd: nodes.flatMap((node) => (node.components.get('etcd') ?? []).map((settings) => etcdMemberOf(reader, node, settings))),
    kubelets: nodes.flatMap((node) =>
      (node.components.get('kubelet') ?? []).map((settings) => kubeletOf(reader, node, settings, preferred)),
    ),
    configs: nodes.flatMap((node) => (configsOf.get(node) ?? []).filter(isOwn)),
    outbound: nodes.flatMap((node) => (configsOf.get(node) ?? []).filter(isOutbound)),
    isOurs,
    objects: inventory.objects.filter(({ location }) => isOurs(location.file)),
    kubeadm,
    clients,
    nodeNames: new Set(nodes.flatMap(({ kubernetesName }) => (kubernetesName === null ? [] : [kubernetesName.name]))),
  }
  const calls = [
    ...planEtcd(draft),
    ...planApiServerClients(draft),
    ...planKubelets(draft),
    ...planServiceAccounts({ ...draft, nodes: holdersOf(draft, holders) }),
    ...planFrontProxy(draft),
    ...planBeyond(draft),
  ]
  if (nodes.length > 0 || all) calls.push(...missingEdges(layout, draft, calls))
  const named = nodes.flatMap(({ name }) => (name === null ? [] : [name]))
  return {
    layout,
    version,
    calls,
    loads: nodes.flatMap((node) => loadsOf(draft, node, configsOf.get(node) ?? [])),
    facts: {
      id,
      layout: layout.id,
      version,
      nodes: [...new Set(named)],
      controlPlanes: [...new Set(apiServers.flatMap(({ instance }) => (instance.node === null ? [] : [instance.node])))],
      evidence: [
        ...nodes
          .filter(({ name, tree }) => name !== null || !tree.loose || nodes.length === 1)
          .map((node) => ({
            node: node.name,
            root: node.tree.loose ? null : node.tree.root,
            why: node.nameFrom,
            value: node.tree.root === '' || node.tree.loose ? (node.name ?? '') : node.tree.root,
          })),
        ...(group.why === 'cluster-by-hand' || nodes.length > 1
          ? [{ node: null, root: null, why: group.why, value: sharedBy(group, inventory) }]
          : []),
        ...moved,
        ...[...group.hosts].map((value) => ({ node: null, root: null, why: 'server-address' as const, value })),
      ],
      instances: instancesOf(calls),
      backups: nodes.length === 0 ? [...backups] : withinTrees(backups, nodes),
    },
  }
}

function withinTrees(paths: ReadonlySet<string>, nodes: readonly Node[]): string[] {
  if (paths.size === 0) return []
  const roots = new Set(nodes.map(({ tree }) => tree.root))
  return [...paths].filter((path) => {
    for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      if (roots.has(path.slice(0, end + 1))) return true
      if (end === 0) break
    }
    return roots.has('')
  })
}

/** What its nodes share: the CA by name where that is why, else the address. */
function sharedBy({ why, value, authorities }: Group, { certificates }: Inventory): string {
  if (why !== 'ca-key') return value
  return certificates.find(({ publicKey }) => authorities.has(publicKey.spki))?.subject.commonName ?? ''
}

/** Nodes that hold tokens also where nothing else of them is in the drop. */
const holdersOf = (draft: ClusterDraft, holders: readonly Node[]): Node[] => [
  ...draft.nodes,
  ...holders.filter((node) => node.components.size === 0 && !draft.nodes.includes(node)),
]

function kubeadmVersion(settings: ClusterDraft['kubeadm']): string | null {
  const found = settings.find(({ name }) => name === 'kubernetesVersion')
  return /^v?(\d+\.\d+(?:\.\d+)?)/.exec(found?.value ?? '')?.[1] ?? null
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

function instancesOf(calls: readonly PlannedCall[]): Instance[] {
  const ends = new Set<Instance>()
  for (const { from, to } of calls) ends.add(from).add(to)
  const seen = new Map<string, Instance>()
  for (const end of ends) seen.set(`${end.component}\0${end.node ?? ''}`, end)
  return [...seen.values()]
}
