/** Rows of the timeline: certificates under the key that signed them, the many of one kind as one row. */
import type { Audit } from '../../engine/audit.ts'
import type { Certificate } from '../../engine/x509/certificate.ts'
import type { Authority } from '../../report/diagram/authorities.ts'
import { CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import { type DiagramModel, leadHalf } from '../../report/diagram/model.ts'
import { bestLocation, shortName } from '../where.ts'
import { place } from '../../text/context.ts'

export interface Lane {
  readonly id: number
  readonly name: string
  readonly certificate: Certificate
  /** How many certificates the row stands for. */
  readonly count: number
  readonly slots: readonly CallSlot[]
  /** The earliest end on its path (Unix seconds). */
  readonly end: number
  /** Refused for a reason other than its dates. */
  readonly refused: boolean
}
export interface LaneGroup {
  readonly authority: Authority | null
  readonly lanes: readonly Lane[]
}
const MOST_OF_A_KIND = 12
/** In: an audit and its model. Out: one group a signer, in legend order; CA certificates head their group. */
export function lanes(audit: Audit, model: DiagramModel): readonly LaneGroup[] {
  const { certificates, locations } = audit.inventory
  const rows = new Map<number, { slots: Set<CallSlot>; end: number; refused: boolean; key: string | null }>()
  for (const slot of CALL_SLOTS) {
    for (const index of model.calls[slot].calls) {
      const call = audit.calls[index]
      if (!call) continue
      for (const [end, half] of [
        [call.client, call.providerAcceptsClient],
        [call.server, call.callerAcceptsServer],
      ] as const) {
        const certificate = end?.certificate == null ? undefined : certificates[end.certificate]
        if (!certificate || !end) continue
        const [signer] = end.signedBy
        const row = rows.get(certificate.id) ?? {
          slots: new Set(),
          end: certificate.notAfter,
          refused: false,
          key: signer === undefined ? null : (certificates[signer]?.publicKey.spki ?? null),
        }
        row.slots.add(slot)
        if (half.until !== null) row.end = Math.min(row.end, half.until)
        if (
          half.status === 'broken' &&
          leadHalf(call).half === half &&
          half.faults[0]?.id !== 'path/expired' &&
          half.faults[0]?.id !== 'path/not-yet-valid'
        )
          row.refused = true
        rows.set(certificate.id, row)
      }
    }
  }
  const name = (id: number) => {
    const first = bestLocation(locations[id])
    return first ? shortName(place(first)) : (certificates[id]?.subject.commonName ?? '')
  }
  const groups = new Map<string | null, Lane[]>()
  for (const authority of model.authorities.list) {
    if (authority.role === 'service-account') continue
    const [ca] = authority.certificates
    const certificate = ca === undefined ? undefined : certificates[ca]
    const own = CALL_SLOTS.filter(
      (slot) => model.calls[slot].clientCap.key === authority.key || model.calls[slot].serverCap.key === authority.key,
    )
    groups.set(
      authority.key,
      certificate
        ? [{ id: certificate.id, name: name(certificate.id), certificate, count: 1, slots: own, end: certificate.notAfter, refused: false }]
        : [],
    )
  }
  for (const [id, row] of rows) {
    const certificate = certificates[id]
    if (!certificate) continue
    const key = row.key !== null && groups.has(row.key) ? row.key : null
    const list = groups.get(key) ?? []
    if (list[0]?.id === id) continue
    list.push({
      id,
      name: name(id),
      certificate,
      count: 1,
      slots: CALL_SLOTS.filter((slot) => row.slots.has(slot)),
      end: row.end,
      refused: row.refused,
    })
    groups.set(key, list)
  }
  const order = [...model.authorities.list.map((a) => a.key), null]
  return order.flatMap((key) => {
    const list = groups.get(key)
    if (!list || list.length === 0) return []
    const [head, ...rest] = list
    const sorted = (head?.certificate.isCA ? rest : list).sort((a, b) => a.end - b.end)
    return [
      {
        authority: key === null ? null : (model.authorities.byKey.get(key) ?? null),
        lanes: head?.certificate.isCA ? [head, ...fold(sorted)] : fold(sorted),
      },
    ]
  })
}
/** Over twelve leaves of one kind: one row with a count, at the earliest end; those refused stay apart. */
function fold(list: readonly Lane[]): readonly Lane[] {
  const kinds = new Map<string, Lane[]>()
  for (const lane of list) {
    const kind = `${lane.name}|${lane.slots.join()}|${lane.refused}`
    const same = kinds.get(kind)
    if (same) same.push(lane)
    else kinds.set(kind, [lane])
  }
  return [...kinds.values()].flatMap((lanes) => {
    const [first] = lanes
    return lanes.length > MOST_OF_A_KIND && first ? [{ ...first, count: lanes.length }] : lanes
  })
}
