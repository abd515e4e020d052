/** What the diagram shows of one cluster: one drawn call a number, aggregated over instances, worst first. */
import { push } from '../../engine/encoding/maps.ts'
import type { Judged } from '../../engine/audit.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import type { NoteId } from '../../text/diagram.ts'
import { type Authorities, authorities } from './authorities.ts'
import { slotOf } from './call-slot.ts'
import { drawn } from './drawn-call.ts'
import type { DrawnState } from './drawn-state.ts'
import { extrasOf } from './extras.ts'
import { CALL_SLOTS, type CallSlot, type Place } from './geometry.ts'
import type { AuthorityHue } from './palette.ts'
import { places, portFiles, workers } from './places.ts'

export interface Cap {
  readonly letter: string
  readonly hue: AuthorityHue
  readonly key: string | null
}
export interface DiagramNote {
  readonly id: NoteId
  /** Calls broken of `total`, or days left. */
  readonly n: number
  readonly total: number
}
export interface DrawnCall {
  readonly slot: CallSlot
  readonly state: DrawnState
  readonly clientState: DrawnState
  readonly serverState: DrawnState
  readonly clientCap: Cap
  readonly serverCap: Cap
  /** Indexes into `Audit.calls`, worst first; empty where the drop says nothing of this call. */
  readonly calls: readonly number[]
  readonly broken: number
  /** From how many nodes the broken ones are made. */
  readonly brokenCallers: number
  readonly soon: number
  /** Where that is soon, days until the first of its calls ends. */
  readonly days: number | null
  readonly note: DiagramNote | null
}
export interface DrawnPlace {
  readonly place: Place
  readonly instances: number
  /** The credential it presents, base names. */
  readonly files: readonly string[]
  readonly absent: boolean
}
export interface Worker {
  readonly node: string
  readonly state: DrawnState
}
export interface DiagramModel {
  readonly cluster: string
  readonly calls: Readonly<Record<CallSlot, DrawnCall>>
  readonly places: Readonly<Record<Place, DrawnPlace>>
  readonly authorities: Authorities
  /** Nodes with a kubelet, worst first then by name; drawn as a matrix where there are several. */
  readonly workers: readonly Worker[]
  readonly controlPlanes: readonly string[]
  readonly nodes: number
  /** Names of the credentials at the hub's ports, by call. */
  readonly portFiles: Readonly<Partial<Record<CallSlot, string>>>
  /** Calls that have no number: all of them, kind by kind in the order of `extras`. */
  readonly others: readonly number[]
  /** The same by kind: drawn in a strip under the picture, or as the picture where this is no cluster. */
  readonly extras: readonly DrawnExtra[]
  /** A folder of plain mutual TLS, not a cluster. */
  readonly plain: boolean
}
/** One kind of call beyond the twelve. */
export interface DrawnExtra {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly call: DrawnCall
  /** Its first call's index in `others`, worst first. */
  readonly nth: number
}

/** In: an audit, a cluster of it (the first if null), and how many days count as soon. */
export function diagramModel(audit: Judged, cluster: string | null, soonDays: number): DiagramModel {
  const facts = audit.clusters.find((c) => c.id === cluster) ?? audit.clusters[0]
  const id = facts?.id ?? ''
  const own: Call[] = []
  const bySlot = new Map<CallSlot | null, number[]>()
  for (const [index, call] of audit.calls.entries()) {
    if (call.cluster !== id) continue
    own.push(call)
    push(bySlot, slotOf(call), index)
  }
  const known = authorities(audit, own)
  const plain = facts?.layout === 'mutual-tls'
  const calls = {} as Record<CallSlot, DrawnCall>
  for (const slot of CALL_SLOTS) {
    const call = drawn(audit, known, slot, bySlot.get(slot) ?? [], soonDays)
    calls[slot] = plain ? { ...call, state: 'absent', note: null } : call
  }
  const extras = extrasOf(audit, known, bySlot.get(null) ?? [], soonDays, plain)
  return {
    cluster: id,
    calls,
    authorities: known,
    places: places(audit, id, calls),
    workers: workers(audit, id, soonDays),
    controlPlanes: facts?.controlPlanes ?? [],
    nodes: facts?.nodes.length ?? 0,
    portFiles: portFiles(audit, calls),
    others: extras.flatMap(({ call }) => call.calls),
    extras,
    plain,
  }
}

/** What is drawn: the numbered calls and the front proxy that exist, then those beyond. */
export const drawnCalls = (model: Pick<DiagramModel, 'calls' | 'extras'>): readonly DrawnCall[] => [
  ...CALL_SLOTS.map((slot) => model.calls[slot]).filter(({ state }) => state !== 'absent'),
  ...model.extras.map(({ call }) => call),
]
/** The keys a drawn call depends on. */
export const keysOf = (call: DrawnCall): readonly string[] => [call.clientCap.key, call.serverCap.key].filter((key) => key !== null)
