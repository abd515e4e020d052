/** Tokens by their claims; a bootstrap token by the public half of its id. */
import type { Audit } from '../../../engine/audit.ts'
import { keyTag } from '../../../report/diagram/key-tag.ts'
import { day } from '../../../text/format.ts'
import { visible } from '../../../text/visible.ts'
import { type InventoryRow, places, row, type RowWords } from '../row.ts'

export function tokens({ inventory }: Audit, words: RowWords): readonly InventoryRow[] {
  return inventory.tokens.map((t) => {
    const { shown, searched } = places([t.location], words)
    const cells = [
      words.ui.tokenKinds[t.kind],
      visible(t.subject ?? t.serviceAccount ?? t.bootstrapId ?? '–'),
      visible(t.issuer ?? '–'),
      t.expires === null ? '–' : day(t.expires),
      t.verifiedBy.map(keyTag).join(', ') || '–',
      shown,
    ]
    return row(`t${t.id}`, { kind: 'token', id: t.id }, cells, { text: [...cells, searched].join('\n').toLowerCase() })
  })
}
