/** A private key that others than its owner may read. */
import { lint } from '../lint.ts'
import { filesWithSecrets } from './secrets.ts'

export const keyReadable = lint({
  id: 'cis/key-readable',
  citation: 'CIS Kubernetes Benchmark 1.1.21',
  severity: 'warning',
  check: (c) => {
    const holds = filesWithSecrets(c.inventory)
    const modes = new Map<string, number>()
    for (const { path, mode, directory, linkTarget } of c.inventory.files)
      if (mode !== null && !directory && linkTarget === null && holds.has(path)) modes.set(path, mode)
    const open = [...holds].filter((file) => ((modes.get(file) ?? 0) & 0o077) !== 0)
    return {
      applied: modes.size,
      hits: open.map((file) => ({
        locations: [{ file, field: null, line: null }],
        data: { mode: ((modes.get(file) ?? 0) & 0o7777).toString(8).padStart(4, '0') },
      })),
    }
  },
})
