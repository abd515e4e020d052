/** What the first screen shows of an audit, made of it once: in steps before it is shown, or where a view asks for it. */
import type { Audit } from '../engine/audit.ts'
import { drained } from '../engine/encoding/steps.ts'
import { modelSteps } from '../report/diagram/model.ts'
import { onlyNode } from './node-filter.ts'
import { brokenElsewhere, worstCluster } from './panels/elsewhere.ts'
import { listFindings } from './panels/finding-order.ts'
import { settlers } from './panels/settlers.ts'
import { byDay, deaths } from './timeline/deaths.ts'

/** Something made of an audit: at one go, or in steps. */
interface Kept<Of extends readonly unknown[], T> {
  (audit: Audit, ...of: Of): T
  readonly steps: (audit: Audit, ...of: Of) => Generator<unknown, T>
}
/** What was made last is kept as long as the calls it was made of, for as long as nothing of `parts` changes. */
function kept<Of extends readonly unknown[], T>(
  make: (audit: Audit, ...of: Of) => Generator<unknown, T>,
  parts: (audit: Audit, ...of: Of) => readonly unknown[],
): Kept<Of, T> {
  const last = new WeakMap<Audit['calls'], { readonly by: readonly unknown[]; readonly made: T }>()
  function* steps(audit: Audit, ...of: Of): Generator<unknown, T> {
    const by = parts(audit, ...of)
    const known = last.get(audit.calls)
    if (known?.by.every((one, i) => one === by[i])) return known.made
    const made = yield* make(audit, ...of)
    last.set(audit.calls, { by, made })
    return made
  }
  return Object.assign((audit: Audit, ...of: Of) => drained(steps(audit, ...of)), { steps })
}
/** One step. */
const whole = <Of extends readonly unknown[], T>(make: (audit: Audit, ...of: Of) => T) =>
  function* (audit: Audit, ...of: Of): Generator<unknown, T> {
    yield
    return make(audit, ...of)
  }

export const worstOf = kept(whole(worstCluster), ({ clusters }) => [clusters])
export const modelOf = kept(
  (audit, node: string | null, cluster: string | null, soonDays: number) => modelSteps(onlyNode(audit, node), cluster, soonDays),
  ({ at, clusters, inventory }, ...of) => [at, clusters, inventory, ...of],
)
export const findingsOf = kept(whole(listFindings), ({ findings }, cluster) => [findings, cluster])
/** By day; `base`: the audit as it was at the drop. */
export const deathsOf = kept(
  whole((audit, base: Audit, cluster: string) => byDay(deaths(audit, base, cluster))),
  ({ inventory }, base, cluster) => [inventory, base.calls, cluster],
)
export const elsewhereOf = kept(whole(brokenElsewhere), ({ clusters }, cluster) => [clusters, cluster])
export const settlersOf = kept(whole(settlers), ({ coverage }, cluster) => [coverage, cluster])

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
  const chosen = cluster ?? (yield* worstOf.steps(base))
  const { cluster: shown } = yield* modelOf.steps(audit, node, chosen, soonDays)
  yield* findingsOf.steps(audit, shown)
  yield* deathsOf.steps(audit, base, shown)
  yield* elsewhereOf.steps(audit, shown)
  yield* settlersOf.steps(audit, shown)
}
