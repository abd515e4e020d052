/** What goes when a key goes: every certificate under it, the calls that show one of them, the files they stand in. */
import type { Audit } from '../../engine/audit.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import { slotOf } from '../../report/diagram/call-slot.ts'
import { signerTree } from './signatures.ts'
import { endsOf } from './usage.ts'

export interface Radius {
  /** Everything signed by the key or by a CA under it. */
  readonly certificates: readonly CertificateId[]
  readonly slots: readonly CallSlot[]
  /** Calls beyond the twelve: indexes into `Audit.calls`. */
  readonly others: readonly number[]
  /** Files that hold what it signed. */
  readonly files: readonly string[]
  /** Files that hold a certificate of the key itself: who reads them trusts it. */
  readonly holders: readonly string[]
}

/** In: an audit, the cluster whose calls count, and the keys that go. */
export function radius(audit: Audit, cluster: string, keys: readonly string[]): Radius {
  const { inventory, calls } = audit
  const tree = signerTree(inventory)
  const under = new Set<CertificateId>()
  const open = [...keys]
  const done = new Set<string>()
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (done.has(key)) continue
    done.add(key)
    for (const id of tree.signed.get(key) ?? []) {
      under.add(id)
      const own = inventory.certificates[id]?.publicKey.spki
      if (own !== undefined && tree.bearers.has(own)) open.push(own)
    }
  }
  const slots = new Set<CallSlot>()
  const others: number[] = []
  for (const [index, call] of calls.entries()) {
    if (call.cluster !== cluster) continue
    const shown = endsOf(call).some(
      ({ end, half }) =>
        (end?.certificate != null && under.has(end.certificate)) ||
        half.path.slice(1).some((id) => done.has(inventory.certificates[id]?.publicKey.spki ?? '')) ||
        end?.keys.some((key) => done.has(key)) === true,
    )
    const slot = slotOf(call)
    if (!shown) continue
    if (slot === null) others.push(index)
    else slots.add(slot)
  }
  const filesOf = (ids: Iterable<CertificateId>) => [
    ...new Set([...ids].flatMap((id) => (inventory.locations[id] ?? []).map((location) => location.file))),
  ]
  return {
    certificates: [...under],
    slots: CALL_SLOTS.filter((slot) => slots.has(slot)),
    others,
    files: filesOf(under),
    holders: filesOf(keys.flatMap((key) => tree.bearers.get(key) ?? [])),
  }
}

export interface FileKind {
  /** Its path below the folder of its node. */
  readonly name: string
  readonly count: number
}
/** The same file of many nodes as one with a count; the rarest first, which is where something differs. */
export function fileKinds(files: readonly string[], brief: (file: string) => string): readonly FileKind[] {
  const counts = new Map<string, number>()
  for (const file of files) {
    const name = brief(file)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => a.count - b.count || (a.name < b.name ? -1 : 1))
}
