/** Rows that hold every word of the search, in the order asked for. */
import type { InventoryRow, Validity } from './row.ts'

const collator = new Intl.Collator('en', { numeric: true })
export function arrange(
  rows: readonly InventoryRow[],
  search: string,
  validity: Validity | 'all',
  column: number,
  descending: boolean,
): readonly InventoryRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const kept = rows.filter((r) => (validity === 'all' || r.validity === validity) && words.every((word) => r.text.includes(word)))
  const sign = descending ? -1 : 1
  return kept.sort((a, b) => {
    const [x, y] = [a.order[column] ?? '', b.order[column] ?? '']
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y)))
  })
}
