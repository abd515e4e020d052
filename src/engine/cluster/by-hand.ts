/** The user's hand: nodes and kubeconfigs put into another cluster than the evidence says. */
import type { ClusterFacts } from './cluster.ts'
import type { Group } from './membership.ts'
import { handOf } from './node-drafts.ts'
import type { Stray } from './strays.ts'

/** A cluster before its calls are planned, under the name it is shown by. */
export interface Named {
  readonly id: string
  readonly group: Group
  readonly strays: Stray[]
  /** What was moved here, and that it was. */
  readonly moved: ClusterFacts['evidence'][number][]
}

/** `clusterOf`: node name or path of a kubeconfig -> the cluster as shown, or a new one. Clusters left with nothing are gone. */
export function moveByHand(clusters: readonly Named[], clusterOf: Readonly<Record<string, string>>): Named[] {
  const all = new Map(clusters.map((cluster) => [cluster.id, cluster]))
  const target = (id: string): Named => {
    let found = all.get(id)
    if (found === undefined) {
      const group: Group = { nodes: [], authorities: new Set(), hosts: new Set(), why: 'cluster-by-hand', value: id }
      all.set(id, (found = { id, group, strays: [], moved: [] }))
    }
    return found
  }
  for (const { id, group, strays } of clusters) {
    for (const node of [...group.nodes]) {
      const wanted = handOf(clusterOf, node.name)
      if (wanted === undefined || wanted === id) continue
      group.nodes.splice(group.nodes.indexOf(node), 1)
      const to = target(wanted)
      to.group.nodes.push(node)
      to.moved.push({ node: node.name, root: node.tree.loose ? null : node.tree.root, why: 'cluster-by-hand', value: wanted })
    }
    for (const stray of [...strays]) {
      const { file } = stray.config.file.use
      // What lies in the folder of a node that was moved goes with it, unless it was moved itself.
      const wanted = handOf(clusterOf, file) ?? handOf(clusterOf, stray.config.node?.name ?? null)
      if (wanted === undefined || wanted === id) continue
      strays.splice(strays.indexOf(stray), 1)
      const to = target(wanted)
      to.strays.push(stray)
      if (handOf(clusterOf, file) !== undefined && !to.moved.some(({ value }) => value === file))
        to.moved.push({ node: null, root: null, why: 'cluster-by-hand', value: file ?? '' })
    }
  }
  return [...all.values()].filter(({ group, strays }) => group.nodes.length > 0 || strays.length > 0)
}
