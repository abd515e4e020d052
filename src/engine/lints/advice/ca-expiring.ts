/** A CA that ends within a year: kubeadm has no command for its rotation, so it takes planning. */
import { DAY } from '../duration.ts'
import { each, lint } from '../lint.ts'

export const caExpiring = lint({
  id: 'advice/ca-expiring',
  citation: 'kubernetes/kubeadm issue 1783',
  severity: 'warning',
  check: (c) =>
    each(c.authorities, (x) => {
      const days = Math.floor((x.notAfter - c.at) / DAY)
      return x.notAfter >= c.at && days <= 365 && x.notAfter - x.notBefore > 400 * DAY
        ? { certificates: [x.id], data: { notAfter: x.notAfter, days } }
        : null
    }),
})
