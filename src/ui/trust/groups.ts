/** Issuer to subject: every CA and what it verifiably signed, siblings of one kind as one row, signers that are named but absent as ghosts. */
import type { Audit } from '../../engine/audit.ts'
import type { Certificate, CertificateId } from '../../engine/x509/certificate.ts'
import type { Authority } from '../../report/diagram/authorities.ts'
import { CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { type DiagramModel, type DrawnState, DRAWN_STATES, halfState } from '../../report/diagram/model.ts'
import { place } from '../../text/context.ts'
import { bestLocation } from '../where.ts'
import { shortName } from '../timeline/lanes.ts'

export interface Signed {
  readonly id: CertificateId
  readonly name: string
  readonly use: 'server' | 'client' | 'both' | 'ca' | 'none'
  readonly notAfter: number
  readonly state: DrawnState
  readonly slots: readonly CallSlot[]
  /** Certificates this row stands for. */
  readonly count: number
  /** Refused while a call depends on it. */
  readonly refused: boolean
}
export interface SignerGroup {
  readonly id: string
  readonly kind: 'ca' | 'ghost'
  readonly name: string
  readonly tag: string
  readonly authority: Authority | null
  /** CA certificates with this key: more than one where it was renewed or cross-signed. */
  readonly certificates: readonly Certificate[]
  readonly file: string | null
  readonly hasKey: boolean
  readonly trustedByNone: boolean
  readonly signed: readonly Signed[]
  readonly slots: readonly CallSlot[]
}
const FOLD_OVER = 12

/** Who signed a certificate as far as the audit says, null where no key of the drop did; undefined where nobody asked. */
function signersOf(audit: Audit): ReadonlyMap<CertificateId, CertificateId | null> {
  const known = new Map<CertificateId, CertificateId | null>()
  for (const call of audit.calls) {
    for (const end of [call.client, call.server])
      if (end?.certificate != null && !known.get(end.certificate)) known.set(end.certificate, end.signedBy[0] ?? null)
    for (const half of [call.callerAcceptsServer, call.providerAcceptsClient])
      half.path.forEach((id, i) => {
        const next = half.path[i + 1]
        if (next !== undefined) known.set(id, next)
      })
  }
  return known
}

/** In: an audit and its model. Out: groups with twins beside one another; trusted CAs first, ghosts last. */
export function signerGroups(audit: Audit, model: DiagramModel): readonly SignerGroup[] {
  const { certificates, locations, keys } = audit.inventory
  const signers = signersOf(audit)
  const usage = new Map<CertificateId, { slots: Set<CallSlot>; server: boolean; client: boolean; state: DrawnState; refused: boolean }>()
  const trusted = new Set<string>()
  /** Keys whose signature a provider or caller refused for want of trust: not known is not refused. */
  const untrusted = new Set<string>()
  for (const slot of CALL_SLOTS) {
    for (const index of model.calls[slot].calls) {
      const call = audit.calls[index]
      if (!call) continue
      for (const [which, end, half] of [
        ['client', call.client, call.providerAcceptsClient],
        ['server', call.server, call.callerAcceptsServer],
      ] as const) {
        for (const id of half.path.slice(1)) trusted.add(certificates[id]?.publicKey.spki ?? '')
        if (end?.certificate == null) continue
        const own = usage.get(end.certificate) ?? {
          slots: new Set(),
          server: false,
          client: false,
          state: 'trusted' as DrawnState,
          refused: false,
        }
        own.slots.add(slot)
        own[which] = true
        // One provider that can judge it is enough to call it trusted; one that refuses it is enough to call it broken.
        const state = halfState(half, audit.at, 30)
        const rank = (s: DrawnState) => (s === 'broken' ? 0 : s === 'soon' ? 1 : s === 'trusted' ? 2 : 3 + DRAWN_STATES.indexOf(s))
        if (rank(state) < rank(own.state)) own.state = state
        if (half.status === 'broken') {
          own.refused = true
          const [signer] = end.signedBy
          const why = half.faults.some((f) => f.id === 'path/issuer-unknown' || f.id === 'path/signature-invalid')
          if (signer !== undefined && why) untrusted.add(certificates[signer]?.publicKey.spki ?? '')
        }
        usage.set(end.certificate, own)
      }
    }
  }
  const signing = new Set(signers.values())
  const keyed = new Set(keys.flatMap((k) => (k.kind === 'private' && k.spki !== null ? [k.spki] : [])))
  const put = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
    const list = map.get(key)
    if (list) list.push(value)
    else map.set(key, [value])
  }
  const byCa = new Map<string, Certificate[]>()
  for (const c of certificates) if (c.isCA || signing.has(c.id)) put(byCa, c.publicKey.spki, c)
  const casNamed = new Map<string, Certificate[]>()
  for (const c of certificates) if (c.isCA) put(casNamed, c.subject.der, c)
  const children = new Map<string, Certificate[]>()
  const ghosts = new Map<string, Certificate[]>()
  for (const c of certificates) {
    const signer = signers.get(c.id)
    const key = signer == null ? undefined : certificates[signer]?.publicKey.spki
    if (key !== undefined) {
      if (key !== c.publicKey.spki) put(children, key, c)
      continue
    }
    if (c.issuer.der === c.subject.der) continue
    // Not part of any call: the name and the key identifier say who is meant, and the drawing says that it is only named.
    const named =
      signer === undefined
        ? (casNamed.get(c.issuer.der) ?? []).filter(
            (ca) =>
              ca.isCA &&
              ca.subject.der === c.issuer.der &&
              (c.authorityKeyId === null || ca.subjectKeyId === null || ca.subjectKeyId === c.authorityKeyId),
          )
        : []
    const keysNamed = [...new Set(named.map((ca) => ca.publicKey.spki))]
    if (keysNamed.length === 1 && keysNamed[0]) put(children, keysNamed[0], c)
    else put(ghosts, c.issuer.der, c)
  }
  const toSigned = (list: readonly Certificate[]): readonly Signed[] =>
    fold(
      list.map((c): Signed => {
        const own = usage.get(c.id)
        const first = bestLocation(locations[c.id])
        const expired = c.notAfter < audit.at
        return {
          id: c.id,
          name: first ? shortName(place(first)) : c.subject.commonName,
          use: c.isCA ? 'ca' : own ? (own.server && own.client ? 'both' : own.server ? 'server' : 'client') : 'none',
          notAfter: c.notAfter,
          state: own ? own.state : expired ? 'unverified' : 'trusted',
          slots: CALL_SLOTS.filter((slot) => own?.slots.has(slot)),
          count: 1,
          refused: own?.refused ?? false,
        }
      }),
    )
  const groups: SignerGroup[] = []
  const order = new Map(model.authorities.list.map((a, i) => [a.key, i]))
  const cas = [...byCa.entries()]
    .filter(([key, own]) => order.has(key) || children.has(key) || own.some((c) => c.isCA))
    .sort((a, b) => (order.get(a[0]) ?? 99) - (order.get(b[0]) ?? 99) || (keyTag(a[0]) < keyTag(b[0]) ? -1 : 1))
  for (const [key, own] of cas) {
    const [first] = own
    if (!first) continue
    const at = bestLocation(locations[first.id])
    groups.push({
      id: key,
      kind: 'ca',
      name: first.subject.commonName || first.subject.text,
      tag: keyTag(key),
      authority: model.authorities.byKey.get(key) ?? null,
      certificates: own,
      file: at ? place(at) : null,
      hasKey: keyed.has(key),
      trustedByNone: !trusted.has(key) && untrusted.has(key),
      signed: toSigned(children.get(key) ?? []),
      slots: CALL_SLOTS.filter((slot) => model.calls[slot].clientCap.key === key || model.calls[slot].serverCap.key === key),
    })
  }
  const byName = new Map<string, SignerGroup[]>()
  for (const group of foldAuthorities(groups)) put(byName, group.name, group)
  const together: SignerGroup[] = [...byName.values()].flat()
  for (const [der, list] of ghosts) {
    const [first] = list
    if (first)
      together.push({
        id: `ghost-${der}`,
        kind: 'ghost',
        name: first.issuer.commonName || first.issuer.text,
        tag: '',
        authority: null,
        certificates: [],
        file: null,
        hasKey: false,
        trustedByNone: false,
        signed: toSigned(list),
        slots: [],
      })
  }
  return together
}

/** Over twelve CAs alike (one a kubelet, made by itself): one card that says how many. */
function foldAuthorities(groups: readonly SignerGroup[]): readonly SignerGroup[] {
  const kindOf = (group: SignerGroup) =>
    group.slots.length > 0 && group.authority?.role !== 'other' ? group.id : group.signed.map((one) => `${one.name} ${one.state}`).join('|')
  const kinds = new Map<string, SignerGroup[]>()
  for (const group of groups) {
    const list = kinds.get(kindOf(group))
    if (list) list.push(group)
    else kinds.set(kindOf(group), [group])
  }
  return [...kinds.values()].flatMap((list) => {
    const [first] = list
    return first && list.length > FOLD_OVER
      ? [{ ...first, name: `${list.length} × ${first.name}`, tag: '', signed: first.signed.map((one) => ({ ...one, count: list.length })) }]
      : list
  })
}

/** Over twelve leaves of one kind: one row with a count, refused ones apart and first. */
function fold(list: readonly Signed[]): readonly Signed[] {
  const kinds = new Map<string, Signed[]>()
  for (const one of list) {
    const kind = `${one.name}|${one.use}|${one.slots.join()}|${one.state}`
    const same = kinds.get(kind)
    if (same) same.push(one)
    else kinds.set(kind, [one])
  }
  const rows = [...kinds.values()].flatMap((rows) => {
    const [first] = [...rows].sort((a, b) => a.notAfter - b.notAfter)
    return rows.length > FOLD_OVER && first ? [{ ...first, count: rows.length }] : rows
  })
  return rows.sort(
    (a, b) =>
      DRAWN_STATES.indexOf(a.state) - DRAWN_STATES.indexOf(b.state) ||
      (a.slots[0] ?? 'z').localeCompare(b.slots[0] ?? 'z', 'en', { numeric: true }),
  )
}
/** Pairs of neighbours that bear one name over different keys. */
export const twinAfter = (groups: readonly SignerGroup[], at: number): boolean => {
  const [a, b] = [groups[at], groups[at + 1]]
  return a !== undefined && b !== undefined && a.kind === 'ca' && b.kind === 'ca' && a.name === b.name && a.id !== b.id
}
