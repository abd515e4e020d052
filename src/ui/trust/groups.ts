/** Issuer to subject: every key and what it verifiably signed; signers that are named but verify nothing here as ghosts, namesakes side by side. */
import { push } from '../../engine/encoding/maps.ts'
import type { Audit } from '../../engine/audit.ts'
import type { Certificate, CertificateId } from '../../engine/x509/certificate.ts'
import type { Authority } from '../../report/diagram/authorities.ts'
import { CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import type { DrawnState } from '../../report/diagram/drawn-state.ts'
import type { DiagramModel } from '../../report/diagram/model.ts'
import { place } from '../../text/context.ts'
import { foldSigned, foldSigners } from './fold.ts'
import { signerTree } from './signatures.ts'
import { type Usage, usage } from './usage.ts'

export interface Signed {
  readonly id: CertificateId
  readonly name: string
  /** The folder of its node, null where the drop is one node's. */
  readonly folder: string | null
  /** Certificates that differ only by their node. */
  readonly kind: 'kubelet-client' | 'kubelet-server' | null
  readonly use: 'server' | 'client' | 'both' | 'ca' | 'none'
  /** The earliest end on its path. */
  readonly end: number
  /** As the calls that show it judge it, null where none does. */
  readonly state: DrawnState | null
  readonly slots: readonly CallSlot[]
  /** Calls beyond the twelve: indexes into `Audit.calls`. */
  readonly others: readonly number[]
  /** Certificates this row stands for, itself among them. */
  readonly members: readonly CertificateId[]
  /** Refused for a reason other than its dates. */
  readonly refused: boolean
}
export interface SignerGroup {
  readonly id: string
  readonly kind: 'ca' | 'ghost'
  readonly name: string
  readonly tag: string
  readonly authority: Authority | null
  /** Those of this key: more than one where it was renewed or cross-signed. */
  readonly certificates: readonly Certificate[]
  /** The keys that signed a certificate of this key, other than itself. */
  readonly parents: readonly string[]
  /** One of its certificates is signed by its own key. */
  readonly root: boolean
  /** Where it is found, as written. */
  readonly file: string | null
  readonly hasKey: boolean
  readonly trustedByNone: boolean
  readonly signed: readonly Signed[]
  /** Keys this card stands for: its own, or those of many alike. */
  readonly keys: readonly string[]
  readonly alike: number
}
export interface Signers {
  readonly groups: readonly SignerGroup[]
  /** CAs of other clusters of the drop, not shown. */
  readonly elsewhere: number
}

const SERVER = '1.3.6.1.5.5.7.3.1'
const CLIENT = '1.3.6.1.5.5.7.3.2'
function useOf({ isCA, extKeyUsage }: Certificate, own: { readonly client: boolean; readonly server: boolean } | undefined): Signed['use'] {
  if (isCA) return 'ca'
  const server = own ? own.server : (extKeyUsage?.includes(SERVER) ?? false)
  const client = own ? own.client : (extKeyUsage?.includes(CLIENT) ?? false)
  return server ? (client ? 'both' : 'server') : client ? 'client' : 'none'
}

function signedBy(audit: Audit, used: Usage, ids: readonly CertificateId[]): readonly Signed[] {
  const { certificates } = audit.inventory
  const { end, named } = signerTree(audit.inventory)
  return foldSigned(
    ids.flatMap((id): Signed[] => {
      const certificate = certificates[id]
      if (!certificate || !used.inScope(id)) return []
      const own = used.byCertificate.get(id)
      const at = named[id]
      const use = useOf(certificate, own)
      const node = !certificate.isCA && certificate.subject.commonName.startsWith('system:node:')
      return [
        {
          id,
          name: at ? at.name : certificate.subject.commonName,
          folder: at?.folder ?? null,
          kind: !node ? null : use === 'server' ? 'kubelet-server' : 'kubelet-client',
          use,
          end: Math.min(end[id] ?? certificate.notAfter, own?.until ?? Infinity),
          state: own ? own.state : null,
          slots: own ? CALL_SLOTS.filter((slot) => own.slots.has(slot)) : [],
          others: own ? [...own.others] : [],
          members: [id],
          refused: own?.refused ?? false,
        },
      ]
    }),
  )
}

/** In: an audit, the model of the cluster shown, the days that count as soon. Out: those with a letter first, namesakes beside one another. */
export function signers(audit: Audit, model: Pick<DiagramModel, 'authorities' | 'cluster'>, soonDays: number): Signers {
  const { certificates, keys } = audit.inventory
  const tree = signerTree(audit.inventory)
  const used = usage(audit, model.cluster, soonDays)
  const private_ = new Set(keys.flatMap((key) => (key.kind === 'private' && key.spki !== null ? [key.spki] : [])))
  const order = new Map(model.authorities.list.map(({ key }, i) => [key, i]))
  const rank = (key: string) => order.get(key) ?? order.size
  const shown = [...tree.bearers].filter(([, ids]) => ids.some(used.inScope))
  const found = shown
    .sort(([a], [b]) => rank(a) - rank(b) || (keyTag(a) < keyTag(b) ? -1 : 1))
    .flatMap(([key, ids]): SignerGroup[] => {
      const own = ids.flatMap((id) => certificates[id] ?? [])
      const [first] = own
      if (!first) return []
      const at = tree.named[first.id]?.location
      return [
        {
          id: key,
          kind: 'ca',
          name: first.subject.commonName || first.subject.text,
          tag: keyTag(key),
          authority: model.authorities.byKey.get(key) ?? null,
          certificates: own,
          parents: [...new Set(ids.flatMap((id) => tree.signer[id] ?? []))].filter((by) => by !== key),
          root: ids.some((id) => tree.signer[id] === key),
          file: at ? place(at) : null,
          hasKey: private_.has(key),
          trustedByNone: !used.trusted.has(key) && used.untrusted.has(key),
          signed: signedBy(audit, used, tree.signed.get(key) ?? []),
          keys: [key],
          alike: 1,
        },
      ]
    })
  const groups = [...foldSigners(found), ...ghosts(audit, used)]
  const named = new Map<string, SignerGroup[]>()
  for (const group of groups) push(named, group.name, group)
  return { groups: [...named.values()].flat(), elsewhere: tree.bearers.size - shown.length }
}

/** Signers that certificates name and whose key verifies none of them here. */
function ghosts(audit: Audit, used: Usage): readonly SignerGroup[] {
  const { certificates } = audit.inventory
  const { signer } = signerTree(audit.inventory)
  const named = new Map<string, CertificateId[]>()
  for (const { id, issuer } of certificates) if (signer[id] === null && used.inScope(id)) push(named, issuer.der, id)
  return [...named].flatMap(([der, ids]): SignerGroup[] => {
    const issuer = certificates[ids[0] ?? -1]?.issuer
    if (!issuer) return []
    return [
      {
        id: `ghost-${der}`,
        kind: 'ghost',
        name: issuer.commonName || issuer.text,
        tag: '',
        authority: null,
        certificates: [],
        parents: [],
        root: false,
        file: null,
        hasKey: false,
        trustedByNone: false,
        signed: signedBy(audit, used, ids),
        keys: [],
        alike: 1,
      },
    ]
  })
}

/** Is the next one a namesake with another key (or one that is not here)? */
export const twinAfter = (groups: readonly SignerGroup[], at: number): boolean => {
  const [a, b] = [groups[at], groups[at + 1]]
  return a !== undefined && b !== undefined && a.name === b.name && a.id !== b.id
}
