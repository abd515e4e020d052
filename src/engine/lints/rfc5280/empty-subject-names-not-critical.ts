/** Without a subject the subject alternative names are the only identity, and must not be passed over. */
import { each, lint } from '../lint.ts'

export const emptySubjectNamesNotCritical = lint({
  id: 'rfc5280/empty-subject-names-not-critical',
  citation: 'RFC 5280 section 4.2.1.6: if the subject is an empty sequence, subjectAltName MUST be marked as critical',
  severity: 'error',
  check: (c) =>
    each(
      c.live.filter((x) => x.subject.attributes.length === 0),
      (x) => (x.extensions.some((e) => e.oid === '2.5.29.17' && !e.critical) ? { certificates: [x.id] } : null),
    ),
})
