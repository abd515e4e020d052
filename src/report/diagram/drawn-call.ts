/** One drawn call: all calls of its kind as one line, the worst of them in front. */
import type { Judged } from '../../engine/audit.ts'
import type { Call, Half } from '../../engine/verdicts/verdict.ts'
import { type Authorities, signerKey, verifyingKeys } from './authorities.ts'
import { callState, callUntil, DAY, DRAWN_STATES, type DrawnState, halfState, rankOf } from './drawn-state.ts'
import type { CallSlot } from './geometry.ts'
import type { Cap, DrawnCall } from './model.ts'
import { noteOf } from './note.ts'

const NEUTRAL = (letter: string): Cap => ({ letter, hue: 'neutral', key: null })
function capOf(known: Authorities, key: string | null, half: Half | null): Cap {
  if (half?.status === 'token') return NEUTRAL('T')
  if (half === null) return NEUTRAL('?')
  if (half.status === 'unverified' || half.status === 'plaintext') return NEUTRAL('–')
  const authority = key === null ? undefined : known.byKey.get(key)
  return authority ? { letter: authority.letter, hue: authority.hue, key: authority.key } : NEUTRAL('?')
}

export function drawn(audit: Judged, known: Authorities, slot: CallSlot, indexes: readonly number[], soonDays: number): DrawnCall {
  const { at } = audit
  const unknown: DrawnState = slot === 'front-proxy' ? 'absent' : 'unproven'
  const rows: { readonly index: number; readonly call: Call; readonly rank: number; readonly until: number }[] = []
  const sums = { broken: 0, soon: 0, all: 0 }
  const callers = new Set<string | null>()
  let end = Infinity
  for (const index of indexes) {
    const call = audit.calls[index]
    if (!call) continue
    const own = callState(call, at, soonDays)
    const until = callUntil(call) ?? Infinity
    const weight = call.instances?.length ?? 1
    rows.push({ index, call, rank: rankOf(own), until })
    sums.all += weight
    if (own === 'broken' || own === 'soon') sums[own] += weight
    if (own === 'broken') for (const [caller] of call.instances ?? [[call.from]]) callers.add(caller.node)
    else end = Math.min(end, until)
  }
  // Two that never end are as equal as two that end together.
  rows.sort((a, b) => a.rank - b.rank || (a.until === b.until ? a.index - b.index : a.until - b.until))
  const lead = rows[0] ?? null
  const state = DRAWN_STATES[lead?.rank ?? -1] ?? unknown
  const days = state === 'soon' ? Math.floor((end - at) / DAY) : null
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
    broken: sums.broken,
    brokenCallers: callers.size,
    soon: sums.soon,
    days,
    note: noteOf(slot, state, lead?.call ?? null, sums.broken, sums.all, days),
  }
}
const TOKEN: Half = { status: 'token', faults: [], log: null, missing: [], path: [], until: null, presents: null, trusts: null }
/** Of the keys a provider verifies tokens with, the one the signer uses, else its first. */
const matching = (audit: Judged, call: Call): string | null => {
  const keys = verifyingKeys(audit, call)
  return keys.find((key) => call.client?.keys.includes(key)) ?? keys[0] ?? null
}
