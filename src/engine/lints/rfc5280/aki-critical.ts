/** Key identifiers must not be critical. */
import { each, lint } from '../lint.ts'

export const akiCritical = lint({
  id: 'rfc5280/aki-critical',
  citation: 'RFC 5280 sections 4.2.1.1 and 4.2.1.2: conforming CAs MUST mark this extension as non-critical',
  severity: 'error',
  check: (c) =>
    each(c.live, (x) => {
      const oids = x.extensions.filter((e) => e.critical && (e.oid === '2.5.29.35' || e.oid === '2.5.29.14')).map((e) => e.oid)
      return oids.length ? { certificates: [x.id], data: { oids } } : null
    }),
})
