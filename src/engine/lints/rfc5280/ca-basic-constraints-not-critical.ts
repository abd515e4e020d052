/** A CA must say CA:TRUE in a critical extension, so that no reader passes over it. */
import { each, lint } from '../lint.ts'

export const caBasicConstraintsNotCritical = lint({
  id: 'rfc5280/ca-basic-constraints-not-critical',
  citation: 'RFC 5280 section 4.2.1.9: CAs MUST mark the extension as critical',
  severity: 'warning',
  check: (c) =>
    each(c.authorities, (x) => (x.extensions.some((e) => e.oid === '2.5.29.19' && !e.critical) ? { certificates: [x.id] } : null)),
})
