/** Where a certificate is said to be found: the file a setting names, else a file of its own, else the first place. */
import type { Location } from '../engine/inventory/inventory.ts'

export function bestLocation(places: readonly Location[] | undefined, preferred: string | null = null): Location | null {
  if (!places) return null
  return places.find((l) => l.file === preferred) ?? places.find((l) => l.field === null) ?? places[0] ?? null
}
/** Without the folder that all of them share; the whole path goes into a title. */
export const brief = (path: string): string => path.replace(/^(?:[^#]*?\/)?etc\/kubernetes\//, '')
/** `apiserver-etcd-client.crt`, `etcd/server.crt`: short, yet told apart. */
export function shortName(file: string): string {
  // The kubelet names each new certificate after the moment it got it.
  const path = (file.split('#')[0] ?? file).replace(/(kubelet-(?:client|server))-\d{4}(?:-\d\d){5}(?=\.pem$)/, '$1-…')
  const parts = path.split('/')
  const last = parts.pop() ?? path
  return parts[parts.length - 1] === 'etcd' ? `etcd/${last}` : last
}
/** The folder of a node a file lies in, as it was packed; null where the drop is one node's. */
export const folderOf = (path: string): string | null => /(?:^|\/)([^/]+)\/(?:etc|var)\//.exec(path)?.[1] ?? null
/** Below the folder of its node: the same for the same file of every node. */
export const withinNode = (path: string): string => brief(path.replace(/^.*?(?:^|\/)(?=(?:etc|var)\/)/, ''))
