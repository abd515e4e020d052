/** Requests, revocation lists and containers: shown, and decide nothing. */
import type { Audit } from '../../../engine/audit.ts'
import { visible } from '../../../text/visible.ts'
import { type InventoryRow, places, row, type RowWords } from '../row.ts'

export function objects({ inventory }: Audit, words: RowWords): readonly InventoryRow[] {
  return inventory.others.map((object, id) => {
    const { shown, searched } = places([object.location], words)
    const cells = [words.decode.kinds[object.kind], visible(object.subject ?? '–'), shown]
    return row(`o${id}`, { kind: 'object', id }, cells, { text: [...cells, searched].join('\n').toLowerCase() })
  })
}
