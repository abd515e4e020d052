/** One cluster of the drop from its nodes: its servers, the calls between them and what its processes load. */
import { once } from '../encoding/maps.ts'
import type { Inventory, Settings } from '../inventory/inventory.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { Named } from './by-hand.ts'
import type { ClusterFacts, Instance } from './cluster.ts'
import { planApiServerClients } from './calls/api-server-clients.ts'
import { planBeyond } from './calls/beyond.ts'
import { planEtcd } from './calls/etcd.ts'
import { planFrontProxy } from './calls/front-proxy.ts'
import { planKubelets } from './calls/kubelets.ts'
import { planServiceAccounts } from './calls/service-accounts.ts'
import { type ClusterDraft, type Config, isOutbound, isOwn } from './draft.ts'
import { missingEdges } from './gaps.ts'
import type { Layout } from './layouts/layout.ts'
import { loadsOf } from './loads.ts'
import type { Group } from './membership.ts'
import type { Node, Reader } from './node.ts'
import type { Loads, PlannedCall } from './plan.ts'
import { apiServerOf, etcdMemberOf, kubeletOf } from './providers.ts'
import { type InstanceSettings, listOf } from './settings.ts'

export interface Cluster {
  readonly facts: Omit<ClusterFacts, 'cannotStart'>
  readonly layout: Layout
  readonly version: string | null
  readonly calls: readonly PlannedCall[]
  readonly loads: readonly Loads[]
}

/** What all clusters of a drop have in common. */
export interface Drop {
  readonly inventory: Inventory
  readonly reader: Reader
  readonly configsOf: ReadonlyMap<Node, readonly Config[]>
  readonly backups: ReadonlySet<string>
  /** Nodes of which nothing but tokens may be in the drop. */
  readonly holders: readonly Node[]
  /** kubeadm's own configuration, of whichever cluster. */
  readonly kubeadm: readonly Settings[]
}

interface Wanted {
  readonly layout: Layout
  /** Draw every number, also where there is no node: so the first cluster is. */
  readonly all: boolean
  readonly isOurs: ClusterDraft['isOurs']
}

export function buildCluster(drop: Drop, { id, group, strays: clients, moved }: Named, { layout, all, isOurs }: Wanted): Cluster {
  const { inventory, reader, configsOf, backups } = drop
  const { nodes } = group
  const kubeadm = drop.kubeadm.flatMap(({ location, settings }) => (isOurs(location.file) ? settings : []))
  const version = nodes.map((node) => node.version).find((found) => found !== null) ?? kubeadmVersion(kubeadm)
  const servers = serversOf(nodes)
  const apiServers = servers['kube-apiserver'].map(({ node, settings }) => apiServerOf(reader, node, settings))
  const preferred = listOf(apiServers[0]?.settings?.all('--kubelet-preferred-address-types') ?? [])
  const configs: Config[] = []
  for (const node of nodes) configs.push(...(configsOf.get(node) ?? []))
  const draft: ClusterDraft = {
    inventory,
    reader,
    layout,
    version,
    nodes,
    apiServers,
    etcd: servers.etcd.map(({ node, settings }) => etcdMemberOf(reader, node, settings)),
    kubelets: servers.kubelet.map(({ node, settings }) => kubeletOf(reader, node, settings, preferred)),
    configs: configs.filter(isOwn),
    outbound: configs.filter(isOutbound),
    isOurs,
    objects: inventory.objects.filter(({ location }) => isOurs(location.file)),
    kubeadm,
    clients,
    nodeNames: new Set(nodes.flatMap(({ kubernetesName }) => (kubernetesName === null ? [] : [kubernetesName.name]))),
  }
  const members = new Set(nodes)
  const calls = [
    ...planEtcd(draft),
    ...planApiServerClients(draft),
    ...planKubelets(draft),
    ...planServiceAccounts({ ...draft, nodes: [...nodes, ...drop.holders.filter((node) => !members.has(node))] }),
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

type Server = 'kube-apiserver' | 'etcd' | 'kubelet'
/** Where the servers of the diagram run. One look at each node: a fleet has as many as calls. */
function serversOf(nodes: readonly Node[]): Readonly<Record<Server, { readonly node: Node; readonly settings: InstanceSettings }[]>> {
  const servers: ReturnType<typeof serversOf> = { 'kube-apiserver': [], etcd: [], kubelet: [] }
  for (const node of nodes)
    for (const [component, all] of node.components)
      if (component === 'kube-apiserver' || component === 'etcd' || component === 'kubelet')
        for (const settings of all) servers[component].push({ node, settings })
  return servers
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

/** By the certificates of a drop: each of its clusters asks. */
const firstOfKey = new WeakMap<Inventory['certificates'], ReadonlyMap<string, Certificate>>()
/** What its nodes share: the CA by name where that is why, else the address. */
function sharedBy({ why, value, authorities }: Group, { certificates }: Inventory): string {
  if (why !== 'ca-key') return value
  const byKey = once(firstOfKey, certificates, () => new Map(certificates.toReversed().map((one) => [one.publicKey.spki, one])))
  const found = [...authorities].flatMap((key) => byKey.get(key) ?? []).sort((a, b) => a.id - b.id)
  return found[0]?.subject.commonName ?? ''
}

function kubeadmVersion(settings: ClusterDraft['kubeadm']): string | null {
  const found = settings.find(({ name }) => name === 'kubernetesVersion')
  return /^v?(\d+\.\d+(?:\.\d+)?)/.exec(found?.value ?? '')?.[1] ?? null
}

function instancesOf(calls: readonly PlannedCall[]): Instance[] {
  const ends = new Set<Instance>()
  for (const { from, to } of calls) ends.add(from).add(to)
  const seen = new Map<string, Instance>()
  for (const end of ends) seen.set(`${end.component}\0${end.node ?? ''}`, end)
  return [...seen.values()]
}
