/** Without key identifiers two CAs of one name can only be told apart by trying the signature. */
import { lint } from '../lint.ts'

export const keyIdentifierAbsent = lint({
  id: 'rfc5280/key-identifier-absent',
  citation: 'RFC 5280 sections 4.2.1.1 and 4.2.1.2',
  severity: 'notice',
  check: (c) => {
    // What the kubelet makes for itself at a start has no CA to find.
    const applicable = c.live.filter((x) => !/@\d+$/.test(x.subject.commonName))
    const without = applicable.filter((x) =>
      x.isCA ? x.subjectKeyId === null : x.authorityKeyId === null && x.issuer.der !== x.subject.der,
    )
    return { applied: applicable.length, hits: without.length ? [{ certificates: without.map((x) => x.id) }] : [] }
  },
})
