/** The private key of a CA lies in the drop. On a node it lets whoever reads it issue any identity; in an archive it travels. */
import { each, lint } from '../lint.ts'

export const caKeyPresent = lint({
  id: 'kubernetes/ca-key-present',
  citation: 'Kubernetes documentation, "PKI certificates and requirements": external CA mode',
  severity: 'warning',
  check: (c) => {
    const byKey = new Map(c.authorities.map((x) => [x.publicKey.spki, x.id]))
    return each(
      c.inventory.keys.filter((k) => k.kind === 'private' && k.spki !== null),
      (k) => {
        const id = byKey.get(k.spki ?? '')
        return id === undefined ? null : { certificates: [id], locations: k.locations }
      },
    )
  },
})
