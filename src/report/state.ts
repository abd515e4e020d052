/** The audit as plain JSON, for reopening. A certificate's DER is in `certificates[].der` already and is left out here. */
import type { Audit } from '../engine/audit.ts'

/** In: an audit. Out: JSON values only. */
export function stateOf(audit: Audit): unknown {
  const { inventory, ...rest } = audit
  return { ...rest, inventory: { ...inventory, certificates: inventory.certificates.map(({ der: _der, ...facts }) => facts) } }
}
