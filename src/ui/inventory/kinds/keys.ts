/** Keys, private and public: type, size and what they belong to. */
import { push } from '../../../engine/encoding/maps.ts'
import type { Audit } from '../../../engine/audit.ts'
import { keyTag } from '../../../report/diagram/key-tag.ts'
import { visible } from '../../../text/visible.ts'
import { type InventoryRow, places, row, type RowWords } from '../row.ts'

export function keys({ inventory }: Audit, words: RowWords): readonly InventoryRow[] {
  const names = new Map<string, string[]>()
  for (const { publicKey, subject } of inventory.certificates) {
    push(names, publicKey.spki, subject.commonName)
  }
  return inventory.keys.map((k) => {
    const pairs = k.spki === null ? [] : (names.get(k.spki) ?? [])
    const { shown, searched } = places(k.locations, words)
    const cells = [
      k.kind === 'public' ? words.items.kinds.publicKey : words.items.kinds.key,
      `${k.algorithm} ${k.bits || ''}`.trim(),
      k.format,
      k.spki === null ? '–' : keyTag(k.spki),
      [...new Set(pairs)].map(visible).join(', ') || '–',
      shown,
    ]
    return row(`k${k.id}`, { kind: 'key', id: k.id }, cells, { text: [...cells, searched].join('\n').toLowerCase() })
  })
}
