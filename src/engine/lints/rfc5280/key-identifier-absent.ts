/** Without key identifiers two CAs of one name can only be told apart by trying the signature. */
import { lint } from '../lint.ts'

export const keyIdentifierAbsent = lint({
  id: 'rfc5280/key-identifier-absent',
  citation: 'RFC 5280 sections 4.2.1.1 and 4.2.1.2',
  severity: 'notice',
  check: (c) => {
    const without = c.live.filter((x) => (x.isCA ? x.subjectKeyId === null : x.authorityKeyId === null && x.issuer.der !== x.subject.der))
    return { applied: c.live.length, hits: without.length ? [{ certificates: without.map((x) => x.id) }] : [] }
  },
})
