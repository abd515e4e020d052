/** A CA that does not say what its key may sign: it may sign anything, as far as Go is concerned. */
import { each, lint } from '../lint.ts'

export const caKeyUsageAbsent = lint({
  id: 'rfc5280/ca-key-usage-absent',
  citation: 'RFC 5280 section 4.2.1.3: conforming CAs MUST include keyUsage in certificates whose keys sign other certificates',
  severity: 'warning',
  check: (c) =>
    each(
      c.authorities.filter((x) => x.version === 3),
      (x) => (x.extensions.some((e) => e.oid === '2.5.29.15') ? null : { certificates: [x.id] }),
    ),
})
