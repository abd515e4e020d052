/** The audit as plain JSON, for reopening: what stands elsewhere in the export as it is here, or is read again from what stands there, is left out. */
import type { Audit } from '../engine/audit.ts'
import type { Certificate } from '../engine/x509/certificate.ts'

/** Where its DER stands in the export a certificate is decoded from it again; a redacted one has none. */
const certificateState = ({ der, ...facts }: Certificate): unknown => (der.length > 0 ? null : facts)

/** In: an audit. Out: JSON values only. `controls` are those of the export. */
export function stateOf(audit: Audit): unknown {
  const { inventory, controls: _controls, ...rest } = audit
  const certificates = inventory.certificates.map(certificateState)
  const files = inventory.files.filter((file) => !file.directory) // what they were looked at for is in the controls
  return inOrder({ ...rest, inventory: inOrder({ ...inventory, certificates, files }) })
}

/** The page puts its audit together from what crossed from the worker, the command line has the engine's own: both write the same. */
const inOrder = (members: object): object => Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)))
