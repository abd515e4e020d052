/** Two different certificates of one CA with one serial number cannot be told apart by revocation or by issuer and serial. */
import { push } from '../../encoding/maps.ts'
import type { Certificate } from '../../x509/certificate.ts'
import type { LintContext } from '../context.ts'
import { each, lint } from '../lint.ts'

export const serialDuplicate = lint({
  id: 'rfc5280/serial-duplicate',
  citation: 'RFC 5280 section 4.1.2.2: it MUST be unique for each certificate issued by a given CA',
  severity: 'warning',
  check: (c) => {
    // Names alone are not a CA: the key that verifies both must be the same.
    const bySerial = new Map<string, Certificate[]>()
    for (const x of c.live) push(bySerial, x.serial, x)
    const groups = [...bySerial.values()].flatMap((same) => (same.length === 1 ? [same] : ofOneAuthority(c, same)))
    return each(
      groups.sort(([a], [b]) => a!.id - b!.id),
      (same) => (same.length > 1 ? { certificates: same.map(({ id }) => id), data: { serial: same[0]!.serial } } : null),
    )
  },
})

function ofOneAuthority(c: LintContext, same: readonly Certificate[]): Certificate[][] {
  const groups = new Map<string, Certificate[]>()
  for (const x of same)
    push(groups, `${x.issuer.der}\n${x.issuer.der === x.subject.der ? x.publicKey.spki : (c.issuers(x)[0]?.publicKey.spki ?? '')}`, x)
  return [...groups.values()]
}
