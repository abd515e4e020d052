/** What the diagram shows of one cluster: one drawn call a number, aggregated over instances, worst first. */
import { push } from '../../engine/encoding/maps.ts'
import type { Audit } from '../../engine/audit.ts'
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import type { ComponentId } from '../../engine/cluster/components.ts'
import { STATUSES } from '../../engine/verdicts/verdict.ts'
import type { Call, Fault, Half } from '../../engine/verdicts/verdict.ts'
import type { NoteId } from '../../text/diagram.ts'
import { type Authorities, authorities, signerKey, verifyingKeys } from './authorities.ts'
import { CALL_SLOTS, type CallSlot, PLACES, type Place, routeOf } from './geometry.ts'
import type { AuthorityHue } from './palette.ts'

/** What the eye sees of a call or half, worst first. `soon` is trusted with little time left. */
export const DRAWN_STATES = ['broken', 'plaintext', 'soon', 'unproven', 'unverified', 'token', 'trusted', 'absent'] as const
export type DrawnState = (typeof DRAWN_STATES)[number]

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
  readonly soon: number
  /** Days until the first of its trusted calls ends, null where none has an end. */
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
  readonly nodes: readonly string[]
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

/** Which drawn call an edge belongs to, null for one that has none. */
export const slotOf = (call: Pick<Call, 'edge' | 'number'>): CallSlot | null =>
  call.number !== null ? (String(call.number) as CallSlot) : call.edge === 'kube-apiserver->extension-apiserver' ? 'front-proxy' : null

const PLACE_OF: Readonly<Partial<Record<ComponentId, Place>>> = {
  etcd: 'etcd',
  'external-etcd': 'etcd',
  etcdctl: 'etcdctl',
  'kube-apiserver': 'kube-apiserver',
  'apiserver-signer': 'kube-apiserver',
  pod: 'pods',
  token: 'controller-manager',
  'kube-controller-manager': 'controller-manager',
  'controller-manager-signer': 'controller-manager',
  'kube-scheduler': 'scheduler',
  'kube-proxy': 'kube-proxy',
  kubelet: 'kubelet',
  'kubelet-bootstrap': 'kubelet',
  admin: 'kubectl',
  'super-admin': 'kubectl',
  client: 'kubectl',
  'extension-apiserver': 'extension-apiserver',
  'metrics-client': 'metrics-client',
}
/** Where a component stands in the picture; null for those that have no place. */
export const placeOf = (component: ComponentId): Place | null => PLACE_OF[component] ?? null

const DAY = 86_400
/** A half as it is drawn at `at`. `soonDays`: how many days count as soon. */
export function halfState(half: Half, at: number, soonDays: number): DrawnState {
  if (half.status === 'not-applicable') return 'absent'
  if (half.status === 'trusted' && half.until !== null && half.until - at <= soonDays * DAY) return 'soon'
  return half.status
}
const worse = (a: DrawnState, b: DrawnState): DrawnState => (DRAWN_STATES.indexOf(a) <= DRAWN_STATES.indexOf(b) ? a : b)

/** A call as it is drawn: its own status, or `soon` where nothing is worse and a half ends within the band. */
export function callState(call: Call, at: number, soonDays: number): DrawnState {
  const own: DrawnState = call.status === 'not-applicable' ? 'absent' : call.status
  if (own === 'absent' || own === 'broken' || own === 'plaintext') return own
  const halves = worse(halfState(call.callerAcceptsServer, at, soonDays), halfState(call.providerAcceptsClient, at, soonDays))
  return halves === 'soon' ? 'soon' : own
}
/** The earliest end over the halves of a call, null where it has none. */
export function callUntil(call: Call): number | null {
  const ends = [call.callerAcceptsServer.until, call.providerAcceptsClient.until].filter((x) => x !== null)
  return ends.length > 0 ? Math.min(...ends) : null
}

/** The half that decides a call's status, and its first fault. */
export function leadHalf(call: Call): { readonly which: 'server' | 'client' | 'identity'; readonly half: Half } {
  const all = [
    { which: 'client', half: call.providerAcceptsClient },
    { which: 'server', half: call.callerAcceptsServer },
    { which: 'identity', half: call.identityAuthorised },
  ] as const
  let best: (typeof all)[number] = all[0]
  for (const one of all) if (STATUSES.indexOf(one.half.status) < STATUSES.indexOf(best.half.status)) best = one
  return best
}

const NOTE_OF: Readonly<Partial<Record<Fault['id'], NoteId>>> = {
  'path/name-not-covered': 'name-not-covered',
  'edge/peer-address-not-covered': 'name-not-covered',
  'edge/identity-wrong': 'not-authorised',
  'edge/name-not-allowed': 'not-authorised',
  'edge/key-mismatch': 'key-mismatch',
  'edge/file-unusable': 'file-unusable',
  'edge/kubeconfig-invalid': 'file-unusable',
  'edge/signing-key-not-accepted': 'key-not-accepted',
  'edge/token-issuer-not-accepted': 'key-not-accepted',
}
function brokenNote(call: Call): NoteId {
  const { which, half } = leadHalf(call)
  const [fault] = half.faults
  const refused = which === 'server' ? 'server-refused' : which === 'client' ? 'client-refused' : 'not-authorised'
  if (fault?.id === 'path/expired')
    return fault.role !== 'end-entity' ? 'ca-expired' : which === 'server' ? 'server-expired' : 'client-expired'
  return (fault ? NOTE_OF[fault.id] : undefined) ?? refused
}

function noteOf(
  slot: CallSlot,
  state: DrawnState,
  lead: Call | null,
  broken: number,
  total: number,
  days: number | null,
): DiagramNote | null {
  const note = (id: NoteId, n = 0): DiagramNote => ({ id, n, total })
  if (state === 'broken' && lead) return broken < total ? note('some-broken', broken) : note(brokenNote(lead))
  if (state === 'soon' && days !== null) return note('soon', days)
  if (state === 'plaintext') return note('plaintext')
  if (slot === 'front-proxy') return note('front-proxy')
  if (state === 'unproven') return note('not-in-drop')
  if (state === 'unverified') return note(lead?.callerAcceptsServer.status === 'unverified' ? 'not-verified' : 'client-not-verified')
  return null
}

const NEUTRAL = (letter: string): Cap => ({ letter, hue: 'neutral', key: null })
function capOf(known: Authorities, key: string | null, half: Half | null): Cap {
  if (half?.status === 'token') return NEUTRAL('T')
  if (half === null) return NEUTRAL('?')
  if (half.status === 'unverified' || half.status === 'plaintext') return NEUTRAL('–')
  const authority = key === null ? undefined : known.byKey.get(key)
  return authority ? { letter: authority.letter, hue: authority.hue, key: authority.key } : NEUTRAL('?')
}

function drawn(audit: Audit, known: Authorities, slot: CallSlot, indexes: readonly number[], soonDays: number): DrawnCall {
  const { at } = audit
  const unknown: DrawnState = slot === 'front-proxy' ? 'absent' : 'unproven'
  const rows = indexes.flatMap((index) => {
    const call = audit.calls[index]
    return call ? [{ index, call, state: callState(call, at, soonDays), until: callUntil(call) }] : []
  })
  rows.sort(
    (a, b) =>
      DRAWN_STATES.indexOf(a.state) - DRAWN_STATES.indexOf(b.state) || (a.until ?? Infinity) - (b.until ?? Infinity) || a.index - b.index,
  )
  const lead = rows[0] ?? null
  const weight = (call: Call) => call.instances?.length ?? 1
  const sum = (state: DrawnState | null) => rows.reduce((n, r) => n + (state === null || r.state === state ? weight(r.call) : 0), 0)
  const state = lead?.state ?? unknown
  const ends = rows.flatMap((r) => (r.until !== null && r.state !== 'broken' ? [r.until] : []))
  const days = ends.length > 0 ? Math.floor((Math.min(...ends) - at) / DAY) : null
  const keyPair = slot === '12' && lead !== null
  const own = (half: Half): DrawnState => (keyPair ? state : halfState(half, at, soonDays))
  // A half that is not made (no client credential is asked for) is drawn like the call it belongs to.
  const settle = (half: DrawnState): DrawnState => (half === 'absent' ? (state === 'broken' ? 'trusted' : state) : half)
  const client = lead ? settle(own(lead.call.providerAcceptsClient)) : unknown
  // A token that is not in the drop is as unknown as the rest of an undecided call.
  const clientState = client === 'token' && state === 'unproven' && lead?.call.client?.token == null ? 'unproven' : client
  const serverState = lead ? settle(own(lead.call.callerAcceptsServer)) : unknown
  const token: Half | null = slot === '4' || slot === '7' || slot === '10' ? TOKEN : null
  const clientKey = !lead
    ? null
    : keyPair
      ? (lead.call.client?.keys[0] ?? null)
      : signerKey(audit, lead.call.client, lead.call.providerAcceptsClient)
  const serverKey = !lead ? null : keyPair ? matching(audit, lead.call) : signerKey(audit, lead.call.server, lead.call.callerAcceptsServer)
  const tokenPresented =
    lead !== null &&
    !keyPair &&
    lead.call.client?.certificate == null &&
    (lead.call.client?.token != null || lead.call.providerAcceptsClient.status === 'token')
  return {
    slot,
    state,
    clientState,
    serverState,
    clientCap: tokenPresented ? NEUTRAL('T') : capOf(known, clientKey, lead ? lead.call.providerAcceptsClient : token),
    serverCap: capOf(known, serverKey, lead ? lead.call.callerAcceptsServer : null),
    calls: rows.map((r) => r.index),
    broken: sum('broken'),
    soon: sum('soon'),
    days,
    note: noteOf(slot, state, lead?.call ?? null, sum('broken'), sum(null), days),
  }
}
const TOKEN: Half = { status: 'token', faults: [], log: null, missing: [], path: [], until: null, presents: null, trusts: null }
/** Of the keys a provider verifies tokens with, the one the signer uses, else its first. */
const matching = (audit: Audit, call: Call): string | null => {
  const keys = verifyingKeys(audit, call)
  return keys.find((key) => call.client?.keys.includes(key)) ?? keys[0] ?? null
}

/** The name a person knows a credential by: as the setting spells it, not what a link leads to. */
const nameOfUse = (use: SettingUse | null | undefined): string | null =>
  use?.value?.startsWith('/') ? use.value : (use?.file ?? use?.value ?? null)
const base = (path: string): string => path.split('#')[0]?.split('/').pop() ?? path
function places(audit: Audit, cluster: string, calls: Readonly<Record<CallSlot, DrawnCall>>): Record<Place, DrawnPlace> {
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

function workers(audit: Audit, cluster: string, soonDays: number): Worker[] {
  const facts = audit.clusters.find((c) => c.id === cluster)
  const states = new Map<string, DrawnState>()
  for (const { component, node } of facts?.instances ?? []) if (component === 'kubelet' && node !== null) states.set(node, 'trusted')
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
  return [...states.entries()]
    .map(([node, state]) => ({ node, state }))
    .sort((a, b) => DRAWN_STATES.indexOf(a.state) - DRAWN_STATES.indexOf(b.state) || inOrder(a.node, b.node))
}

/** `apiserver-etcd-client.crt` at call 3; at 12 the key the API server verifies with. */
function portFiles(audit: Audit, calls: Readonly<Record<CallSlot, DrawnCall>>): Partial<Record<CallSlot, string>> {
  const names: Partial<Record<CallSlot, string>> = {}
  for (const slot of ['3', '11', '12', 'front-proxy'] as const) {
    const call = audit.calls[calls[slot].calls[0] ?? -1]
    const file = nameOfUse(slot === '12' ? (call?.server?.use ?? call?.providerAcceptsClient.trusts) : call?.client?.use)
    if (file) names[slot] = base(file)
  }
  return names
}

/** In: an audit, a cluster of it (the first if null), and how many days count as soon. */
export function diagramModel(audit: Audit, cluster: string | null, soonDays: number): DiagramModel {
  const facts = audit.clusters.find((c) => c.id === cluster) ?? audit.clusters[0]
  const id = facts?.id ?? ''
  const indexes = audit.calls.flatMap((call, index) => (call.cluster === id ? [index] : []))
  const known = authorities(
    audit,
    indexes.flatMap((i) => audit.calls[i] ?? []),
  )
  const bySlot = new Map<CallSlot | null, number[]>()
  for (const index of indexes) {
    const call = audit.calls[index]
    if (!call) continue
    push(bySlot, slotOf(call), index)
  }
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
    nodes: facts?.nodes ?? [],
    portFiles: portFiles(audit, calls),
    others: extras.flatMap(({ call }) => call.calls),
    extras,
    plain,
  }
}

/** The kinds of calls beyond the twelve; of plain mutual TLS, where each call is drawn, the calls themselves. Worst first. */
function extrasOf(audit: Audit, known: Authorities, indexes: readonly number[], soonDays: number, plain: boolean): DrawnExtra[] {
  const byKind = new Map<string, number[]>()
  for (const index of indexes) {
    const call = audit.calls[index]
    if (!call) continue
    const id = plain ? `${index}` : call.edge
    byKind.set(id, [...(byKind.get(id) ?? []), index])
  }
  const kinds = [...byKind].map(([id, own]) => {
    const call = drawn(audit, known, 'front-proxy', own, soonDays)
    const first = audit.calls[own[0] ?? -1]
    const note = call.note?.id === 'front-proxy' ? null : call.note
    const of = (end: 'from' | 'to', use: SettingUse | null | undefined) =>
      plain ? base(nameOfUse(use) ?? '') : (first?.[end].component ?? '')
    return {
      id,
      from: of('from', first?.client?.use),
      to: of('to', first?.server?.use),
      call: { ...call, note },
    }
  })
  kinds.sort((a, b) => DRAWN_STATES.indexOf(a.call.state) - DRAWN_STATES.indexOf(b.call.state))
  let nth = 0
  return kinds.map((kind) => {
    const extra = { ...kind, nth }
    nth += kind.call.calls.length
    return extra
  })
}

/** What is drawn: the numbered calls and the front proxy that exist, then those beyond. */
export const drawnCalls = (model: Pick<DiagramModel, 'calls' | 'extras'>): readonly DrawnCall[] => [
  ...CALL_SLOTS.map((slot) => model.calls[slot]).filter(({ state }) => state !== 'absent'),
  ...model.extras.map(({ call }) => call),
]
/** The keys a drawn call depends on. */
export const keysOf = (call: DrawnCall): readonly string[] => [call.clientCap.key, call.serverCap.key].filter((key) => key !== null)
