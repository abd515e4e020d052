/** Service-account tokens are verified with the TLS key of kube-apiserver: renewing that certificate makes every token invalid. */
import { each, lint } from '../lint.ts'

export const serviceAccountTlsKey = lint({
  id: 'kubernetes/service-account-tls-key',
  citation: 'kube-apiserver --service-account-key-file, default',
  severity: 'warning',
  check: (c) => {
    const flags = c.configurations.filter((x) => x.program === 'kube-apiserver' && x.hasFlags)
    return each(flags, (x) => {
      const tls = x.get('--tls-private-key-file')
      const keys = x.all('--service-account-key-file')
      const same = keys.some((k) => k.value === tls?.value)
      return tls && (keys.length === 0 || same) ? { locations: [(same ? keys[0] : tls)?.location ?? tls.location] } : null
    })
  },
})
