/** Certificates: subject, issuer, end, key, every place. */
import type { Audit } from '../../../engine/audit.ts'
import { keyTag } from '../../../report/diagram/key-tag.ts'
import { day, daysUntil, generalNames, keyText } from '../../../text/format.ts'
import { visible } from '../../../text/visible.ts'
import { type InventoryRow, places, row, type RowWords } from '../row.ts'

export function certificates({ inventory, at }: Audit, words: RowWords, soon: number): readonly InventoryRow[] {
  return inventory.certificates.map((c) => {
    const days = daysUntil(c.notAfter, at)
    const subject = visible(c.subject.text) || words.ui.emptyName
    const issuer = visible(c.issuer.commonName || c.issuer.text)
    const key = keyText(c.publicKey)
    const { shown, searched } = places(inventory.locations[c.id] ?? [], words)
    const cells = [subject, c.isCA ? 'CA' : '', issuer, day(c.notAfter), key, shown]
    return row(`c${c.id}`, { kind: 'certificate', id: c.id }, cells, {
      order: [subject, c.isCA ? 0 : 1, issuer, c.notAfter, key, shown],
      validity: c.notAfter < at ? 'expired' : days <= soon ? 'soon' : 'valid',
      days,
      text: [...cells, searched, c.serial, keyTag(c.publicKey.spki), ...generalNames(c.names)].join('\n').toLowerCase(),
    })
  })
}
