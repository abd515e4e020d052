/** One node of many: the calls that touch it, at their old indexes so that every reference still holds. */
import type { Judged } from '../../engine/audit.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'

/** Does this call start or end on the node? */
export function touches(call: Call, node: string): boolean {
  return (call.instances ?? [[call.from, call.to] as const]).some(([from, to]) => from.node === node || to.node === node)
}
/** In: an audit and a node, null for all. Calls of other nodes are put out of every cluster rather than removed. */
export function onlyNode(audit: Judged, node: string | null): Judged {
  if (node === null) return audit
  const calls = audit.calls.map((call) => (touches(call, node) ? { ...call, instances: null } : { ...call, cluster: '' }))
  const clusters = audit.clusters.map((c) => {
    const own = c.instances.filter((i) => i.node === node)
    const others = c.instances.filter((i) => i.node !== node && !own.some((o) => o.component === i.component))
    const one = others.filter((i, at) => others.findIndex((o) => o.component === i.component) === at)
    return { ...c, instances: [...own, ...one], nodes: [node], controlPlanes: c.controlPlanes.includes(node) ? [node] : c.controlPlanes }
  })
  return { ...audit, calls, clusters }
}
