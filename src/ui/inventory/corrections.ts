/** What the user may correct, out of an audit: its nodes with their folders, its kubeconfigs, the folders of the drop. */
import type { Audit } from '../../engine/audit.ts'
import type { MembershipReason } from '../../engine/cluster/cluster.ts'

export interface NodeRow {
  /** The folder of the drop that holds it, null where it is only spoken of. */
  readonly root: string | null
  readonly node: string | null
  readonly cluster: string
  readonly why: MembershipReason
  readonly value: string
  /** Is it in this cluster by hand? */
  readonly moved: boolean
}

const NAMED: ReadonlySet<MembershipReason> = new Set(['folder', 'archive', 'hostname', 'etcd-name', 'pod', 'by-hand', 'single'])

export function nodesOf({ clusters }: Audit): NodeRow[] {
  return clusters.flatMap(({ id, evidence, nodes }) => {
    const moved = new Set(evidence.flatMap(({ node, why }) => (why === 'cluster-by-hand' && node !== null ? [node] : [])))
    return evidence
      .filter(({ node, root, why }) => NAMED.has(why) && (root !== null || (node !== null && nodes.includes(node))))
      .map(({ node, root, why, value }) => ({ root, node, cluster: id, why, value, moved: node !== null && moved.has(node) }))
  })
}

/** Files whose contexts were given to a cluster by whom they call: the settings of a node's own components stay with their node. */
export function kubeconfigsOf({ calls }: Audit): { readonly file: string; readonly cluster: string }[] {
  const found = new Map<string, string>()
  for (const { from, context, client, callerAcceptsServer, cluster } of calls) {
    if (from.component !== 'client' || context === null) continue
    // What it names stands in files of their own, or in itself: where it names them is the kubeconfig.
    const file = callerAcceptsServer.trusts?.location?.file ?? client?.use?.location?.file
    if (file !== undefined && !found.has(file)) found.set(file, cluster)
  }
  return [...found].map(([file, cluster]) => ({ file, cluster }))
}

/** Folders that may be a node's: those of the first three levels. */
export function foldersOf({ inventory }: Audit): string[] {
  const found = new Set<string>()
  for (const { path } of inventory.files) {
    const parts = path.split('/')
    for (let depth = 1; depth < Math.min(parts.length, 4) && found.size < 500; depth++) found.add(`${parts.slice(0, depth).join('/')}/`)
  }
  return [...found].sort()
}

/** A record less one key. */
export function without(by: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  const { [key]: _gone, ...rest } = by
  return rest
}
