/** A trust bundle with a CA that has ended, or whose younger namesake signs everything: a rotation that was not finished. */
import type { SettingUse } from '../../cluster/cluster.ts'
import { once } from '../../encoding/maps.ts'
import type { CertificateId } from '../../x509/certificate.ts'
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
  for (const { callerAcceptsServer, providerAcceptsClient } of c.plain)
    for (const { trusts } of [callerAcceptsServer, providerAcceptsClient])
      if (trusts?.file) uses.set(`${trusts.file}#${fieldOf(trusts) ?? ''}`, trusts)
  // The bundles of a fleet hold the same CAs.
  const replaced = new Map<string, readonly CertificateId[]>()
  const several = [...uses.values()].flatMap((use): Bundle[] => {
    const [file, field] = [use.file ?? '', fieldOf(use)]
    const ids = [...new Set(c.inFile(file, field))]
    if (ids.length < 2) return []
    const gone = once(replaced, ids.join(), () => ids.filter((id) => ids.some((other) => replaces(c, other, id))))
    return [{ use, file, field, ids, replaced: gone }]
  })
  return { several, single: uses.size - several.length }
}

/** Is `younger` a later CA of the name of `id`, and does it sign for what `id` no longer signs? The other way round a rotation has only begun. */
function replaces({ inventory }: LintContext, younger: number, id: number): boolean {
  const [now, before] = [inventory.certificates[younger], inventory.certificates[id]]
  if (now === undefined || before === undefined || now.subject.der !== before.subject.der || now.notBefore <= before.notBefore) return false
  const signs = (by: number): boolean =>
    inventory.signers.some((signers, signed) => signed !== id && signed !== younger && signers.includes(by))
  return signs(younger) && !signs(id)
}

/** A kubeconfig holds other certificates beside its bundle. */
const fieldOf = (use: SettingUse): string | null => (use.resolved === 'embedded' ? (use.location?.field ?? null) : null)
