/** What the first screen shows of an audit, made of it once: in steps before it is shown, or where a view asks for it. */
import type { Audit } from '../engine/audit.ts'
import { diagramModel } from '../report/diagram/model.ts'
import { onlyNode } from './node-filter.ts'
import { worstCluster } from './panels/elsewhere.ts'
import { listFindings } from './panels/finding-order.ts'
import { byDay, deaths } from './timeline/deaths.ts'

/** The same function. What it last made is kept as long as the calls it was made of, for as long as nothing of `parts` changes. */
function kept<Of extends readonly unknown[], T>(
  make: (audit: Audit, ...of: Of) => T,
  parts: (audit: Audit, ...of: Of) => readonly unknown[],
): (audit: Audit, ...of: Of) => T {
  const last = new WeakMap<Audit['calls'], { readonly by: readonly unknown[]; readonly made: T }>()
  return (audit, ...of) => {
    const by = parts(audit, ...of)
    const known = last.get(audit.calls)
    if (known?.by.every((one, i) => one === by[i])) return known.made
    const made = make(audit, ...of)
    last.set(audit.calls, { by, made })
    return made
  }
}
export const worstOf = kept(worstCluster, ({ clusters }) => [clusters])
export const modelOf = kept(
  (audit, node: string | null, cluster: string | null, soonDays: number) => diagramModel(onlyNode(audit, node), cluster, soonDays),
  ({ at, clusters, inventory }, ...of) => [at, clusters, inventory, ...of],
)
export const findingsOf = kept(listFindings, ({ findings }, cluster) => [findings, cluster])
/** By day; `base`: the audit as it was at the drop. */
export const deathsOf = kept(
  (audit, base: Audit, cluster: string) => byDay(deaths(audit, base, cluster)),
  ({ inventory }, base, cluster) => [inventory, base.calls, cluster],
)

/** What of an audit is looked at. */
export interface Look {
  readonly base: Audit
  /** Null for the one in which most is broken. */
  readonly cluster: string | null
  readonly node: string | null
  readonly soonDays: number
}
/** All of it, for an audit that is about to be shown. */
export function* derive(audit: Audit, { base, cluster, node, soonDays }: Look): Generator {
  const chosen = cluster ?? worstOf(base)
  yield
  const shown = modelOf(audit, node, chosen, soonDays).cluster
  yield
  findingsOf(audit, shown)
  yield
  deathsOf(audit, base, shown)
}
