/** A leaf that begins long before its CA: a clock was wrong, or the CA was replaced with the same key. */
import { each, lint } from '../lint.ts'

export const issuedBeforeIssuer = lint({
  id: 'rfc5280/issued-before-issuer',
  citation: 'RFC 5280 section 4.1.2.5',
  severity: 'warning',
  check: (c) =>
    each(
      c.live.filter((x) => c.issuers(x).length > 0),
      (x) => {
        const start = c.issuers(x).reduce((first, { notBefore }) => Math.min(first, notBefore), Number.POSITIVE_INFINITY)
        // kubeadm dates back by five minutes; other issuers by up to an hour.
        return x.notBefore < start - 3600 ? { certificates: [x.id], data: { notBefore: x.notBefore, start } } : null
      },
    ),
})
