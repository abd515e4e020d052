/** Where a certificate or key stands and which settings name that place; which calls present it and who has to have signed it. Pure. */
import type { Audit } from '../../engine/audit.ts'
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import type { Location, Material } from '../../engine/inventory/inventory.ts'
import type { Half } from '../../engine/verdicts/verdict.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import type { CallSlot } from '../../report/diagram/geometry.ts'
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { slotOf } from '../../report/diagram/call-slot.ts'

export interface Whereabouts {
  readonly location: Location
  /** Which PEM block of its file or field, 1-based, of how many; null where it is the only one. */
  readonly block: readonly [nth: number, of: number] | null
  /** `0600 root:root`, null where the drop has no modes. */
  readonly mode: string | null
  /** `kube-apiserver --etcd-certfile`, each once. */
  readonly namedBy: readonly string[]
}

/** Every setting that a call of this audit was judged from. */
function* settingsUsed(audit: Audit): Generator<SettingUse> {
  for (const { client, server, callerAcceptsServer, providerAcceptsClient, identityAuthorised } of audit.calls) {
    for (const use of [client?.use, server?.use]) if (use) yield use
    for (const half of [callerAcceptsServer, providerAcceptsClient, identityAuthorised])
      for (const use of [half.presents, half.trusts]) if (use) yield use
  }
}
/** In: the places of one thing, and which blocks are it. */
export function whereabouts(
  audit: Audit,
  locations: readonly Location[],
  is: (block: { readonly certificate: number | null; readonly key: number | null }) => boolean,
): readonly Whereabouts[] {
  const { inventory } = audit
  const wanted = new Set(locations.map((l) => l.file))
  const modes = new Map(inventory.files.flatMap((f) => (wanted.has(f.path) ? [[f.path, f] as const] : [])))
  const texts = inventory.texts.filter((text) => wanted.has(text.location.file))
  const named = new Map<string, Set<string>>()
  for (const use of settingsUsed(audit)) {
    const file = use.file?.split('#')[0]
    if (file === undefined || !wanted.has(file)) continue
    const names = named.get(file) ?? new Set()
    names.add(`${use.component} ${use.setting}`)
    named.set(file, names)
  }
  return locations.map((location) => {
    const file = modes.get(location.file)
    const blocks = texts.find((text) => text.location.file === location.file && text.location.field === location.field)?.blocks ?? []
    const nth = blocks.findIndex(is)
    return {
      location,
      block: blocks.length > 1 && nth >= 0 ? [nth + 1, blocks.length] : null,
      mode: file?.mode == null ? null : `${file.mode.toString(8).padStart(4, '0')}${file.owner ? ` ${file.owner}` : ''}`,
      namedBy: location.field === null ? [...(named.get(location.file) ?? [])] : [],
    }
  })
}

export interface CertificateUse {
  readonly slot: CallSlot | null
  readonly as: 'client' | 'server' | 'anchor'
}
export interface Demand {
  readonly component: string
  readonly setting: string
  /** The CAs in the bundle it is checked against. */
  readonly trusted: readonly CertificateId[]
}
/** What a certificate is to the calls of the audit: presented by which end, trusted by which, and against which bundles it is checked. */
export function usesOf(audit: Audit, id: CertificateId): { readonly uses: readonly CertificateUse[]; readonly demands: readonly Demand[] } {
  const uses = new Map<string, CertificateUse>()
  const demands = new Map<string, Demand>()
  const add = (slot: CallSlot | null, as: CertificateUse['as']) => uses.set(`${slot} ${as}`, { slot, as })
  const demand = ({ trusts, status }: Half) => {
    if (trusts === null || status === 'unverified' || status === 'not-applicable' || status === 'token') return
    const key = `${trusts.component} ${trusts.setting}`
    if (!demands.has(key)) demands.set(key, { component: trusts.component, setting: trusts.setting, trusted: bundleMembers(audit, trusts) })
  }
  for (const call of audit.calls) {
    const slot = slotOf(call)
    for (const [as, end, half] of [
      ['client', call.client, call.providerAcceptsClient],
      ['server', call.server, call.callerAcceptsServer],
    ] as const) {
      if (end?.certificate === id) {
        add(slot, as)
        demand(half)
      }
      if (half.path.length > 1 && half.path.at(-1) === id) add(slot, 'anchor')
    }
  }
  const order = (use: CertificateUse) => (use.slot === null ? CALL_SLOTS.length : CALL_SLOTS.indexOf(use.slot))
  return { uses: [...uses.values()].sort((a, b) => order(a) - order(b)), demands: [...demands.values()] }
}

/** Certificates that kube-apiserver takes as issuers of its clients: only below these is a subject a user of the cluster. */
export function clientAuthorities(audit: Audit): ReadonlySet<CertificateId> {
  const bundles = new Map<string, SettingUse>()
  for (const { to, providerAcceptsClient } of audit.calls)
    if (to.component === 'kube-apiserver' && providerAcceptsClient.trusts?.file)
      bundles.set(providerAcceptsClient.trusts.file, providerAcceptsClient.trusts)
  return new Set([...bundles.values()].flatMap((use) => bundleMembers(audit, use)))
}

/** What a path in a kubeconfig leads to, links followed, as the calls found it. */
export function certificatesBehind(audit: Audit, { path, location }: Extract<Material, { kind: 'path' }>): readonly CertificateId[] {
  for (const use of settingsUsed(audit))
    if (use.file !== null && use.value === path && use.location?.file === location.file) return bundleMembers(audit, use)
  return []
}

/** The certificates of the file or field a setting trusts. */
export function bundleMembers({ inventory }: Audit, use: SettingUse): readonly CertificateId[] {
  if (use.file === null) return []
  const [file, inName] = use.file.split('#')
  const field = inName ?? (use.resolved === 'embedded' ? (use.location?.field ?? null) : null)
  const text = inventory.texts.find((t) => t.location.file === file && t.location.field === field)
  return text?.blocks.flatMap((block) => (block.certificate === null ? [] : [block.certificate])) ?? []
}
