/** A CA that lives longer than ten years. */
import { DAY } from '../duration.ts'
import { each, lint } from '../lint.ts'

export const longCaValidity = lint({
  id: 'advice/long-ca-validity',
  citation: 'Our advice: ten years is the default of every distribution',
  severity: 'notice',
  check: (c) =>
    each(c.authorities, (x) => {
      const days = Math.round((x.notAfter - x.notBefore) / DAY)
      // Ten calendar years are up to 3,653 days; issuers date back by minutes.
      return days > 3660 ? { certificates: [x.id], data: { days } } : null
    }),
})
