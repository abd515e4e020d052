/** A wildcard in the certificate of a control-plane server. */
import { each, lint } from '../lint.ts'

export const wildcardName = lint({
  id: 'kubernetes/wildcard-name',
  citation: 'Our advice: name the names',
  severity: 'warning',
  check: (c) =>
    each(
      c.live.filter((x) => (c.presented.get(x.id) ?? []).some((p) => p.end === 'server')),
      (x) => {
        const names = (x.names?.dns ?? []).filter((n) => n.includes('*'))
        return names.length ? { certificates: [x.id], data: { names } } : null
      },
    ),
})
