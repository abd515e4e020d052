/** An even exponent is no RSA key, and 1 encrypts nothing. */
import { each, lint } from '../lint.ts'

export const rsaExponent = lint({
  id: 'advice/rsa-exponent',
  citation: 'RFC 8017 section 3.1',
  severity: 'warning',
  check: (c) =>
    each(
      c.live.filter((x) => x.publicKey.exponent !== null),
      (x) => {
        const exponent = x.publicKey.exponent ?? ''
        return (exponent.length < 2 && Number(exponent) < 3) || Number(exponent.at(-1)) % 2 === 0
          ? { certificates: [x.id], data: { exponent } }
          : null
      },
    ),
})
