/** Which files hold a private key, a token or a password. */
import { once } from '../../encoding/maps.ts'
import type { Inventory } from '../../inventory/inventory.ts'

/** Rules and controls ask. */
const known = new WeakMap<Inventory, ReadonlySet<string>>()
export const filesWithSecrets = (inventory: Inventory): ReadonlySet<string> => once(known, inventory, () => find(inventory))

function find(inventory: Inventory): ReadonlySet<string> {
  const holds = new Set<string>()
  for (const { kind, locations } of inventory.keys) if (kind === 'private') for (const { file } of locations) holds.add(file)
  for (const { users, location } of inventory.kubeconfigs)
    if (users.some((u) => u.key?.kind === 'data' || u.hasToken)) holds.add(location.file)
  return holds
}
