/** etcd asks clients or peers for no certificate: whoever reaches the port reads every Secret. From 3.4 a trusted CA alone already asks for one. */
import { truth } from '../configuration.ts'
import { each, lint } from '../lint.ts'

export const etcdNoClientAuth = lint({
  id: 'kubernetes/etcd-no-client-auth',
  citation: 'etcd client/pkg/transport TLSInfo.ServerConfig',
  severity: 'warning',
  check: (c) =>
    each(
      c.configurations.filter((x) => x.program === 'etcd' && x.sources.some((s) => s.settings.length > 3)),
      (x) => {
        const open = [
          ['--client-cert-auth', '--trusted-ca-file', '--cert-file'],
          ['--peer-client-cert-auth', '--peer-trusted-ca-file', '--peer-cert-file'],
        ].filter(([auth = '', ca = '', cert = '']) => x.get(cert) && !x.get(ca) && truth(x.get(auth)) !== true)
        return open.length
          ? { locations: x.sources.map((s) => s.location).slice(0, 1), data: { settings: open.map(([auth = '']) => auth) } }
          : null
      },
    ),
})
