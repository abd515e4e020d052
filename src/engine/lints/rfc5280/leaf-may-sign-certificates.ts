/** A certificate that is no CA and yet may sign certificates: Go looks at the one, older libraries at the other. */
import { KeyUsage } from '../../x509/certificate.ts'
import { each, lint } from '../lint.ts'

export const leafMaySignCertificates = lint({
  id: 'rfc5280/leaf-may-sign-certificates',
  citation: 'RFC 5280 section 4.2.1.9: if the cA boolean is not asserted, then the keyCertSign bit MUST NOT be asserted',
  severity: 'error',
  check: (c) =>
    each(
      // A root without basicConstraints is no leaf: that nothing it signed is accepted is a verdict.
      c.leaves.filter((x) => c.presented.has(x.id) || x.subject.der !== x.issuer.der),
      (x) => ((x.keyUsage & KeyUsage.keyCertSign) === 0 ? null : { certificates: [x.id] }),
    ),
})
