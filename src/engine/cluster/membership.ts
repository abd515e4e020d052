/**
 * Which nodes and kubeconfigs belong together. Nodes are of one cluster if they trust the same CA key for the API server,
 * or dial the same API server under different node names, or list each other as etcd members, or one's API server dials the other's etcd.
 */
import { once, push } from '../encoding/maps.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { PemText } from '../inventory/inventory.ts'
import { dialledAt, type Endpoint, isIp, isLoopback } from './address.ts'
import type { MembershipReason } from './cluster.ts'
import { type Config, isOutbound, isOwn } from './draft.ts'
import { joinExternalEtcd } from './external-etcd.ts'
import type { Node } from './node.ts'
import { type Reader, reference } from './node.ts'
import type { Caller } from './kubeconfigs.ts'
import { membersListed } from './providers.ts'

export interface Group {
  readonly nodes: Node[]
  /** SPKI of the CAs by which its API server is verified. */
  readonly authorities: Set<string>
  readonly hosts: Set<string>
  why: Extract<MembershipReason, 'ca-key' | 'etcd-members' | 'server-address' | 'single' | 'cluster-by-hand'>
  value: string
}

/** The keys of all certificates of a text. */
export const keysOf = (text: PemText | null, certificates: readonly Certificate[]): string[] =>
  (text?.blocks ?? []).flatMap(({ certificate }) => (certificate === null ? [] : [certificates[certificate]?.publicKey.spki ?? '']))

/** Hosts that tell clusters apart: not loopback, not the name every cluster has. */
export const tellingHost = ({ endpoint }: Caller): string | null =>
  endpoint === null
    ? null
    : once(telling, endpoint, () =>
        isLoopback(endpoint.host) || /^kubernetes(\.default|$)/.test(endpoint.host) ? null : dialledAt(endpoint),
      )
/** Callers of one server share its endpoint. */
const telling = new WeakMap<Endpoint, string | null>()

export function groupNodes(
  reader: Reader,
  nodes: readonly Node[],
  configsOf: ReadonlyMap<Node, readonly Config[]>,
  certificates: readonly Certificate[],
): Group[] {
  const parent = nodes.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (parent[at] !== at) {
      const up = parent[parent[at] ?? at] ?? at
      parent[at] = up
      at = up
    }
    return at
  }
  const byCa = new Map<string, number>()
  const byMember = new Map<string, number>()
  const join = (first: Map<string, number>, key: string, i: number): void => {
    const known = first.get(key)
    if (known === undefined) first.set(key, i)
    else parent[find(i)] = find(known)
  }
  const keys = nodes.map((node) => authorityKeys(reader, node, configsOf.get(node) ?? [], certificates))
  // Keys are long: each is looked for as it is, in a map of its own.
  keys.forEach((own, i) => {
    for (const key of own) join(byCa, key, i)
  })
  const urls = nodes.map((node) =>
    (node.components.get('etcd') ?? []).flatMap((etcd) => membersListed(etcd).map(({ name, url }) => `${name}=${url}`)),
  )
  urls.forEach((own, i) => {
    if (own.length > 1) for (const url of own) join(byMember, url, i)
  })
  joinByAddress(nodes, configsOf, find, (a, b) => {
    parent[find(a)] = find(b)
  })
  joinExternalEtcd(reader, nodes, certificates, find, (a, b) => {
    parent[find(a)] = find(b)
  })
  const groups = new Map<number, Group>()
  nodes.forEach((node, i) => {
    const root = find(i)
    let group = groups.get(root)
    if (group === undefined)
      groups.set(
        root,
        (group = { nodes: [], authorities: new Set(), hosts: new Set(), why: nodes.length === 1 ? 'single' : 'ca-key', value: '' }),
      )
    group.nodes.push(node)
    for (const key of keys[i] ?? []) group.authorities.add(key)
    for (const config of configsOf.get(node) ?? []) {
      const { callers } = config
      if (isOutbound(config)) continue
      const host = callers[0] === undefined ? null : tellingHost(callers[0])
      if (host !== null) group.hosts.add(host)
    }
  })
  for (const group of groups.values()) group.value = [...group.hosts][0] ?? ''
  return [...groups.values()]
}

/** The same address under another CA is one cluster with a fault, unless both sides have a node of the same name, or both own the address. */
function joinByAddress(
  nodes: readonly Node[],
  configsOf: ReadonlyMap<Node, readonly Config[]>,
  find: (i: number) => number,
  unite: (a: number, b: number) => void,
): void {
  const names = new Map<number, Set<string>>()
  for (const [i, node] of nodes.entries()) {
    const root = find(i)
    if (!names.has(root)) names.set(root, new Set())
    const name = node.kubernetesName?.name ?? node.name
    if (name !== null) names.get(root)?.add(name)
  }
  const byHost = new Map<string, number>()
  for (const [i, node] of nodes.entries()) {
    for (const config of configsOf.get(node) ?? []) {
      const caller = config.callers[0]
      const host = caller === undefined || !isOwn(config) ? null : tellingHost(caller)
      if (host === null) continue
      const known = byHost.get(host)
      if (known === undefined) byHost.set(host, i)
      else if (find(known) !== find(i)) {
        const mine = names.get(find(i)) ?? new Set()
        const theirs = names.get(find(known)) ?? new Set()
        if ([...mine].some((name) => theirs.has(name)) || bothOwn(host, nodes, configsOf, find, i, known)) continue
        const merged = new Set([...mine, ...theirs])
        unite(i, known)
        names.set(find(i), merged)
      }
    }
  }
}

/** Two API servers that each call this address their own are not of one cluster. kubeadm points both managers at their own node. */
function bothOwn(
  host: string,
  nodes: readonly Node[],
  configsOf: ReadonlyMap<Node, readonly Config[]>,
  find: (i: number) => number,
  a: number,
  b: number,
): boolean {
  const address = host.replace(/:\d*$/, '')
  const local = (node: Node): boolean =>
    (configsOf.get(node) ?? []).some(
      ({ role, callers }) => (role === 'kube-controller-manager' || role === 'kube-scheduler') && callers[0]?.endpoint?.host === address,
    )
  const owns = (root: number): boolean =>
    nodes.some(
      (node, i) =>
        find(i) === root && node.components.has('kube-apiserver') && (node.addresses.has(address) || (isIp(address) && local(node))),
    )
  return owns(find(a)) && owns(find(b))
}

/** The CA keys most of a node's kubeconfigs trust, with those it publishes to pods; without kubeconfigs, its client CA. */
function authorityKeys(reader: Reader, node: Node, configs: readonly Config[], certificates: readonly Certificate[]): string[] {
  const count = new Map<string, number>()
  const add = (keys: readonly string[]): void => {
    for (const key of keys.length < 2 ? keys : new Set(keys)) count.set(key, (count.get(key) ?? 0) + 1)
  }
  for (const config of configs) if (isOwn(config)) add(keysOf(config.callers[0]?.authority?.text ?? null, certificates))
  const named = (component: 'kube-controller-manager' | 'kube-apiserver' | 'kubelet', flag: string, field?: string): readonly string[] => {
    const settings = node.components.get(component)?.[0]
    const value = settings?.one(flag, field)
    return settings === undefined || value === undefined || value === null
      ? []
      : keysOf(reference(reader, node, settings, value).text, certificates)
  }
  add(named('kube-controller-manager', '--root-ca-file'))
  if (count.size === 0) add(named('kube-apiserver', '--client-ca-file'))
  if (count.size === 0) add(named('kubelet', '--client-ca-file', 'authentication.x509.clientCAFile'))
  if (count.size < 2) return [...count.keys()]
  const most = Math.max(0, ...count.values())
  return [...count].flatMap(([key, times]) => (times === most ? [key] : []))
}

/** Finds the cluster a stray context speaks to, however many there are. */
export class GroupIndex {
  readonly #order = new Map<Group, number>()
  readonly #byKey = new Map<string, Group[]>()
  readonly #byHost = new Map<string, Group>()
  /** Thousands of kubeconfigs name one bundle, which may hold thousands of keys. */
  readonly #byText = new Map<PemText, readonly Group[]>()

  constructor(groups: readonly Group[]) {
    for (const group of groups) this.add(group)
  }

  add(group: Group): void {
    this.#byText.clear()
    this.#order.set(group, this.#order.size)
    for (const key of group.authorities) push(this.#byKey, key, group)
    for (const host of group.hosts) if (!this.#byHost.has(host)) this.#byHost.set(host, group)
  }

  /** By its CA's key, else by the address it dials; null for one of its own. */
  of(caller: Caller, certificates: readonly Certificate[]): Group | null {
    const host = tellingHost(caller)
    const text = caller.authority?.text ?? null
    const byKey = text === null ? [] : once(this.#byText, text, () => this.#withKeyOf(text, certificates))
    if (byKey.length > 0) return byKey.find(({ hosts }) => host !== null && hosts.has(host)) ?? byKey[0] ?? null
    return host === null ? null : (this.#byHost.get(host) ?? null)
  }

  /** In the order they were added. */
  #withKeyOf(text: PemText, certificates: readonly Certificate[]): readonly Group[] {
    const groups = new Set(keysOf(text, certificates).flatMap((key) => this.#byKey.get(key) ?? []))
    return [...groups].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0))
  }
}
