/** The nodes of a cluster as controls look at them: control planes first, each with its files and the configuration of its components. */
import { push } from '../../encoding/maps.ts'
import type { ClusterFacts } from '../../cluster/cluster.ts'
import type { FileFacts } from '../../inventory/inventory.ts'
import type { Configuration, Program } from '../configuration.ts'
import { type LintContext } from '../context.ts'
import type { Control } from './benchmark.ts'
import type { NodeFacts } from './files.ts'
import { profileOf } from './profiles.ts'

/** Above this many nodes only control planes and the first workers are listed one by one: a fleet's workers are alike. */
const MOST_WORKERS = 200

/** Sections 1 to 3 of the benchmark are about control planes, section 4 about every node. */
export const appliesTo = (control: Control, n: NodeFacts): boolean => n.controlPlane || control.id.startsWith('4.')

/** The clusters, each with the configurations of its components. */
export function byCluster(context: LintContext, clusters: readonly ClusterFacts[]): [ClusterFacts, LintContext['configurations']][] {
  const own = new Map<string | undefined, Configuration[]>()
  for (const configuration of context.configurations) push(own, configuration.cluster?.id, configuration)
  return clusters.map((cluster) => [cluster, own.get(cluster.id) ?? []])
}

interface Own {
  readonly get: (program: Program, node: string | null) => Configuration | null
  readonly first: (program: Program) => Configuration | null
}
/** The configurations of one cluster, the first of each program and node. */
function ownOf(configurations: readonly Configuration[]): Own {
  const byNode = new Map<string | null, Configuration[]>()
  for (const configuration of configurations) push(byNode, configuration.node, configuration)
  const of = (list: readonly Configuration[], wanted: Program) => list.find(({ program }) => program === wanted) ?? null
  return { get: (program, node) => of(byNode.get(node) ?? [], program), first: (program) => of(configurations, program) }
}

const filesBut = (backups: ReadonlySet<string>, files: readonly FileFacts[]): readonly FileFacts[] =>
  backups.size === 0 ? files : files.filter(({ path }) => !backups.has(path))

export function nodesOf(context: LintContext, cluster: ClusterFacts, configurations: LintContext['configurations']): NodeFacts[] {
  // A kubeconfig's cluster, one of several: no file of the drop is known to be of its nodes.
  if (configurations.length === 0 && cluster.nodes.length === 0 && context.clusters.length > 1) return []
  const own = ownOf(configurations)
  const nodes: readonly (string | null)[] = cluster.nodes.length ? cluster.nodes : [null]
  const planes = new Set<string | null>(cluster.controlPlanes.length ? cluster.controlPlanes : nodes)
  const workers = nodes.filter((node) => !planes.has(node)).slice(0, MOST_WORKERS)
  const backups = new Set(cluster.backups)
  const files = (node: string | null): readonly FileFacts[] => filesBut(backups, context.filesOf.get(node) ?? [])
  const only = nodes.length === 1
  const everything = only && context.clusters.length === 1
  const profile = profileOf(cluster.layout)
  return [...nodes.filter((n) => planes.has(n)), ...workers].map((node) => ({
    node,
    controlPlane: planes.has(node),
    context,
    profile,
    files: everything ? [...context.filesOf.keys()].flatMap(files) : files(node),
    configuration: (program: Program) => own.get(program, node) ?? (only ? own.first(program) : null),
  }))
}
