/** In which order calls die: the effective end of each is the minimum over its paths. */
import { once } from '../../engine/encoding/maps.ts'
import type { Audit, Judged } from '../../engine/audit.ts'
import type { Call, Half } from '../../engine/verdicts/verdict.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { DAY } from '../diagram/drawn-state.ts'
import { CALL_SLOTS, type CallSlot } from '../diagram/geometry.ts'
import { slotOf } from '../diagram/call-slot.ts'

export interface Death {
  /** Unix seconds. */
  readonly at: number
  readonly slots: readonly CallSlot[]
  /** How many certificates end then, and the first of them. */
  readonly certificates: number
  readonly certificate: CertificateId
  /** On how many nodes. */
  readonly nodes: number
  /** An authority's own certificate ends, not only what it signed. */
  readonly authority: boolean
}

/** The end of a half and the certificate that sets it: of its accepted path, or of what expired. */
export function endOf(half: Half, audit: Pick<Audit, 'inventory'>): { readonly at: number; readonly certificate: number } | null {
  if (half.status === 'trusted' && half.until !== null) {
    const [first] = half.path
    const certificate = half.path.find((id) => audit.inventory.certificates[id]?.notAfter === half.until) ?? first
    return certificate === undefined ? null : { at: half.until, certificate }
  }
  for (const fault of half.status === 'broken' ? half.faults : [])
    if (fault.id === 'path/expired') return { at: fault.notAfter, certificate: fault.certificate }
  return null
}

/** A death before what ends is counted. */
interface Dying {
  at: number
  certificate: CertificateId
  authority: boolean
  readonly slots: Set<CallSlot>
  readonly certificates: Set<CertificateId>
  readonly nodes: Set<string>
}

/**
 * In: what holds now, and as it was at the drop (for halves broken by then for other reasons), and a cluster. Earliest first, those of one day together:
 * certificates issued together end within seconds of each other.
 */
export function deathsOf(audit: Judged, base: Judged, cluster: string): readonly Death[] {
  const byDay = new Map<number, Dying>()
  const note = (call: Call, half: Half, other: Half | undefined) => {
    const slot = slotOf(call)
    if (slot === null) return
    const end =
      endOf(half, audit) ?? (half.status === 'broken' && half.faults[0]?.id.startsWith('path/expired') && other ? endOf(other, base) : null)
    if (end === null) return
    const { at, certificate } = end
    const day = once(
      byDay,
      Math.floor(at / DAY),
      (): Dying => ({ at, certificate, authority: false, slots: new Set(), certificates: new Set(), nodes: new Set() }),
    )
    if (at < day.at) Object.assign(day, end)
    if (!day.certificates.has(certificate)) {
      day.certificates.add(certificate)
      day.authority ||= audit.inventory.certificates[certificate]?.isCA === true
    }
    day.slots.add(slot)
    if (call.from.node) day.nodes.add(call.from.node)
  }
  for (const [i, call] of audit.calls.entries()) {
    if (call.cluster !== cluster) continue
    note(call, call.callerAcceptsServer, base.calls[i]?.callerAcceptsServer)
    note(call, call.providerAcceptsClient, base.calls[i]?.providerAcceptsClient)
  }
  return [...byDay.values()]
    .sort((a, b) => a.at - b.at)
    .map(({ at, certificate, authority, slots, certificates, nodes }) => ({
      at,
      slots: CALL_SLOTS.filter((slot) => slots.has(slot)),
      certificates: certificates.size,
      certificate,
      nodes: nodes.size,
      authority,
    }))
}
/** When the first of the calls behind each line of the picture ends: of those alone that are not dead already, whichever half killed them. */
export function ends(audit: Pick<Audit, 'calls' | 'inventory'>, cluster: string): readonly number[] {
  const bySlot = new Map<CallSlot, number>()
  for (const call of audit.calls) {
    const slot = call.cluster === cluster && call.status !== 'broken' ? slotOf(call) : null
    if (slot === null) continue
    for (const half of [call.callerAcceptsServer, call.providerAcceptsClient]) {
      const end = endOf(half, audit)
      if (end !== null) bySlot.set(slot, Math.min(end.at, bySlot.get(slot) ?? end.at))
    }
  }
  return [...bySlot.values()]
}
/** How many of these ends come within so many days after `at`. */
export const endingWithin = (all: readonly number[], at: number, days: number): number => all.filter((end) => end - at <= days * DAY).length
/** `4–9, 11`: runs of three or more as a range. */
export function ranges(slots: readonly CallSlot[]): string {
  const numbers = slots.filter((s) => s !== 'front-proxy').map(Number)
  const parts: string[] = []
  for (let i = 0; i < numbers.length; ) {
    let j = i
    while (numbers[j + 1] === (numbers[j] ?? 0) + 1) j++
    if (j - i >= 2) parts.push(`${numbers[i]}–${numbers[j]}`)
    else for (let k = i; k <= j; k++) parts.push(String(numbers[k]))
    i = j + 1
  }
  return parts.join(', ')
}
