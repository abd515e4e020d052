/** Two different certificates of one CA with one serial number cannot be told apart by revocation or by issuer and serial. */
import { each, lint } from '../lint.ts'

export const serialDuplicate = lint({
  id: 'rfc5280/serial-duplicate',
  citation: 'RFC 5280 section 4.1.2.2: it MUST be unique for each certificate issued by a given CA',
  severity: 'warning',
  check: (c) => {
    // Names alone are not a CA: the key that verifies both must be the same.
    const groups = new Map<string, number[]>()
    for (const x of c.live) {
      const key = `${x.serial}\n${x.issuer.der}\n${x.issuer.der === x.subject.der ? x.publicKey.spki : (c.issuers(x)[0]?.publicKey.spki ?? '')}`
      groups.set(key, [...(groups.get(key) ?? []), x.id])
    }
    return each(groups.values(), (ids) =>
      ids.length > 1 ? { certificates: ids, data: { serial: c.inventory.certificates[ids[0] ?? 0]?.serial ?? '' } } : null,
    )
  },
})
