/** etcd makes its own certificates: encryption without knowing to whom. */
import { truth } from '../configuration.ts'
import { each, lint } from '../lint.ts'

export const etcdAutoTls = lint({
  id: 'kubernetes/etcd-auto-tls',
  citation: 'CIS Kubernetes Benchmark 2.3 and 2.6',
  severity: 'warning',
  check: (c) =>
    each(
      c.configurations.filter((x) => x.program === 'etcd'),
      (x) => {
        const on = [x.get('--auto-tls'), x.get('--peer-auto-tls')].filter((s) => s !== null && truth(s) === true)
        return on.length ? { locations: on.flatMap((s) => s?.location ?? []), data: { settings: on.map((s) => s?.name ?? '') } } : null
      },
    ),
})
