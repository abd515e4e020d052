/** Contexts that no component of a node uses: each belongs to the cluster it speaks to. */
import { push } from '../encoding/maps.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { type Config, isOutbound } from './draft.ts'
import type { Caller } from './kubeconfigs.ts'
import { type Group, GroupIndex, keysOf, tellingHost } from './membership.ts'
import type { Node } from './node.ts'

export type Stray = { config: Config; caller: Caller }

/** Each to its cluster; one that speaks to none of these makes a group of its own, which is added to `groups`. */
export function strayContexts(
  inventory: Inventory,
  groups: Group[],
  nodes: readonly Node[],
  configsOf: ReadonlyMap<Node, readonly Config[]>,
): Map<Group, Stray[]> {
  const known = groups.slice()
  const homes = new Map(known.flatMap((group) => group.nodes.map((node) => [node, group] as const)))
  const index = new GroupIndex(groups)
  const result = new Map<Group, Stray[]>()
  for (const node of nodes) {
    const home = homes.get(node) ?? null
    for (const config of configsOf.get(node) ?? []) {
      const strays = isOutbound(config) ? [] : config.role === 'client' ? config.callers : config.callers.slice(1)
      for (const caller of strays) {
        let group = index.of(caller, inventory.certificates)
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
        push(result, group, { config, caller })
      }
    }
  }
  return result
}
