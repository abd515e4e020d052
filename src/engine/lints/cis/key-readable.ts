/** A private key that others than its owner may read. */
import { each, lint } from '../lint.ts'

export const keyReadable = lint({
  id: 'cis/key-readable',
  citation: 'CIS Kubernetes Benchmark 1.1.21',
  severity: 'warning',
  check: (c) => {
    const files = new Map(
      c.inventory.files.filter((f) => f.mode !== null && !f.directory && f.linkTarget === null).map((f) => [f.path, f.mode ?? 0]),
    )
    const holds = new Set([
      ...c.inventory.keys.filter((k) => k.kind === 'private').flatMap((k) => k.locations.map((l) => l.file)),
      ...c.inventory.kubeconfigs.filter((k) => k.users.some((u) => u.key?.kind === 'data' || u.hasToken)).map((k) => k.location.file),
    ])
    return each(
      [...holds].filter((file) => files.has(file)),
      (file) => {
        const mode = files.get(file) ?? 0
        return (mode & 0o077) === 0
          ? null
          : { locations: [{ file, field: null, line: null }], data: { mode: (mode & 0o7777).toString(8).padStart(4, '0') } }
      },
    )
  },
})
