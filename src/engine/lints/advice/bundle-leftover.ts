/** A trust bundle with a CA that has ended, or whose younger namesake signs everything: a rotation that was not finished. */
import type { SettingUse } from '../../cluster/cluster.ts'
import type { LintContext } from '../context.ts'
import { each, lint } from '../lint.ts'

export const bundleLeftover = lint({
  id: 'advice/bundle-leftover',
  citation: 'Kubernetes documentation, "Manual rotation of CA certificates", last step',
  severity: 'notice',
  check: (c) => {
    const bundles = new Map<string, SettingUse>()
    for (const call of c.plain)
      for (const use of [call.callerAcceptsServer.trusts, call.providerAcceptsClient.trusts])
        if (use?.file) bundles.set(`${use.file}#${field(use) ?? ''}`, use)
    return each(bundles.values(), (use) => {
      const file = use.file ?? ''
      const ids = [...new Set(c.inFile(file, field(use)))]
      const ended = ids.filter((id) => (c.inventory.certificates[id]?.notAfter ?? c.at) < c.at)
      const found = (certificates: number[], why: 'expired' | 'unused') => ({
        certificates,
        locations: [{ file, field: field(use), line: null }],
        data: { setting: use.setting, why },
      })
      if (ids.length > 1 && ended.length > 0 && ended.length < ids.length) return found(ended, 'expired')
      const replaced = ids.filter((id) => ids.some((other) => replaces(c, other, id)))
      return replaced.length > 0 ? found(replaced, 'unused') : null
    })
  },
})

/** Is `younger` a later CA of the name of `id`, and does it sign for what `id` no longer signs? The other way round a rotation has only begun. */
function replaces({ inventory }: LintContext, younger: number, id: number): boolean {
  const [now, before] = [inventory.certificates[younger], inventory.certificates[id]]
  if (now === undefined || before === undefined || now.subject.der !== before.subject.der || now.notBefore <= before.notBefore) return false
  const signs = (by: number): boolean =>
    inventory.signers.some((signers, signed) => signed !== id && signed !== younger && signers.includes(by))
  return signs(younger) && !signs(id)
}

/** A kubeconfig holds other certificates beside its bundle. */
const field = (use: SettingUse): string | null => (use.resolved === 'embedded' ? (use.location?.field ?? null) : null)
