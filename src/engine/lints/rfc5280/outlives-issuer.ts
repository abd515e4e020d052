/** A certificate that is valid longer than every CA that verifies it: its real end is the CA's. */
import { DAY } from '../duration.ts'
import { each, lint } from '../lint.ts'

export const outlivesIssuer = lint({
  id: 'rfc5280/outlives-issuer',
  citation: 'RFC 5280 section 6.1.3 (a)(2): every certificate of the path must be valid',
  severity: 'warning',
  check: (c) =>
    each(
      c.live.filter((x) => c.issuers(x).length > 0),
      (x) => {
        const end = c.issuers(x).reduce((last, { notAfter }) => Math.max(last, notAfter), Number.NEGATIVE_INFINITY)
        return x.notAfter > end + DAY ? { certificates: [x.id], data: { notAfter: x.notAfter, end } } : null
      },
    ),
})
