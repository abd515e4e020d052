/** What is missing that would settle calls of a cluster which cannot be decided. */
import type { Audit } from '../../engine/audit.ts'
import { visible } from '../../text/visible.ts'

const MOST = 2
/** By name, what settles most calls first: no more than a line has room for. */
export function settlers({ coverage, calls }: Pick<Audit, 'coverage' | 'calls'>, cluster: string): readonly string[] {
  const own = coverage.missing.filter(({ wouldSettle }) => wouldSettle.some((i) => calls[i]?.cluster === cluster))
  const names = new Set<string>()
  for (const { file, component, setting } of own.sort((a, b) => b.wouldSettle.length - a.wouldSettle.length)) {
    names.add(visible(file ?? `${component} ${setting}`))
    if (names.size === MOST) break
  }
  return [...names]
}
