/** Configurations: whose, of which form, and where. */
import type { Audit } from '../../../engine/audit.ts'
import { visible } from '../../../text/visible.ts'
import { type InventoryRow, places, row, type RowWords } from '../row.ts'

export function settings({ inventory }: Audit, words: RowWords): readonly InventoryRow[] {
  return inventory.settings.map((one, id) => {
    const { shown, searched } = places([one.location], words)
    const cells = [visible(one.program), one.origin, String(one.settings.length), shown]
    return row(`s${id}`, { kind: 'settings', id }, cells, {
      order: [cells[0] ?? '', one.origin, one.settings.length, shown],
      // Flags too: which configuration sets --client-ca-file?
      text: [...cells, searched, ...one.settings.map((s) => `${s.name}=${s.value}`)].join('\n').toLowerCase(),
    })
  })
}
