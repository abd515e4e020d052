/** Everybody who is authenticated may do everything. */
import { entries } from '../configuration.ts'
import { each, lint } from '../lint.ts'

export const alwaysAllow = lint({
  id: 'kubernetes/always-allow',
  citation: 'CIS Kubernetes Benchmark 1.2.6 and 4.2.2',
  severity: 'error',
  check: (c) =>
    each(
      c.configurations.filter((x) => x.program === 'kube-apiserver' || x.program === 'kubelet'),
      (x) => {
        const mode = x.get('--authorization-mode', 'authorization.mode')
        return mode && entries([mode]).includes('AlwaysAllow') ? { locations: [mode.location], data: { component: x.program } } : null
      },
    ),
})
