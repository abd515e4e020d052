/** Trust bundles that some call reads: the CAs in each, and who trusts them. */
import type { Audit } from '../../../engine/audit.ts'
import { keyTag } from '../../../report/diagram/key-tag.ts'
import { visible } from '../../../text/visible.ts'
import { bundlesOf } from '../../decode/bundles.ts'
import { type InventoryRow, places, row, type RowWords } from '../row.ts'

export function bundles(audit: Audit, words: RowWords): readonly InventoryRow[] {
  const { certificates } = audit.inventory
  return bundlesOf(audit).map(({ file, field, members, readers }, i) => {
    const { shown, searched } = places([{ file, field }], words)
    const cells = [
      shown,
      members
        .flatMap(({ id }) => {
          const c = certificates[id]
          return c ? [`${visible(c.subject.commonName || c.subject.text)} ${keyTag(c.publicKey.spki)}`] : []
        })
        .join(', ') || '–',
      readers.join(', '),
    ]
    return row(`b${i}`, { kind: 'bundle', file, field }, cells, { text: [...cells, searched].join('\n').toLowerCase() })
  })
}
