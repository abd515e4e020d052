/** Name constraints that a reader may pass over constrain nothing there. */
import { each, lint } from '../lint.ts'

export const nameConstraintsNotCritical = lint({
  id: 'rfc5280/name-constraints-not-critical',
  citation: 'RFC 5280 section 4.2.1.10: conforming CAs MUST mark this extension as critical',
  severity: 'error',
  check: (c) =>
    each(
      c.live.filter((x) => x.nameConstraints !== null),
      (x) => (x.nameConstraints?.critical === false ? { certificates: [x.id] } : null),
    ),
})
