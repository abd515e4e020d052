/** What stands at each place of the picture: instances, the files of credentials, the nodes with a kubelet. */
import type { Judged } from '../../engine/audit.ts'
import type { ClusterFacts, SettingUse } from '../../engine/cluster/cluster.ts'
import { once } from '../../engine/encoding/maps.ts'
import { placeOf } from './call-slot.ts'
import { callState, type DrawnState, rankOf, worse } from './drawn-state.ts'
import { CALL_SLOTS, type CallSlot, PLACES, type Place, routeOf } from './geometry.ts'
import type { DrawnCall, DrawnPlace, Worker } from './model.ts'

/** The name a person knows a credential by: as the setting spells it, not what a link leads to. */
export const nameOfUse = (use: SettingUse | null | undefined): string | null =>
  use?.value?.startsWith('/') ? use.value : (use?.file ?? use?.value ?? null)
export const base = (path: string): string => path.split('#')[0]?.split('/').pop() ?? path

export function places(audit: Judged, cluster: string, calls: Readonly<Record<CallSlot, DrawnCall>>): Record<Place, DrawnPlace> {
  const facts = audit.clusters.find((c) => c.id === cluster)
  const counts = new Map<Place, Set<string>>()
  for (const { component, node } of facts?.instances ?? []) {
    const place = placeOf(component)
    if (
      place === null ||
      component.endsWith('signer') ||
      component === 'token' ||
      component === 'super-admin' ||
      component === 'admin' ||
      component === 'client' ||
      component === 'etcdctl'
    )
      continue
    if (node !== null) counts.set(place, (counts.get(place) ?? new Set()).add(node))
  }
  const files = new Map<Place, Set<string>>()
  const present = (place: Place, file: string | null | undefined) => {
    if (file) files.set(place, (files.get(place) ?? new Set()).add(base(file)))
  }
  for (const slot of CALL_SLOTS) {
    const call = audit.calls[calls[slot].calls[0] ?? -1]
    const { from, to } = routeOf(slot)
    if (from !== 'kube-apiserver')
      present(
        from,
        call?.client?.certificate == null && calls[slot].clientCap.letter === 'T' ? call?.client?.use?.file : nameOfUse(call?.client?.use),
      )
    if (slot !== '12') present(to, nameOfUse(call?.server?.use))
  }
  const result = {} as Record<Place, DrawnPlace>
  for (const place of PLACES) {
    const own = CALL_SLOTS.filter((slot) => routeOf(slot).from === place || routeOf(slot).to === place)
    result[place] = {
      place,
      instances: Math.max(1, counts.get(place)?.size ?? 0),
      files: [...(files.get(place) ?? [])],
      absent: own.every((slot) => calls[slot].state === 'absent'),
    }
  }
  return result
}

/** `worker-2` before `worker-10`. One collator: `localeCompare` makes its own for every pair. */
export const inOrder = new Intl.Collator('en', { numeric: true }).compare

type Instances = ClusterFacts['instances']
const ordered = new WeakMap<Instances, readonly string[]>()
/** The nodes with a kubelet, in their order: no moment changes it. */
export const kubelets = (instances: Instances): readonly string[] =>
  once(ordered, instances, () => {
    const nodes = new Set<string>()
    for (const { component, node } of instances) if (component === 'kubelet' && node !== null) nodes.add(node)
    return [...nodes].sort(inOrder)
  })

export function workers(audit: Judged, cluster: string, soonDays: number): Worker[] {
  const facts = audit.clusters.find((c) => c.id === cluster)
  const states = new Map<string, DrawnState>()
  for (const node of facts ? kubelets(facts.instances) : []) states.set(node, 'trusted')
  for (const call of audit.calls) {
    if (call.cluster !== cluster || (call.number !== 8 && call.number !== 7 && call.number !== 10)) continue
    const state = callState(call, audit.at, soonDays)
    for (const [from, to] of call.instances ?? [[call.from, call.to]]) {
      const node = call.number === 10 ? to.node : from.node
      const known = node === null ? undefined : states.get(node)
      // Only what a node's own credentials decide colours its cell: a token that is not in the drop would grey all of them.
      if (node !== null && known && (call.number === 8 || state === 'broken' || state === 'soon'))
        states.set(node, known === 'trusted' ? state : worse(known, state))
    }
  }
  return Array.from(states, ([node, state]) => ({ node, state })).sort((a, b) => rankOf(a.state) - rankOf(b.state))
}

/** `apiserver-etcd-client.crt` at call 3; at 12 the key the API server verifies with. */
export function portFiles(audit: Judged, calls: Readonly<Record<CallSlot, DrawnCall>>): Partial<Record<CallSlot, string>> {
  const names: Partial<Record<CallSlot, string>> = {}
  for (const slot of ['3', '11', '12', 'front-proxy'] as const) {
    const call = audit.calls[calls[slot].calls[0] ?? -1]
    const file = nameOfUse(slot === '12' ? (call?.server?.use ?? call?.providerAcceptsClient.trusts) : call?.client?.use)
    if (file) names[slot] = base(file)
  }
  return names
}
