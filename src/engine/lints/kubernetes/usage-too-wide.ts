/** A client certificate that may also serve, or may do anything: stolen, it serves more ends than its own. */
import { each, lint } from '../lint.ts'

export const usageTooWide = lint({
  id: 'kubernetes/usage-too-wide',
  citation: 'Kubernetes documentation, "PKI certificates and requirements": kind client',
  severity: 'notice',
  check: (c) => {
    const clients = c.leaves.filter(
      (x) => (c.presented.get(x.id) ?? []).length > 0 && (c.presented.get(x.id) ?? []).every((p) => p.end === 'client'),
    )
    // etcd dials its own server port and its peers with its server certificate: both usages are needed there.
    const needed = (x: { id: number }) => (c.presented.get(x.id) ?? []).some((p) => c.plain[p.call]?.from.component === 'etcd')
    return each(
      clients.filter((x) => !needed(x)),
      (x) => {
        const wide = x.extKeyUsage === null || x.extKeyUsage.includes('1.3.6.1.5.5.7.3.1') || x.extKeyUsage.includes('2.5.29.37.0')
        return wide
          ? { certificates: [x.id], calls: (c.presented.get(x.id) ?? []).map((p) => p.call), data: { usages: x.extKeyUsage ?? [] } }
          : null
      },
    )
  },
})
