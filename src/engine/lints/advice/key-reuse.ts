/** One key in two roles: whoever needs it for one holds it for the other. */
import { push } from '../../encoding/maps.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { each, lint } from '../lint.ts'

export const keyReuse = lint({
  id: 'advice/key-reuse',
  citation: 'NIST SP 800-57 part 1 section 5.2: a single key for a single purpose',
  severity: 'warning',
  check: (c) => {
    // A renewed certificate keeps its role; two roles are two subjects, or a CA and a leaf, or a token signer.
    const bySpki = new Map<string, Certificate[]>()
    for (const x of c.live) push(bySpki, x.publicKey.spki, x)
    const signers = new Set<string>()
    for (const { client } of c.numbered.get(12) ?? [])
      for (const key of client?.keys ?? []) if (bySpki.get(key)?.every(({ id }) => c.presented.has(id))) signers.add(key)
    return each(bySpki, ([spki, all]) => {
      const signs = signers.has(spki)
      if (all.length < 2 && !signs) return null
      const roles = new Set(all.map((x) => `${x.isCA ? 'CA' : 'leaf'} ${x.subject.der}`)).size + Number(signs)
      // Cross-signed and renewed CAs share subject and key; a CA under a new name with its old key is a rollover.
      return roles > 1 && all.some((x) => !x.isCA) ? { certificates: all.map(({ id }) => id), data: { roles } } : null
    })
  },
})
