/**
 * Output of `kubectl get` that lies in no node's folder: which of several clusters it was fetched from. One file is of one cluster. What decides,
 * in this order: a CA by its key, a server dialled, the names of nodes; each only where it points to one cluster alone.
 */
import { once, push } from '../encoding/maps.ts'
import type { Inventory, KubeObject } from '../inventory/inventory.ts'
import { dialledAt, isLoopback, parseEndpoint } from './address.ts'
import type { Group } from './membership.ts'
import type { Node } from './node.ts'

export interface Placing {
  /** Does this file, of objects, pods, tokens or kubeadm's configuration, speak of this cluster? */
  readonly isOf: (group: Group, file: string) => boolean
  /** Files of objects that belong to no cluster as far as anything in them says. */
  readonly unplaced: readonly string[]
}

interface Evidence {
  readonly keys: string[]
  readonly hosts: string[]
  readonly nodes: string[]
}

export function placeLoose(inventory: Inventory, groups: readonly Group[]): Placing {
  const { objects, tokens, settings } = inventory
  const fetched = settings.filter(({ origin }) => origin === 'kubeadm-config' || origin === 'pod')
  const files = new Set([...objects, ...tokens, ...fetched].map(({ location }) => location.file))
  if (files.size === 0 || groups.length < 2) return { isOf: () => true, unplaced: [] }
  const homes = new Map<string, Group>()
  for (const group of groups)
    for (const { tree } of group.nodes) if (!tree.loose) for (const path of tree.paths) if (files.has(path)) homes.set(path, group)
  // The one cluster that has nodes is given what says nothing of itself.
  const [first = null, ...others] = groups.filter(({ nodes }) => nodes.length > 0)
  const only = others.length === 0 ? first : null
  const evidence = evidenceOf(inventory, files)
  const found = cluesOf(groups)
  for (const [file, { keys, hosts, nodes }] of evidence) {
    if (homes.has(file)) continue
    const home = sole(found.keys, keys) ?? sole(found.hosts, hosts) ?? sole(found.nodes, nodes) ?? only
    if (home !== null) homes.set(file, home)
  }
  const unplaced = new Set([...objects, ...fetched].map(({ location }) => location.file).filter((file) => !homes.has(file)))
  return { isOf: (group, file) => homes.get(file) === group, unplaced: [...unplaced] }
}

/** The one group all these clues point to, null where they point to none or to several. */
function sole(clues: ReadonlyMap<string, readonly Group[]>, wanted: readonly string[]): Group | null {
  const found = new Set(wanted.flatMap((clue) => clues.get(clue) ?? []))
  const [first] = found
  return found.size === 1 ? (first ?? null) : null
}

const namesOf = ({ name, kubernetesName }: Node): readonly (string | null | undefined)[] => [kubernetesName?.name, name?.toLowerCase()]

function cluesOf(groups: readonly Group[]): Record<keyof Evidence, Map<string, Group[]>> {
  const clues = { keys: new Map<string, Group[]>(), hosts: new Map<string, Group[]>(), nodes: new Map<string, Group[]>() }
  for (const group of groups) {
    for (const key of group.authorities) push(clues.keys, key, group)
    for (const host of group.hosts) push(clues.hosts, host, group)
    for (const name of new Set(group.nodes.flatMap(namesOf))) if (name !== null && name !== undefined) push(clues.nodes, name, group)
  }
  return clues
}

function evidenceOf({ certificates, objects, settings }: Inventory, files: ReadonlySet<string>): Map<string, Evidence> {
  const evidence = new Map<string, Evidence>([...files].map((file) => [file, { keys: [], hosts: [], nodes: [] }]))
  for (const object of objects) {
    const of = evidence.get(object.location.file)
    if (of === undefined) continue
    for (const { text } of authoritiesIn(object))
      for (const { certificate } of text.blocks) if (certificate !== null) of.keys.push(certificates[certificate]?.publicKey.spki ?? '')
    for (const { clusters } of object.kubeconfigs) of.hosts.push(...clusters.flatMap(({ server }) => hostOf(server)))
    if (object.kind === 'Node') of.nodes.push(object.name.toLowerCase())
  }
  for (const { location, nodeName, origin, settings: own } of settings) {
    const of = evidence.get(location.file)
    if (nodeName !== null) of?.nodes.push(nodeName.toLowerCase())
    if (origin === 'kubeadm-config')
      for (const { name, value } of own) if (name === 'controlPlaneEndpoint') of?.hosts.push(...hostOf(`https://${value}`))
  }
  return evidence
}

/** What is published as the cluster's CA: kube-root-ca.crt, `ca.crt` beside a token, extension-apiserver-authentication. */
const authoritiesIn = ({ kind, texts }: KubeObject): KubeObject['texts'] =>
  kind === 'ConfigMap' || kind === 'Secret' ? texts.filter(({ field }) => /\[(ca\.crt|client-ca-file)\]$/.test(field)) : []

function hostOf(server: string): string[] {
  const endpoint = parseEndpoint(server)
  return endpoint === null || isLoopback(endpoint.host) ? [] : [dialledAt(endpoint)]
}

/**
 * Pods and what makes them, as the API server gives them, are no node's files. What they are started with joins the cluster it was fetched from;
 * what names nodes no other file tells of is a cluster of its own, one a file.
 */
export function partWorkloads(groups: readonly Group[]): { readonly workloads: Node[]; readonly rest: Group[] } {
  const isWorkload = ({ nodes }: Group): boolean => nodes.length > 0 && nodes.every(fromApi)
  return { workloads: groups.filter(isWorkload).flatMap(({ nodes }) => nodes), rest: groups.filter((group) => !isWorkload(group)) }
}

const sourcesOf = ({ components }: Node) => [...components.values()].flat().flatMap(({ sources }) => sources)
const fromApi = (node: Node): boolean =>
  node.tree.loose &&
  [...node.components.values()].flat().every(({ found }) => found) &&
  sourcesOf(node).every(({ origin }) => origin === 'pod')

export function joinWorkloads(workloads: readonly Node[], groups: Group[], { isOf }: Placing): void {
  const none = groups.length === 0
  const own = new Map<string, Group>()
  for (const node of workloads) {
    const files = new Set(sourcesOf(node).map(({ location }) => location.file))
    const home = none ? [] : groups.filter((group) => [...files].every((file) => isOf(group, file)))
    if (home.length === 1) home[0]?.nodes.push(node)
    else if (none || node.name !== null) {
      const [file = ''] = files
      const group: Group = once(own, file, () => ({ nodes: [], authorities: new Set(), hosts: new Set(), why: 'single', value: '' }))
      group.nodes.push(node)
    }
  }
  groups.push(...own.values())
}
