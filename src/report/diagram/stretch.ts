/** For how long a picture stays as it is: until a call comes into the days that count as soon. */
import type { Judged } from '../../engine/audit.ts'
import { Span } from '../../engine/verdicts/span.ts'
import { DAY } from './drawn-state.ts'
import type { DiagramModel } from './model.ts'

/** In: what the picture was made of, and the picture. Out: the moments at which the same calls make the same one. */
export function stretchOf({ at, calls }: Pick<Judged, 'at' | 'calls'>, model: DiagramModel, soonDays: number): Span {
  const span = new Span()
  for (const { cluster, callerAcceptsServer, providerAcceptsClient } of calls) {
    if (cluster !== model.cluster) continue
    for (const { status, until } of [callerAcceptsServer, providerAcceptsClient])
      if (status === 'trusted' && until !== null) span.cut(until - soonDays * DAY, at)
  }
  // Of those in them it says how many are left: it is that of one moment.
  if ([...Object.values(model.calls), ...model.extras.map(({ call }) => call)].some(({ days }) => days !== null)) span.within(at, at)
  return span
}
