/** A server that still speaks TLS 1.0 or 1.1, or suites without forward secrecy. */
import { entries } from '../configuration.ts'
import { each, lint } from '../lint.ts'

export const tlsFloor = lint({
  id: 'kubernetes/tls-floor',
  citation: 'RFC 8996; RFC 9325 section 4.1',
  severity: 'warning',
  check: (c) =>
    each(c.configurations, (x) => {
      const floor = x.get('--tls-min-version', 'tlsMinVersion', 'minTLSVersion')
      const weak = [...x.all('--tls-cipher-suites', 'tlsCipherSuites'), ...x.all('--cipher-suites')]
      const suites = entries(weak).filter((s) => /^TLS_RSA_|3DES|RC4/.test(s))
      const old = floor && /(TLS)?1[01]$|VersionTLS1[01]$|TLS1\.[01]$/.test(floor.value)
      return old || suites.length
        ? {
            locations: [(old ? floor : weak[0])?.location ?? { file: '', field: null, line: null }],
            data: { presented: old ? [floor.value, ...suites] : suites },
          }
        : null
    }),
})
