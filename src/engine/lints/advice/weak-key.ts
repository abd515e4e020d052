/** RSA below 2,048 bits, curves below 256, DSA. */
import { each, lint } from '../lint.ts'

export const weakKey = lint({
  id: 'advice/weak-key',
  citation: 'NIST SP 800-131A revision 2: disallowed',
  severity: 'warning',
  check: (c) =>
    each(c.live, (x) => {
      const { algorithm, bits } = x.publicKey
      const weak = algorithm === 'DSA' || (algorithm === 'RSA' && bits < 2048) || (algorithm === 'ECDSA' && bits < 256)
      return weak ? { certificates: [x.id], data: { key: `${algorithm} ${bits}` } } : null
    }),
})
