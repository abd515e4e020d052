/** A trust bundle with a CA that has ended: a rotation that was not finished. */
import { each, lint } from '../lint.ts'

export const bundleLeftover = lint({
  id: 'advice/bundle-leftover',
  citation: 'Kubernetes documentation, "Manual rotation of CA certificates", last step',
  severity: 'notice',
  check: (c) => {
    const bundles = new Map<string, string>()
    for (const call of c.calls)
      for (const use of [call.callerAcceptsServer.trusts, call.providerAcceptsClient.trusts])
        if (use?.file) bundles.set(use.file, use.setting)
    return each(bundles, ([file, setting]) => {
      const ids = [...new Set(c.inFile(file))]
      const ended = ids.filter((id) => (c.inventory.certificates[id]?.notAfter ?? c.at) < c.at)
      return ids.length > 1 && ended.length > 0 && ended.length < ids.length
        ? { certificates: ended, locations: [{ file, field: null, line: null }], data: { setting } }
        : null
    })
  },
})
