/** Runs the benchmark over every node of every cluster. */
import type { ControlResult, Evidence } from '../../audit.ts'
import type { ClusterFacts } from '../../cluster/cluster.ts'
import type { FileFacts } from '../../inventory/inventory.ts'
import type { Call } from '../../verdicts/verdict.ts'
import type { Configuration, Program } from '../configuration.ts'
import { contextOf, type Kept, type LintContext, push, remember } from '../context.ts'
import { minor } from '../version.ts'
import { benchmarkFor, type BenchmarkId, controlsOf } from './benchmark.ts'
import { evaluate } from './evaluate.ts'
import type { NodeFacts } from './files.ts'
import { type Profile, profileOf } from './profiles.ts'

/** Above this many nodes only control planes and the first workers are listed one by one: a fleet's workers are alike. */
const MOST_WORKERS = 200

/**
 * In: what was read and judged, `at` in Unix seconds; `benchmark` where the user chose one, else by the version of each cluster.
 * Out: sections 1 to 3 for each control plane, section 4 for each node, in the order of the benchmark.
 */
export function controls(
  evidence: Evidence,
  clusters: readonly ClusterFacts[],
  calls: readonly Call[],
  at: number,
  benchmark?: BenchmarkId,
): ControlResult[] {
  const context = contextOf({ inventory: evidence.inventory, signatures: evidence.signatures, clusters, calls, at })
  const results = kept.get(clusters) ?? new Map<string, Kept<ControlResult[]>>()
  kept.set(clusters, results)
  const again = remember(results.get(benchmark ?? ''), context, (watched) =>
    byCluster(watched, clusters).flatMap(([cluster, own]) =>
      clusterControls(watched, cluster, own, benchmark ?? benchmarkFor(minor(cluster.version))),
    ),
  )
  results.set(benchmark ?? '', again)
  return again.result
}

function byCluster(context: LintContext, clusters: readonly ClusterFacts[]): [ClusterFacts, LintContext['configurations']][] {
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

/** By the clusters of one evidence and the benchmark asked for. */
const kept = new WeakMap<readonly ClusterFacts[], Map<string, Kept<ControlResult[]>>>()

function clusterControls(
  context: LintContext,
  cluster: ClusterFacts,
  configurations: LintContext['configurations'],
  benchmark: BenchmarkId,
): ControlResult[] {
  const own = ownOf(configurations)
  // A kubeconfig's cluster, one of several: no file of the drop is known to be of its nodes.
  if (configurations.length === 0 && cluster.nodes.length === 0 && context.clusters.length > 1) return []
  const nodes: readonly (string | null)[] = cluster.nodes.length ? cluster.nodes : [null]
  const planes = new Set<string | null>(cluster.controlPlanes.length ? cluster.controlPlanes : nodes)
  const workers = nodes.filter((node) => !planes.has(node)).slice(0, MOST_WORKERS)
  const backups = new Set(cluster.backups)
  const files = (node: string | null): readonly FileFacts[] => filesBut(backups, context.filesOf.get(node) ?? [])
  const results: ControlResult[] = []
  for (const node of [...nodes.filter((n) => planes.has(n)), ...workers]) {
    const facts = factsOf(context, node, own, files, nodes.length === 1, profileOf(cluster.layout))
    for (const control of controlsOf(benchmark)) {
      if (!planes.has(node) && !control.id.startsWith('4.')) continue
      results.push({ id: control.id, benchmark, scored: control.scored, node, ...evaluate(control, facts) })
    }
  }
  // A folder of certificates: there is nothing to hold against a benchmark.
  const known = configurations.length > 0 || cluster.nodes.length > 0
  return known || results.some(({ status }) => status === 'pass' || status === 'fail') ? results : []
}

function factsOf(
  context: LintContext,
  node: string | null,
  own: Own,
  files: (node: string | null) => readonly FileFacts[],
  only: boolean,
  profile: Profile,
): NodeFacts {
  const everything = only && context.clusters.length === 1
  return {
    node,
    context,
    profile,
    files: everything ? [...context.filesOf.keys()].flatMap(files) : files(node),
    configuration: (program: Program) => own.get(program, node) ?? (only ? own.first(program) : null),
  }
}
