/** Serial numbers beyond 20 octets are refused by some tools. */
import { each, lint } from '../lint.ts'

export const serialTooLong = lint({
  id: 'rfc5280/serial-too-long',
  citation: 'RFC 5280 section 4.1.2.2: not longer than 20 octets',
  severity: 'warning',
  check: (c) =>
    each(c.live, (x) => {
      // Twenty octets of a positive INTEGER: the top bit of forty hex digits must be clear.
      const digits = x.serial.replace('-', '')
      return digits.length > 40 || (digits.length === 40 && digits >= '8')
        ? { certificates: [x.id], data: { octets: Math.ceil((digits.length + 1) / 2) } }
        : null
    }),
})
