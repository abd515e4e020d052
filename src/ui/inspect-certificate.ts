/** The full decode of a certificate on the page: pkijs in a chunk of its own. */
import type { Field } from '../engine/x509/inspect.ts'
import type { InspectedNode } from '../state/inspected.ts'
import { visible } from '../text/visible.ts'

const node = ({ id, value }: Field): InspectedNode =>
  typeof value === 'string'
    ? { name: visible(id), value: visible(value), note: null, children: [] }
    : { name: visible(id), value: null, note: null, children: value.map(node) }
/** In: the DER, absent or empty where the audit was reopened. */
export async function inspectCertificate(der: Uint8Array<ArrayBuffer> | undefined): Promise<InspectedNode | null> {
  if (!der || der.length === 0) return null
  const { inspect } = await import('../engine/x509/inspect.ts')
  const { kind, fields } = await inspect(der)
  return { name: kind, value: null, note: null, children: fields.map(node) }
}
