/** What the eye sees of a half and of a call, from the verdict and the days that count as soon. */
import { type Call, type Half, STATUSES } from '../../engine/verdicts/verdict.ts'

/** What the eye sees of a call or half, worst first. `soon` is trusted with little time left. */
export const DRAWN_STATES = ['broken', 'plaintext', 'soon', 'unproven', 'unverified', 'token', 'trusted', 'absent'] as const
export type DrawnState = (typeof DRAWN_STATES)[number]
const RANK = Object.fromEntries(DRAWN_STATES.map((state, rank) => [state, rank])) as Readonly<Record<DrawnState, number>>
/** How far down the list a state stands: the worst is 0. */
export const rankOf = (state: DrawnState): number => RANK[state]

export const DAY = 86_400
/** A half as it is drawn at `at`. `soonDays`: how many days count as soon. */
export function halfState(half: Half, at: number, soonDays: number): DrawnState {
  if (half.status === 'not-applicable') return 'absent'
  if (half.status === 'trusted' && half.until !== null && half.until - at <= soonDays * DAY) return 'soon'
  return half.status
}
export const worse = (a: DrawnState, b: DrawnState): DrawnState => (RANK[a] <= RANK[b] ? a : b)

/** A call as it is drawn: its own status, or `soon` where nothing is worse and a half ends within the band. */
export function callState(call: Call, at: number, soonDays: number): DrawnState {
  const own: DrawnState = call.status === 'not-applicable' ? 'absent' : call.status
  if (own === 'absent' || own === 'broken' || own === 'plaintext') return own
  const halves = worse(halfState(call.callerAcceptsServer, at, soonDays), halfState(call.providerAcceptsClient, at, soonDays))
  return halves === 'soon' ? 'soon' : own
}
/** The earliest end over the halves of a call, null where it has none. */
export function callUntil(call: Call): number | null {
  const [server, client] = [call.callerAcceptsServer.until, call.providerAcceptsClient.until]
  return server === null || client === null ? (server ?? client) : Math.min(server, client)
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
