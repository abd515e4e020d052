/** One row of the inventory, whatever it is of. */
import type { Item } from '../../state/state.ts'
import type { DecodeWords } from '../../text/decode.ts'
import type { ItemWords } from '../../text/items.ts'
import type { UiWords } from '../../text/ui.en.ts'
import { brief } from '../../text/place.ts'
import { visible } from '../../text/visible.ts'

export type Validity = 'expired' | 'soon' | 'valid' | 'none'
export interface InventoryRow {
  readonly id: string
  /** What its dialog shows. */
  readonly item: Item
  /** Text of each column, as it is shown. */
  readonly cells: readonly string[]
  /** What each column is sorted by, where that is not its text. */
  readonly order: readonly (string | number)[]
  readonly validity: Validity
  readonly days: number | null
  /** Everything a search looks in, lower case. */
  readonly text: string
}
/** The words a row is made from. */
export interface RowWords {
  readonly ui: UiWords
  readonly items: ItemWords
  readonly decode: DecodeWords
}

export function row(id: string, item: Item, cells: readonly string[], over: Partial<InventoryRow> = {}): InventoryRow {
  return { id, item, cells, order: cells, validity: 'none', days: null, text: cells.join('\n').toLowerCase(), ...over }
}

/** The first place, and how many more: all of them are in the dialog, and found by the search. */
export function places(
  list: readonly { readonly file: string; readonly field: string | null }[],
  { items }: RowWords,
): { readonly shown: string; readonly searched: string } {
  const first = list.find((l) => l.field === null) ?? list[0]
  const searched = list.map((l) => visible(l.field === null ? l.file : `${l.file}#${l.field}`)).join('\n')
  if (first === undefined) return { shown: '–', searched }
  return { shown: list.length > 1 ? `${brief(first.file)} ${items.more(list.length - 1)}` : brief(first.file), searched }
}
