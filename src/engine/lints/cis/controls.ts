/** Runs the benchmark over every node of every cluster. */
import type { ControlResult, Evidence } from '../../audit.ts'
import type { ClusterFacts } from '../../cluster/cluster.ts'
import type { Call } from '../../verdicts/verdict.ts'
import { contextOf, type LintContext } from '../context.ts'
import { type Memory, remember } from '../remember.ts'
import { minor } from '../version.ts'
import { benchmarkFor, type BenchmarkId, controlsOf } from './benchmark.ts'
import { evaluate } from './evaluate.ts'
import { appliesTo, byCluster, nodesOf } from './nodes.ts'

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
  return remember(kept, benchmark ?? '', context, (watched) =>
    byCluster(watched, clusters).flatMap(([cluster, own]) =>
      clusterControls(watched, cluster, own, benchmark ?? benchmarkFor(minor(cluster.version))),
    ),
  )
}

/** By the benchmark asked for. */
const kept: Memory<ControlResult[]> = new WeakMap()

function clusterControls(
  context: LintContext,
  cluster: ClusterFacts,
  configurations: LintContext['configurations'],
  benchmark: BenchmarkId,
): ControlResult[] {
  const results: ControlResult[] = []
  for (const facts of nodesOf(context, cluster, configurations)) {
    for (const control of controlsOf(benchmark))
      if (appliesTo(control, facts))
        results.push({ id: control.id, benchmark, scored: control.scored, node: facts.node, ...evaluate(control, facts) })
  }
  // A folder of certificates: there is nothing to hold against a benchmark.
  const known = configurations.length > 0 || cluster.nodes.length > 0
  return known || results.some(({ status }) => status === 'pass' || status === 'fail') ? results : []
}
