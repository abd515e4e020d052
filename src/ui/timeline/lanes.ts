/** Rows of the timeline: every certificate under the key that signed it, the many of one kind as one row. */
import type { Audit } from '../../engine/audit.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import type { AuthorityHue } from '../../report/diagram/palette.ts'
import { CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import type { DrawnState } from '../../report/diagram/drawn-state.ts'
import type { DiagramModel } from '../../report/diagram/model.ts'
import { type Signed, signers, type SignerGroup } from '../trust/groups.ts'
import { signerTree } from '../trust/signatures.ts'

export interface Lane {
  readonly id: CertificateId
  readonly name: string
  readonly folder: string | null
  readonly kind: Signed['kind']
  readonly isCA: boolean
  /** How many certificates the row stands for. */
  readonly count: number
  readonly slots: readonly CallSlot[]
  readonly from: number
  /** The earliest end on its path. */
  readonly end: number
  readonly state: DrawnState | null
  /** Refused for a reason other than its dates. */
  readonly refused: boolean
}
export interface LaneGroup {
  readonly group: SignerGroup
  readonly hue: AuthorityHue
  readonly lanes: readonly Lane[]
}

/** In: an audit, its model, the days that count as soon. Out: one group a signer, those with a letter first; its own certificates head it. */
export function lanes(audit: Audit, model: Pick<DiagramModel, 'authorities' | 'cluster'>, soonDays: number): readonly LaneGroup[] {
  const { certificates } = audit.inventory
  const { end, named } = signerTree(audit.inventory)
  return signers(audit, model, soonDays).groups.flatMap((group): LaneGroup[] => {
    const used = new Set(group.signed.flatMap((one) => one.slots))
    const heads = group.certificates
      .filter(({ isCA }) => isCA)
      .map(({ id, notBefore, notAfter, subject }): Lane => {
        const at = named[id]
        return {
          id,
          name: at?.name ?? subject.commonName,
          folder: at?.folder ?? null,
          kind: null,
          isCA: true,
          count: group.alike,
          slots: CALL_SLOTS.filter((slot) => used.has(slot)),
          from: notBefore,
          end: end[id] ?? notAfter,
          state: null,
          refused: false,
        }
      })
    const rows = group.signed
      .filter(({ use }) => use !== 'ca') // a CA heads a group of its own
      .map(({ id, name, folder, kind, members, slots, end: until, state, refused }): Lane => {
        const from = certificates[id]?.notBefore ?? until
        return { id, name, folder, kind, isCA: false, count: members.length, slots, from, end: until, state, refused }
      })
      .sort((a, b) => a.end - b.end)
    const all = [...heads, ...rows]
    return all.length > 0 ? [{ group, hue: group.authority?.hue ?? 'neutral', lanes: all }] : []
  })
}
