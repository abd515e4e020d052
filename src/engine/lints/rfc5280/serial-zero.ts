/** Serial number zero is not positive. Old releases of kubeadm gave it to their CAs. */
import { each, lint } from '../lint.ts'

export const serialZero = lint({
  id: 'rfc5280/serial-zero',
  citation: 'RFC 5280 section 4.1.2.2: the serial number MUST be a positive integer',
  severity: 'warning',
  check: (c) => each(c.live, (x) => (x.serial === '0' ? { certificates: [x.id], severity: x.isCA ? 'notice' : 'warning' } : null)),
})
