/** etcd takes clients or peers without TLS: whoever reaches the port reads every Secret. */
import { entries } from '../configuration.ts'
import { each, lint } from '../lint.ts'

export const etcdPlaintext = lint({
  id: 'kubernetes/etcd-plaintext',
  citation: 'etcd documentation, "Transport security model"',
  severity: 'warning',
  check: (c) =>
    each(
      c.configurations.filter((x) => x.program === 'etcd'),
      (x) => {
        const urls = [
          ...x.all('--listen-client-urls'),
          ...x.all('--listen-peer-urls'),
          ...x.all('--advertise-client-urls'),
          ...x.all('--initial-advertise-peer-urls'),
        ]
        const open = urls.filter((s) => entries([s]).some((url) => /^http:\/\//i.test(url)))
        return open.length
          ? { locations: open.map((s) => s.location), data: { urls: [...new Set(entries(open).filter((u) => /^http:/i.test(u)))] } }
          : null
      },
    ),
})
