/** The instances behind one drawn component, those with a broken call first. */
import type { Audit } from '../../engine/audit.ts'
import { CALL_SLOTS, type CallSlot, type Place } from '../../report/diagram/geometry.ts'
import { placeOf, slotOf } from '../../report/diagram/call-slot.ts'
import { callState, type DrawnState, rankOf } from '../../report/diagram/drawn-state.ts'
import { inOrder } from '../../report/diagram/places.ts'

export interface PlaceInstance {
  readonly node: string
  readonly state: DrawnState
  /** Its broken calls, of those that have a place in the picture. */
  readonly broken: readonly CallSlot[]
}

/** In: an audit, the cluster and component shown, the days that count as soon. */
export function placeInstances(audit: Audit, cluster: string, place: Place, soonDays: number): readonly PlaceInstance[] {
  const known = new Map<string, { state: DrawnState; broken: Set<CallSlot> }>()
  for (const { component, node } of audit.clusters.find((c) => c.id === cluster)?.instances ?? [])
    if (node !== null && placeOf(component) === place) known.set(node, { state: 'unproven', broken: new Set() })
  const settled = (state: DrawnState) => state === 'broken' || state === 'plaintext' || state === 'soon' || state === 'trusted'
  for (const call of audit.calls) {
    const slot = slotOf(call)
    if (call.cluster !== cluster || slot === null) continue
    const state = callState(call, audit.at, soonDays)
    // A token that is not in the drop says nothing of the node; what is decided does.
    if (!settled(state)) continue
    for (const ends of call.instances ?? [[call.from, call.to] as const])
      for (const { component, node } of ends) {
        const own = node === null || placeOf(component) !== place ? undefined : known.get(node)
        if (!own) continue
        if (own.state === 'unproven' || rankOf(state) < rankOf(own.state)) own.state = state
        if (state === 'broken') own.broken.add(slot)
      }
  }
  return [...known]
    .map(([node, { state, broken }]) => ({ node, state, broken: CALL_SLOTS.filter((slot) => broken.has(slot)) }))
    .sort((a, b) => rankOf(a.state) - rankOf(b.state) || inOrder(a.node, b.node))
}
