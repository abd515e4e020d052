/** Where a certificate is said to be found: the file a setting names, else a file of its own, else the first place. */
import type { Location } from '../engine/inventory/inventory.ts'

export function bestLocation(places: readonly Location[] | undefined, preferred: string | null = null): Location | null {
  if (!places) return null
  return places.find((l) => l.file === preferred) ?? places.find((l) => l.field === null) ?? places[0] ?? null
}
/** Without the folder that all of them share; the whole path goes into a title. */
export const brief = (path: string): string => path.replace(/^(?:[^#]*?\/)?etc\/kubernetes\//, '')
