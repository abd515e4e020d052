/** Kinds of calls that have no number: a strip under the picture. */
import type { Judged } from '../../engine/audit.ts'
import { push } from '../../engine/encoding/maps.ts'
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import type { Authorities } from './authorities.ts'
import { drawn } from './drawn-call.ts'
import { rankOf } from './drawn-state.ts'
import type { DrawnExtra } from './model.ts'
import { base, nameOfUse } from './places.ts'

/** The kinds of calls beyond the twelve; of plain mutual TLS, where each call is drawn, the calls themselves. Worst first. */
export function extrasOf(audit: Judged, known: Authorities, indexes: readonly number[], soonDays: number, plain: boolean): DrawnExtra[] {
  const byKind = new Map<string, number[]>()
  for (const index of indexes) {
    const call = audit.calls[index]
    if (!call) continue
    const id = plain ? `${index}` : call.edge
    push(byKind, id, index)
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
  kinds.sort((a, b) => rankOf(a.call.state) - rankOf(b.call.state))
  let nth = 0
  return kinds.map((kind) => {
    const extra = { ...kind, nth }
    nth += kind.call.calls.length
    return extra
  })
}
