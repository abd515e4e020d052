/** The signature verifies, yet the identifiers say another key: the trace of a rebuilt CA. Go takes identifiers as a hint only. */
import { each, lint } from '../lint.ts'

export const keyIdentifierDiffers = lint({
  id: 'rfc5280/key-identifier-differs',
  citation: "RFC 5280 section 4.2.1.1: the keyIdentifier is that of the issuer's subjectKeyIdentifier",
  severity: 'warning',
  check: (c) =>
    each(
      c.live.filter((x) => x.authorityKeyId !== null && c.issuers(x).length > 0),
      (x) =>
        c.issuers(x).some((i) => i.subjectKeyId === null || i.subjectKeyId === x.authorityKeyId)
          ? null
          : { certificates: [x.id, ...c.issuers(x).map((i) => i.id)].slice(0, 2) },
    ),
})
