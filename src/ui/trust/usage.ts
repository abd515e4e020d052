/** What each certificate is to the calls of one cluster, and which certificates are other clusters' business. */
import type { Audit } from '../../engine/audit.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import type { CallSlot } from '../../report/diagram/geometry.ts'
import { slotOf } from '../../report/diagram/call-slot.ts'
import { type DrawnState, halfState, rankOf } from '../../report/diagram/drawn-state.ts'
import { signerTree } from './signatures.ts'

export interface Use {
  readonly slots: Set<CallSlot>
  /** Calls beyond the twelve that present it: indexes into `Audit.calls`. */
  readonly others: Set<number>
  client: boolean
  server: boolean
  /** Broken where one provider refuses it, trusted where one accepts it and none refuses. */
  state: DrawnState
  /** Refused for a reason other than its dates. */
  refused: boolean
  /** The earliest end over the paths accepted. */
  until: number
}
export interface Usage {
  readonly byCertificate: ReadonlyMap<CertificateId, Use>
  /** Keys on a path that was accepted. */
  readonly trusted: ReadonlySet<string>
  /** Keys whose signature was refused for want of trust: not known is not refused. */
  readonly untrusted: ReadonlySet<string>
  /** Does a certificate belong to this cluster, or to none? */
  readonly inScope: (id: CertificateId) => boolean
}

const rank = (state: DrawnState): number => (state === 'broken' ? 0 : state === 'soon' ? 1 : state === 'trusted' ? 2 : 3 + rankOf(state))
const DATES: ReadonlySet<string> = new Set(['path/expired', 'path/not-yet-valid'])

/** Both ends of a call, each with the half that judges it. */
export const endsOf = (call: Call) =>
  [
    { as: 'client', end: call.client, half: call.providerAcceptsClient },
    { as: 'server', end: call.server, half: call.callerAcceptsServer },
  ] as const

/** In: an audit, the cluster shown, and the days that count as soon. */
export function usage(audit: Audit, cluster: string, soonDays: number): Usage {
  const { certificates } = audit.inventory
  const keyOf = (id: CertificateId) => certificates[id]?.publicKey.spki ?? ''
  const byCertificate = new Map<CertificateId, Use>()
  const [trusted, untrusted] = [new Set<string>(), new Set<string>()]
  const several = audit.clusters.length > 1
  const here = { certificates: new Set<CertificateId>(), keys: new Set<string>() }
  const elsewhere = { certificates: new Set<CertificateId>(), keys: new Set<string>() }
  for (const [index, call] of audit.calls.entries()) {
    const seen = call.cluster === cluster ? here : elsewhere
    for (const { as, end, half } of endsOf(call)) {
      if (several) {
        for (const id of end?.signedBy ?? []) seen.keys.add(keyOf(id))
        for (const id of end?.chain ?? []) seen.certificates.add(id)
        for (const [i, id] of half.path.entries()) {
          seen.certificates.add(id)
          if (i > 0) seen.keys.add(keyOf(id))
        }
        if (end?.certificate != null) seen.certificates.add(end.certificate)
      }
      if (seen === elsewhere) continue
      for (let i = 1; i < half.path.length; i++) trusted.add(keyOf(half.path[i] ?? -1))
      if (end?.certificate == null) continue
      const use: Use = byCertificate.get(end.certificate) ?? {
        slots: new Set(),
        others: new Set(),
        client: false,
        server: false,
        state: 'absent',
        refused: false,
        until: Infinity,
      }
      const slot = slotOf(call)
      if (slot === null) use.others.add(index)
      else use.slots.add(slot)
      use[as] = true
      // Whom the provider does not let in, it does not let in with this certificate, however well it is signed.
      const unauthorised = as === 'client' && call.identityAuthorised.status === 'broken'
      const state = unauthorised ? 'broken' : halfState(half, audit.at, soonDays)
      if (rank(state) < rank(use.state)) use.state = state
      if (half.until !== null) use.until = Math.min(use.until, half.until)
      use.refused ||= unauthorised
      if (half.status === 'broken') {
        use.refused ||= !DATES.has(half.faults[0]?.id ?? '')
        const why = half.faults.some((f) => f.id === 'path/issuer-unknown' || f.id === 'path/signature-invalid')
        if (why) for (const id of end.signedBy) untrusted.add(keyOf(id))
      }
      byCertificate.set(end.certificate, use)
    }
  }
  const { signer } = signerTree(audit.inventory)
  const only = <T>(of: ReadonlySet<T>, not: ReadonlySet<T>, one: T) => of.has(one) && !not.has(one)
  const inScope = (id: CertificateId) => {
    if (!several) return true
    if (here.certificates.has(id) || here.keys.has(keyOf(id))) return true
    if (elsewhere.certificates.has(id) || elsewhere.keys.has(keyOf(id))) return false
    return !only(elsewhere.keys, here.keys, signer[id] ?? '')
  }
  return { byCertificate, trusted, untrusted, inScope }
}
