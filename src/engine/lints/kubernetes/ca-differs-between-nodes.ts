/** A file that must be the same on every control-plane node is not: members then refuse one another. */
import { each, lint } from '../lint.ts'

export const caDiffersBetweenNodes = lint({
  id: 'kubernetes/ca-differs-between-nodes',
  citation: 'kubeadm SharedCertificateExists: the certificates that must be equal across control planes',
  severity: 'warning',
  check: (c) => {
    const groups = new Map<string, { keys: Map<string, number[]>; files: string[] }>()
    for (const x of c.authorities) {
      for (const l of c.places(x.id)) {
        const name = /(?:^|\/)((?:etcd\/)?ca|front-proxy-ca)\.(?:crt|pem)$/.exec(l.file)?.[1]
        const node = c.nodeOf(l.file)
        if (!name || !node) continue
        const key = `${c.clusterOf({ locations: [l] })?.id ?? ''} ${name}`
        const group = groups.get(key) ?? { keys: new Map<string, number[]>(), files: [] }
        group.keys.set(node, [...(group.keys.get(node) ?? []), x.id])
        group.files.push(l.file)
        groups.set(key, group)
      }
    }
    return each(
      [...groups.values()].filter((g) => g.keys.size > 1),
      ({ keys, files }) => {
        const sets = new Set(
          [...keys.values()].map((ids) => [...new Set(ids.map((id) => c.inventory.certificates[id]?.publicKey.spki ?? ''))].sort().join()),
        )
        return sets.size > 1
          ? {
              certificates: [...new Set([...keys.values()].flat())],
              locations: files.map((file) => ({ file, field: null, line: null })),
              data: { nodes: [...keys.keys()] },
            }
          : null
      },
    )
  },
})
