/** X.509 version 1 has no extensions: no usage, no names, no CA bit. */
import { each, lint } from '../lint.ts'

export const version1 = lint({
  id: 'rfc5280/version-1',
  citation: 'RFC 5280 section 4.1.2.1: version 3 where extensions are used; Go accepts version 1 only as a trust anchor',
  severity: 'warning',
  check: (c) =>
    each(c.live, (x) => (x.version === 1 ? { certificates: [x.id], severity: c.presented.has(x.id) ? 'notice' : 'warning' } : null)),
})
