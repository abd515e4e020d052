/** What the user said against what was detected: whose node a folder is, whose cluster a node, which distribution a cluster. Every export that words it says so. */
import type { Audit } from '../engine/audit.ts'
import { visible } from '../text/visible.ts'

export function correctionsOf({ id, evidence }: Audit['clusters'][number]): string[] {
  return evidence.flatMap(({ node, root, why, value }) => {
    if (why === 'by-hand') return [`${root === '' ? './' : (root ?? value)} = ${node ?? '–'}`]
    if (why === 'cluster-by-hand') return [`${node ?? value} → ${id}`]
    return why === 'layout-by-hand' ? [`${id}: ${value}`] : []
  })
}

/** Those of the whole drop, the first of many; null where everything is as detected. */
export function correctionsText({ clusters }: Audit): string | null {
  const said = clusters.flatMap(correctionsOf)
  if (said.length === 0) return null
  return [...said.slice(0, 12).map(visible), ...(said.length > 12 ? [`… (${said.length})`] : [])].join('; ')
}
