/** RSA 2048 gives 112 bits of security, which NIST accepts until the end of 2030. */
import { lint } from '../lint.ts'

/** 2030-12-31T23:59:59Z */
const END_OF_2030 = 1_924_991_999

export const rsa2048After2030 = lint({
  id: 'advice/rsa-2048-after-2030',
  citation: 'NIST SP 800-57 part 1 revision 5, table 4',
  severity: 'notice',
  check: (c) => {
    const applicable = c.live.filter((x) => x.publicKey.algorithm === 'RSA' && x.publicKey.bits >= 2048)
    const late = applicable.filter((x) => x.publicKey.bits < 3072 && x.notAfter > END_OF_2030)
    return { applied: applicable.length, hits: late.length ? [{ certificates: late.map((x) => x.id) }] : [] }
  },
})
