/** A trust bundle with a CA that has ended, or whose younger namesake signs everything: a rotation that was not finished. */
import type { SettingUse } from '../../cluster/cluster.ts'
import { once, push } from '../../encoding/maps.ts'
import type { Certificate, CertificateId } from '../../x509/certificate.ts'
import type { LintContext } from '../context.ts'
import { each, lint } from '../lint.ts'

export const bundleLeftover = lint({
  id: 'advice/bundle-leftover',
  citation: 'Kubernetes documentation, "Manual rotation of CA certificates", last step',
  severity: 'notice',
  check: (c) => {
    const { several, single } = once(known, c.plain, () => bundlesOf(c))
    const { applied, hits } = each(several, ({ use, file, field, ids, replaced }) => {
      const ended = ids.filter((id) => (c.inventory.certificates[id]?.notAfter ?? c.at) < c.at)
      const found = (certificates: readonly CertificateId[], why: 'expired' | 'unused') => ({
        certificates,
        locations: [{ file, field, line: null }],
        data: { setting: use.setting, why },
      })
      if (ended.length > 0 && ended.length < ids.length) return found(ended, 'expired')
      return replaced.length > 0 ? found(replaced, 'unused') : null
    })
    return { applied: applied + single, hits }
  },
})

interface Bundle {
  readonly use: SettingUse
  readonly file: string
  readonly field: string | null
  readonly ids: readonly CertificateId[]
  /** Those a younger namesake has taken the place of. */
  readonly replaced: readonly CertificateId[]
}
interface Bundles {
  readonly several: readonly Bundle[]
  /** How many hold one certificate or none: nothing in them is left over. */
  readonly single: number
}
/** By the calls of a drop: the moment judged changes nothing of what its bundles hold. */
const known = new WeakMap<LintContext['plain'], Bundles>()

function bundlesOf(c: LintContext): Bundles {
  const uses = new Map<string, SettingUse>()
  // Calls of one node share a bundle, those to one server another.
  const names = new Map<SettingUse, string>()
  for (const { callerAcceptsServer, providerAcceptsClient } of c.plain)
    for (const { trusts } of [callerAcceptsServer, providerAcceptsClient])
      if (trusts?.file)
        uses.set(
          once(names, trusts, () => `${trusts.file}#${fieldOf(trusts) ?? ''}`),
          trusts,
        )
  const { certificates, signers } = c.inventory
  let signed: ReturnType<typeof signedOf> | null = null
  // The bundles of a fleet hold the same CAs.
  const replaced = new Map<string, readonly CertificateId[]>()
  const several = [...uses.values()].flatMap((use): Bundle[] => {
    const [file, field] = [use.file ?? '', fieldOf(use)]
    const held = c.inFile(file, field)
    const ids = held.length < 2 ? held : [...new Set(held)]
    if (ids.length < 2) return []
    const gone = once(replaced, ids.join(), () => replacedAmong(ids, certificates, (signed ??= signedOf(signers))))
    return [{ use, file, field, ids, replaced: gone }]
  })
  return { several, single: uses.size - several.length }
}

/** What each CA signed besides itself. */
function signedOf(signers: LintContext['inventory']['signers']): Map<CertificateId, CertificateId[]> {
  const signed = new Map<CertificateId, CertificateId[]>()
  for (const [child, by] of signers.entries()) for (const id of by) if (id !== child) push(signed, id, child)
  return signed
}

/**
 * Those of a bundle whose name a later CA of it bears, which signs while they no longer do. The other way round a rotation has only begun.
 * `signed` is what each CA signed besides itself; what an old and a new one signed of each other counts for neither.
 */
function replacedAmong(
  ids: readonly CertificateId[],
  certificates: readonly Certificate[],
  signed: ReadonlyMap<CertificateId, readonly CertificateId[]>,
): readonly CertificateId[] {
  const signedBy = (id: CertificateId): readonly CertificateId[] => signed.get(id) ?? []
  const of = (id: CertificateId): Certificate => certificates[id] as Certificate
  const among = new Set(ids)
  const heirs = new Map<string, CertificateId[]>()
  for (const id of ids) if (signedBy(id).length > 0) push(heirs, of(id).subject.der, id)
  for (const named of heirs.values()) named.sort((a, b) => of(b).notBefore - of(a).notBefore)
  return ids.filter((id) => {
    const [own, ...more] = signedBy(id)
    if (more.length > 0) return false
    const { subject, notBefore } = of(id)
    const named = heirs.get(subject.der) ?? []
    // The youngest first: who signed nothing but `id` is passed over, and is so for no other.
    for (const heir of own === undefined ? named : among.has(own) ? [own] : []) {
      if (of(heir).notBefore <= notBefore || of(heir).subject.der !== subject.der) return false
      if (signedBy(heir).some((child) => child !== id)) return true
    }
    return false
  })
}

/** A kubeconfig holds other certificates beside its bundle. */
const fieldOf = (use: SettingUse): string | null => (use.resolved === 'embedded' ? (use.location?.field ?? null) : null)
