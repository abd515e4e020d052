/** Files that must be equal on every control plane, and whether they are: kubeadm's shared certificates and the token keys. */
import type { Inventory } from '../../engine/inventory/inventory.ts'
import { SHARED_FILES } from '../../worker/mentioned.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'

export interface SharedFile {
  readonly file: string
  /** Key tag by node, null where the file is not in the drop. */
  readonly tags: readonly (string | null)[]
  readonly agree: boolean
}
/** In: an inventory and the control planes of a cluster. Rows only for files that are on more than one of them. */
export function sharedFiles({ certificates, keys, locations }: Inventory, nodes: readonly string[]): readonly SharedFile[] {
  if (nodes.length < 2) return []
  const spki = new Map<string, string>()
  // What has not arrived stands in none of these files: `forEach` passes over it.
  locations.forEach((places, id) => {
    const key = certificates[id]?.publicKey.spki
    for (const place of places) if (key && place.field === null && !spki.has(place.file)) spki.set(place.file, key)
  })
  keys.forEach((key) => {
    for (const place of key.locations) if (key.spki && !spki.has(place.file)) spki.set(place.file, key.spki)
  })
  const rows = SHARED_FILES.map((file): SharedFile => {
    const tags = nodes.map((node) => {
      for (const [path, key] of spki)
        if (
          path.endsWith(`/${file}`) &&
          path.split('/').some((part) => part === node || part === `${node}.tgz` || part === `${node}.tar.gz`)
        )
          return keyTag(key)
      return null
    })
    const known = tags.filter((tag) => tag !== null)
    return { file, tags, agree: new Set(known).size < 2 }
  })
  return rows.filter((row) => row.tags.filter((tag) => tag !== null).length > 1)
}
