/** A leaf that lives longer than browsers allow (398 days), than public CAs were ever allowed (825), or five years. */
import { DAY } from '../duration.ts'
import { each, lint } from '../lint.ts'

export const longValidity = lint({
  id: 'advice/long-validity',
  citation: 'CA/Browser Forum ballots SC31 and SC22 as a yardstick',
  severity: 'warning',
  check: (c) =>
    each(
      c.leaves.filter((x) => c.presented.has(x.id) || c.issuers(x).length > 0),
      (x) => {
        const days = Math.round((x.notAfter - x.notBefore) / DAY)
        return days > 398 ? { certificates: [x.id], data: { days, limit: days >= 1825 ? 1825 : days > 825 ? 825 : 398 } } : null
      },
    ),
})
