/** A certificate presented by a component that could also sign certificates. */
import { each, lint } from '../lint.ts'

export const leafIsCa = lint({
  id: 'rfc5280/leaf-is-ca',
  citation: 'RFC 5280 section 4.2.1.9: cA says whether the key may verify certificate signatures',
  severity: 'warning',
  check: (c) =>
    each(
      c.live.filter((x) => c.presented.has(x.id)),
      (x) => (x.isCA ? { certificates: [x.id], calls: (c.presented.get(x.id) ?? []).map((p) => p.call) } : null),
    ),
})
