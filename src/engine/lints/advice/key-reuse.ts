/** One key in two roles: whoever needs it for one holds it for the other. */
import { each, lint } from '../lint.ts'

export const keyReuse = lint({
  id: 'advice/key-reuse',
  citation: 'NIST SP 800-57 part 1 section 5.2: a single key for a single purpose',
  severity: 'warning',
  check: (c) => {
    // A renewed certificate keeps its role; two roles are two subjects, or a CA and a leaf, or a token signer.
    const bySpki = new Map<string, { ids: number[]; roles: Set<string> }>()
    const add = (spki: string, role: string, id: number | null) => {
      const entry = bySpki.get(spki) ?? { ids: [], roles: new Set() }
      entry.roles.add(role)
      if (id !== null) entry.ids.push(id)
      bySpki.set(spki, entry)
    }
    for (const x of c.live) add(x.publicKey.spki, `${x.isCA ? 'CA' : 'leaf'} ${x.subject.der}`, x.id)
    for (const call of c.plain)
      if (call.number === 12)
        for (const key of call.client?.keys ?? [])
          if (bySpki.get(key)?.ids.every((id) => c.presented.has(id))) add(key, 'token signer', null)
    return each(bySpki.values(), ({ ids, roles }) => {
      const texts = ids.map((id) => c.inventory.certificates[id])
      // Cross-signed and renewed CAs share subject and key; a CA under a new name with its old key is a rollover.
      return roles.size > 1 && texts.some((x) => x && !x.isCA) ? { certificates: ids, data: { roles: roles.size } } : null
    })
  },
})
