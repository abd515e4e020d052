/** The many of one kind as one row or card with a count: a fleet of 10,000 nodes stays a page. */
import { push } from '../../engine/encoding/maps.ts'
import { DRAWN_STATES, type DrawnState, rankOf } from '../../report/diagram/drawn-state.ts'
import { inOrder } from '../../report/diagram/places.ts'
import type { Signed, SignerGroup } from './groups.ts'

const FOLD_OVER = 12
const order = (state: DrawnState | null): number => (state === null ? DRAWN_STATES.length : rankOf(state))

/** Over twelve of one kind: one row at the earliest end; those in another state stay apart, worst first. */
export function foldSigned(list: readonly Signed[]): readonly Signed[] {
  const kinds = new Map<string, Signed[]>()
  for (const one of list) push(kinds, `${one.kind ?? one.name}|${one.use}|${[...one.slots].join()}|${one.state}|${one.refused}`, one)
  const rows = [...kinds.values()].flatMap((same) => {
    if (same.length <= FOLD_OVER) return same
    const sorted = [...same].sort((a, b) => a.end - b.end || a.id - b.id)
    return sorted[0] ? [{ ...sorted[0], members: sorted.map((one) => one.id) }] : []
  })
  return rows.sort(
    (a, b) =>
      order(a.state) - order(b.state) || inOrder(a.slots[0] ?? 'z', b.slots[0] ?? 'z') || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
}

/** Over twelve CAs alike (one a kubelet, made by itself): one card that says how many. */
export function foldSigners(groups: readonly SignerGroup[]): readonly SignerGroup[] {
  const kindOf = (group: SignerGroup) =>
    group.kind === 'ghost' || (group.authority !== null && group.authority.role !== 'other')
      ? group.id
      : `${group.hasKey}|${group.trustedByNone}|${group.signed.map((one) => `${one.kind ?? one.name} ${one.state} ${one.members.length}`).join('|')}`
  const kinds = new Map<string, SignerGroup[]>()
  for (const group of groups) push(kinds, kindOf(group), group)
  return [...kinds.values()].flatMap((alike) => {
    const [first] = alike
    if (!first || alike.length <= FOLD_OVER) return alike
    const signed = first.signed.map((one, i) => ({ ...one, members: alike.flatMap((group) => group.signed[i]?.members ?? []) }))
    return [{ ...first, alike: alike.length, keys: alike.map((group) => group.id), signed }]
  })
}
