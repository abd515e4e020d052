/** Inventory -> the clusters in it, each with its nodes and its planned calls. Nothing here depends on the moment judged. */
import type { Inventory } from '../inventory/inventory.ts'
import type { ClusterFacts, Instance } from './cluster.ts'
import { planApiServerClients } from './calls/api-server-clients.ts'
import { planEtcd } from './calls/etcd.ts'
import { planFrontProxy } from './calls/front-proxy.ts'
import { planKubelets } from './calls/kubelets.ts'
import { planMutualTls } from './calls/mutual-tls.ts'
import { planServiceAccounts } from './calls/service-accounts.ts'
import type { ClusterDraft, Config } from './draft.ts'
import { missingEdges } from './gaps.ts'
import { nameOf } from './host-path.ts'
import type { Caller } from './kubeconfigs.ts'
import { BASE, detectLayout, layoutOf, LAYOUTS } from './layouts/index.ts'
import type { Layout } from './layouts/layout.ts'
import { loadsOf } from './loads.ts'
import { type Group, groupNodes, GroupIndex, keysOf, tellingHost } from './membership.ts'
import { configsOfNode } from './node-configs.ts'
import { buildNode, hostPathOf, type Node, type Reader } from './node.ts'
import { cutTrees, type Tree } from './nodes.ts'
import type { Loads, PlannedCall } from './plan.ts'
import { apiServerOf, etcdMemberOf, kubeletOf } from './providers.ts'
import { indexFiles } from './resolve.ts'
import { listOf } from './settings.ts'

export interface AssembleOptions {
  readonly layout?: string
  /** Folder of a tree -> node name, by the user's hand. */
  readonly nodeOf?: Readonly<Record<string, string>>
  /** Node name or kubeconfig path -> cluster id, by the user's hand. */
  readonly clusterOf?: Readonly<Record<string, string>>
}

export interface Cluster {
  readonly facts: Omit<ClusterFacts, 'cannotStart'>
  readonly layout: Layout
  readonly version: string | null
  readonly calls: readonly PlannedCall[]
  readonly loads: readonly Loads[]
}

export function assemble(inventory: Inventory, options: AssembleOptions = {}): Cluster[] {
  const reader: Reader = { index: indexFiles(inventory), cache: new Map() }
  const nodeOf = Object.fromEntries(
    Object.entries(options.nodeOf ?? {}).map(([folder, name]) => [folder.endsWith('/') ? folder : `${folder}/`, name]),
  )
  const trees = cutTrees(inventory.files, options.layout === undefined ? LAYOUTS : [layoutOf(options.layout), BASE], nodeOf)
  const layout = options.layout === undefined ? layoutOfDrop(inventory, trees) : layoutOf(options.layout)
  const backups = backupsOf(trees, layout)
  const nodes = nodesOf(inventory, trees, layout, backups, nodeOf)
  const configsOf = new Map(nodes.map((node) => [node, configsOfNode(reader, node, backups, inventory.faults)]))
  const members = nodes.filter((node) => node.components.size > 0 || (configsOf.get(node) ?? []).some(({ role }) => role !== 'client'))
  const groups = byHand(groupNodes(reader, members, configsOf, inventory.certificates), options.clusterOf)
  const clients = strayContexts(inventory, groups, nodes, configsOf, options.clusterOf)
  const taken = new Map<string, number>()
  const clusters = groups.map((group, at) =>
    build(
      inventory,
      reader,
      layout,
      group,
      groups.length === 1 || at === 0 ? nodes : group.nodes,
      configsOf,
      clients.get(group) ?? [],
      backups,
      taken,
    ),
  )
  if (clusters.length > 0) return clusters
  const plain = planMutualTls(
    inventory,
    inventory.texts.filter(({ location }) => location.field === null && !backups.has(location.file)),
  )
  const empty = build(
    inventory,
    reader,
    layout,
    { nodes: [], authorities: new Set(), hosts: new Set(), why: 'single', value: '' },
    [],
    configsOf,
    [],
    backups,
    taken,
  )
  return [
    {
      ...empty,
      facts: { ...empty.facts, ...(plain.length > 0 ? { layout: 'mutual-tls' } : {}) },
      calls: plain.length > 0 ? plain : empty.calls,
    },
  ]
}

function layoutOfDrop(inventory: Inventory, trees: readonly Tree[]): Layout {
  const names = new Set<string>()
  for (const { issuer, subject } of inventory.certificates) names.add(issuer.commonName).add(subject.commonName)
  return (
    detectLayout({
      paths: new Set(trees.flatMap(({ files }) => [...files.keys()])),
      commonNames: names,
      programs: inventory.settings.map(({ program }) => program),
      kubeconfigClusters: inventory.kubeconfigs.flatMap(({ clusters }) => clusters.map(({ name }) => name)),
    }) ?? BASE
  )
}

function backupsOf(trees: readonly Tree[], layout: Layout): Set<string> {
  const found = new Set<string>()
  // Nodes are alike: the same host path is looked at once.
  const known = new Map<string, boolean>()
  const isBackup = (host: string): boolean => {
    let answer = known.get(host)
    if (answer === undefined) known.set(host, (answer = layout.backups.some((pattern) => pattern.test(host))))
    return answer
  }
  for (const { files, paths, loose } of trees) {
    for (const [host, path] of files) if (isBackup(host)) found.add(path)
    if (!loose) continue
    for (const path of paths) if (isBackup(`/${nameOf(path)}`)) found.add(path)
  }
  return found
}

function nodesOf(
  inventory: Inventory,
  trees: readonly Tree[],
  layout: Layout,
  backups: ReadonlySet<string>,
  nodeOf: Readonly<Record<string, string>>,
): Node[] {
  const telling = new Set<string>()
  for (const { location } of inventory.settings) telling.add(location.file)
  for (const { file } of inventory.hostnames) telling.add(file)
  const treeOf = new Map<string, Tree>()
  for (const tree of trees) for (const path of tree.paths) if (telling.has(path)) treeOf.set(path, tree)
  const sources = new Map<Tree, Inventory['settings'][number][]>()
  for (const settings of inventory.settings) {
    const tree = treeOf.get(settings.location.file)
    if (tree === undefined || backups.has(settings.location.file)) continue
    const same = sources.get(tree)
    if (same === undefined) sources.set(tree, [settings])
    else same.push(settings)
  }
  const hostnames = new Map<Tree, string>()
  for (const { file, name } of inventory.hostnames) {
    const tree = treeOf.get(file)
    if (tree !== undefined && hostPathOf(tree, file) === '/etc/hostname') hostnames.set(tree, name.trim())
  }
  const several = trees.filter(({ loose }) => !loose).length > 1
  const containers = trees.some(({ root, loose }) => root === '' && !loose) ? containersOf(inventory) : new Map<string, string>()
  return trees.flatMap((tree) => {
    const own = sources.get(tree) ?? []
    const hostname = hostnames.get(tree) ?? null
    const byHand = nodeOf[tree.root] ?? null
    const archive = tree.root === '' && !tree.loose ? archiveName(containers, tree) : null
    // `kubectl get pods -o yaml` names the node of each pod; such pods stand for nodes of their own.
    const elsewhere = [...new Set(own.flatMap(({ nodeName }) => (nodeName === null ? [] : [nodeName])))]
    const here = elsewhere.length < 2 ? own : own.filter(({ nodeName }) => nodeName === null)
    const single = buildNode({
      tree,
      layout,
      sources: here,
      hostname,
      weak: tree.bare && byHand === null,
      several,
      name: byHand ?? archive ?? tree.folder ?? (elsewhere.length === 1 ? (elsewhere[0] ?? null) : null),
      nameFrom: 'folder',
    })
    if (elsewhere.length < 2) return [single]
    return [
      single,
      ...elsewhere.map((name) =>
        buildNode({
          tree: { ...tree, files: new Map() },
          layout,
          sources: own.filter(({ nodeName }) => nodeName === name),
          hostname: null,
          name,
          weak: false,
          several: true,
          nameFrom: 'folder',
        }),
      ),
    ]
  })
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

/** What the user's hand says of a name; a node may be called `constructor`. */
const own = (by: Readonly<Record<string, string>> | undefined, name: string | null): string | undefined =>
  by !== undefined && name !== null && Object.hasOwn(by, name) ? by[name] : undefined

/** The user's hand: nodes put into another cluster than the evidence says. */
function byHand(groups: Group[], clusterOf: Readonly<Record<string, string>> | undefined): Group[] {
  if (clusterOf === undefined) return groups
  const moved = new Map<string, Group>()
  for (const group of groups) {
    for (const node of [...group.nodes]) {
      const id = own(clusterOf, node.name)
      if (id === undefined) continue
      group.nodes.splice(group.nodes.indexOf(node), 1)
      const target = moved.get(id) ?? {
        nodes: [],
        authorities: new Set<string>(),
        hosts: new Set<string>(),
        why: 'single' as const,
        value: id,
      }
      target.nodes.push(node)
      for (const key of group.authorities) target.authorities.add(key)
      for (const host of group.hosts) target.hosts.add(host)
      moved.set(id, target)
    }
  }
  return [...groups.filter(({ nodes }) => nodes.length > 0), ...moved.values()]
}

type Stray = { config: Config; caller: Caller }

/** Contexts no component uses: each goes to the cluster it speaks to, or makes one of its own. */
function strayContexts(
  inventory: Inventory,
  groups: Group[],
  nodes: readonly Node[],
  configsOf: ReadonlyMap<Node, readonly Config[]>,
  clusterOf: Readonly<Record<string, string>> | undefined,
): Map<Group, Stray[]> {
  const known = groups.slice()
  const homes = new Map(known.flatMap((group) => group.nodes.map((node) => [node, group] as const)))
  const index = new GroupIndex(groups)
  const result = new Map<Group, Stray[]>()
  for (const node of nodes) {
    const home = homes.get(node) ?? null
    for (const config of configsOf.get(node) ?? []) {
      const strays = config.role === 'client' ? config.callers : config.callers.slice(1)
      for (const caller of strays) {
        const hand = own(clusterOf, config.file.use.file)
        const byName = hand === undefined ? undefined : groups.find(({ value, hosts }) => value === hand || hosts.has(hand))
        let group = byName ?? index.of(caller, inventory.certificates)
        if (group === null && caller.endpoint === null) group = home ?? known[0] ?? null
        if (group === null) {
          const host = tellingHost(caller)
          group = {
            nodes: [],
            authorities: new Set(keysOf(caller.authority?.text ?? null, inventory.certificates)),
            hosts: new Set(host === null ? [] : [host]),
            why: 'server-address',
            value: host ?? '',
          }
          groups.push(group)
          index.add(group)
        }
        const same = result.get(group)
        if (same === undefined) result.set(group, [{ config, caller }])
        else same.push({ config, caller })
      }
    }
  }
  return result
}

function build(
  inventory: Inventory,
  reader: Reader,
  layout: Layout,
  group: Group,
  holders: readonly Node[],
  configsOf: ReadonlyMap<Node, readonly Config[]>,
  clients: readonly Stray[],
  backups: ReadonlySet<string>,
  taken: Map<string, number>,
): Cluster {
  const { nodes } = group
  const version = nodes.map((node) => node.version).find((found) => found !== null) ?? kubeadmVersion(inventory)
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
    configs: nodes.flatMap((node) => (configsOf.get(node) ?? []).filter(({ role }) => role !== 'client')),
    clients,
    nodeNames: new Set(nodes.flatMap(({ kubernetesName }) => (kubernetesName === null ? [] : [kubernetesName.name]))),
  }
  const calls = [
    ...planEtcd(draft),
    ...planApiServerClients(draft),
    ...planKubelets(draft),
    ...planServiceAccounts({ ...draft, nodes: holdersOf(draft, holders) }),
    ...planFrontProxy(draft),
  ]
  if (nodes.length > 0 || taken.size === 0) calls.push(...missingEdges(layout, draft, calls))
  const named = nodes.flatMap(({ name }) => (name === null ? [] : [name]))
  return {
    layout,
    version,
    calls,
    loads: nodes.flatMap((node) => loadsOf(draft, node, configsOf.get(node) ?? [])),
    facts: {
      id: uniqueId(group, draft, taken),
      layout: layout.id,
      version,
      nodes: [...new Set(named)],
      controlPlanes: [...new Set(apiServers.flatMap(({ instance }) => (instance.node === null ? [] : [instance.node])))],
      evidence: [
        ...nodes.map((node) => ({
          node: node.name,
          why: node.nameFrom,
          value: node.tree.root === '' ? (node.name ?? '') : node.tree.root,
        })),
        ...[...group.hosts].map((value) => ({ node: null, why: 'server-address' as const, value })),
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

/** Nodes that hold tokens also where nothing else of them is in the drop. */
const holdersOf = (draft: ClusterDraft, holders: readonly Node[]): Node[] => [
  ...draft.nodes,
  ...holders.filter((node) => node.components.size === 0 && !draft.nodes.includes(node)),
]

function kubeadmVersion(inventory: Inventory): string | null {
  const found = inventory.settings
    .flatMap(({ origin, settings }) => (origin === 'kubeadm-config' ? settings : []))
    .find(({ name }) => name === 'kubernetesVersion')
  return /^v?(\d+\.\d+(?:\.\d+)?)/.exec(found?.value ?? '')?.[1] ?? null
}

function uniqueId(group: Group, draft: ClusterDraft, taken: Map<string, number>): string {
  const config = draft.configs[0] ?? draft.clients[0]?.config
  const context = draft.clients.find(({ config: of }) => of === config)?.caller.context?.name ?? config?.callers[0]?.context?.name
  const cluster = config?.file.config?.contexts.find(({ name }) => name === context)?.cluster ?? config?.file.config?.clusters[0]?.name
  const wanted =
    group.why === 'single' && group.value !== '' && draft.configs.length === 0 ? group.value : (cluster ?? group.value) || 'cluster'
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
