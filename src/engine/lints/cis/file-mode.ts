/** A configuration or certificate file that others than its owner may change, or read though the benchmark would not have it. */
import { lint } from '../lint.ts'
import { byLikeness, guarded } from './guarded.ts'
import { filesWithSecrets } from './secrets.ts'

const OTHERS_WRITE = 0o022
const octal = (mode: number) => (mode & 0o7777).toString(8).padStart(4, '0')

export const fileMode = lint({
  id: 'cis/file-mode',
  citation: 'CIS Kubernetes Benchmark 1.1 and 4.1: permissions of files',
  severity: 'warning',
  check: (c) => {
    // A readable key is another rule's finding.
    const secret = filesWithSecrets(c.inventory)
    return byLikeness(
      guarded(c).filter((g) => g.limit !== null && g.file.mode !== null && !secret.has(g.file.path)),
      ({ file, limit, modeControls }) => {
        const mode = file.mode ?? 0
        if ((mode & 0o7777 & ~(limit ?? 0)) === 0) return null
        return {
          data: { mode: octal(mode), limit: octal(limit ?? 0), controls: modeControls },
          // Nothing secret is in it: whoever may write it changes the cluster, whoever may read it learns its settings.
          ...((mode & OTHERS_WRITE) === 0 ? { severity: 'notice' as const } : {}),
        }
      },
    )
  },
})
