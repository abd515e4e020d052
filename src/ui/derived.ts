/** What the first screen shows of an audit, made of it once: in steps before it is shown, or where a view asks for it. */
import type { Audit } from '../engine/audit.ts'
import { diagramModel } from '../report/diagram/model.ts'
import { onlyNode } from './node-filter.ts'
import { worstCluster } from './panels/elsewhere.ts'
import { listFindings } from './panels/finding-order.ts'
import { byDay, deaths } from './timeline/deaths.ts'

/** The same function; what it last made of an audit is kept as long as the audit. */
function kept<By extends readonly unknown[], T>(make: (audit: Audit, ...by: By) => T): (audit: Audit, ...by: By) => T {
  const last = new WeakMap<Audit, { readonly by: By; readonly made: T }>()
  return (audit, ...by) => {
    const known = last.get(audit)
    if (known?.by.every((one, i) => one === by[i])) return known.made
    const made = make(audit, ...by)
    last.set(audit, { by, made })
    return made
  }
}
export const worstOf = kept(worstCluster)
export const modelOf = kept((audit, node: string | null, cluster: string | null, soonDays: number) =>
  diagramModel(onlyNode(audit, node), cluster, soonDays),
)
export const findingsOf = kept(listFindings)
/** By day; `base`: the audit as it was at the drop. */
export const deathsOf = kept((audit, base: Audit, cluster: string) => byDay(deaths(audit, base, cluster)))

/** All of it for an audit that nobody has seen yet. */
export function* derive(audit: Audit, soonDays: number): Generator {
  const worst = worstOf(audit)
  yield
  const { cluster } = modelOf(audit, null, worst, soonDays)
  yield
  findingsOf(audit, cluster)
  yield
  deathsOf(audit, audit, cluster)
}
