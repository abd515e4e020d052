/** What is broken in the clusters of the drop that are not shown: a fine one must not hide a broken one. */
import type { Audit } from '../../engine/audit.ts'

export interface Elsewhere {
  readonly cluster: string
  /** Calls, each instance counted. */
  readonly broken: number
}
/** Worst first; only clusters in which something is broken. */
export function brokenElsewhere(audit: Pick<Audit, 'clusters' | 'calls'>, shown: string | null): readonly Elsewhere[] {
  const counts = new Map<string, number>()
  for (const call of audit.calls)
    if (call.status === 'broken' && call.cluster !== shown)
      counts.set(call.cluster, (counts.get(call.cluster) ?? 0) + (call.instances?.length ?? 1))
  return audit.clusters
    .flatMap(({ id }) => {
      const broken = counts.get(id)
      return broken === undefined ? [] : [{ cluster: id, broken }]
    })
    .sort((a, b) => b.broken - a.broken)
}
/** The cluster shown until one is chosen: where most is broken, else the first. */
export const worstCluster = (audit: Pick<Audit, 'clusters' | 'calls'>): string | null =>
  audit.clusters.length > 1 ? (brokenElsewhere(audit, null)[0]?.cluster ?? null) : null
