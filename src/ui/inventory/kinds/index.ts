/** What the inventory lists, in the order of its tabs: a new kind is a file and a line here. */
import type { Audit } from '../../../engine/audit.ts'
import type { InventoryRow, RowWords } from '../row.ts'
import { bundles } from './bundles.ts'
import { certificates } from './certificates.ts'
import { keys } from './keys.ts'
import { kubeconfigs } from './kubeconfigs.ts'
import { objects } from './objects.ts'
import { settings } from './settings.ts'
import { tokens } from './tokens.ts'

const ROWS = { certificates, keys, kubeconfigs, bundles, tokens, objects, settings } as const
export type Kind = keyof typeof ROWS
export const KINDS = Object.keys(ROWS) as readonly Kind[]

export const inventoryRows = (audit: Audit, kind: Kind, words: RowWords, soon: number): readonly InventoryRow[] =>
  ROWS[kind](audit, words, soon)

/** How many rows of a kind there are, without making them; null where only making them tells. */
export function inventoryCount({ inventory }: Pick<Audit, 'inventory'>, kind: Kind): number | null {
  if (kind === 'bundles') return null
  if (kind === 'objects') return inventory.others.length
  if (kind === 'kubeconfigs') return inventory.kubeconfigs.reduce((n, config) => n + (config.contexts.length || config.users.length), 0)
  return inventory[kind].length
}
