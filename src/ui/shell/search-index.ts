/** What the search box finds: calls, nodes, certificates, findings. */
import type { Inventory } from '../../engine/inventory/inventory.ts'
import { CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import type { Overview } from '../../report/overview/overview.ts'
import { place } from '../../text/context.ts'
import { visible } from '../../text/visible.ts'
import { endsOf } from '../call-name.ts'

export type Hit =
  | { readonly kind: 'call'; readonly slot: CallSlot; readonly text: string; readonly detail: string }
  | { readonly kind: 'node'; readonly node: string; readonly text: string; readonly detail: string }
  | { readonly kind: 'certificate'; readonly id: number; readonly text: string; readonly detail: string }
const MOST = 12

/** Every word must occur; calls before nodes before certificates. */
export function search(query: string, { model, leads }: Pick<Overview, 'model' | 'leads'>, inventory: Inventory): readonly Hit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const hits: Hit[] = []
  for (const slot of CALL_SLOTS) {
    const text = `${slot === 'front-proxy' ? '' : `${slot} `}${endsOf(slot)}`
    const call = leads.get(model.calls[slot].calls[0] ?? -1)
    const files = [call?.client?.use?.file, call?.server?.use?.file].filter(Boolean).join(' ')
    if (has(`${text} ${files} ${model.calls[slot].state}`)) hits.push({ kind: 'call', slot, text, detail: '' })
  }
  for (const { node } of model.workers.length > 1 ? model.workers : []) {
    if (hits.length >= MOST) break
    if (has(node)) hits.push({ kind: 'node', node, text: visible(node), detail: '' })
  }
  // Passes over those that have not arrived.
  inventory.certificates.forEach((certificate) => {
    if (hits.length >= MOST) return
    const [at] = inventory.locations[certificate.id] ?? []
    const where = at ? place(at) : ''
    if (has(`${certificate.subject.text} ${where} ${certificate.serial}`))
      hits.push({
        kind: 'certificate',
        id: certificate.id,
        text: visible(certificate.subject.commonName || certificate.subject.text),
        detail: where,
      })
  })
  return hits.slice(0, MOST)
}
