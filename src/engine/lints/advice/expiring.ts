/** Ends within ninety days. Certificates the kubelet renews by itself are left out, and so is what has ended already: that is a verdict. */
import { DAY } from '../duration.ts'
import { each, lint } from '../lint.ts'

/** What a kubelet renews by itself. */
const RENEWED = /(^|\/)kubelet(-client|-server)[^/]*\.pem$/

export const expiring = lint({
  id: 'advice/expiring',
  citation: 'KUBERNETES documentation, "Certificate management with kubeadm": renew before the end',
  severity: 'warning',
  check: (c) =>
    each(c.leaves, (x) => {
      const days = Math.floor((x.notAfter - c.at) / DAY)
      // Short-lived by intent: it is renewed at 70 to 90 % of its life, not ninety days before its end.
      const short = x.notAfter - x.notBefore < 180 * DAY
      const soon = x.notAfter >= c.at && x.notBefore <= c.at && days <= (short ? 0 : 90)
      return soon && !c.places(x.id).every((l) => RENEWED.test(l.file))
        ? {
            certificates: [x.id],
            calls: (c.presented.get(x.id) ?? []).map((p) => p.call),
            data: { notAfter: x.notAfter, days, band: days <= 30 ? 30 : 90 },
          }
        : null
    }),
})
