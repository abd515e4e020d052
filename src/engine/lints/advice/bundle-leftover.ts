/** A trust bundle with a CA that has ended: a rotation that was not finished. */
import type { SettingUse } from '../../cluster/cluster.ts'
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
      return ids.length > 1 && ended.length > 0 && ended.length < ids.length
        ? { certificates: ended, locations: [{ file, field: field(use), line: null }], data: { setting: use.setting } }
        : null
    })
  },
})

/** A kubeconfig holds other certificates beside its bundle. */
const field = (use: SettingUse): string | null => (use.resolved === 'embedded' ? (use.location?.field ?? null) : null)
