/** What is not in the drop and would settle which calls. */
import type { Coverage } from '../audit.ts'
import type { Call } from './verdict.ts'

export function coverageOf(calls: readonly Call[], unplaced: readonly string[]): Coverage {
  const missing = new Map<string, { component: Call['from']['component']; setting: string; file: string | null; wouldSettle: number[] }>()
  for (const [index, call] of calls.entries()) {
    for (const half of [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised]) {
      for (const { component, setting, file } of half.missing) {
        const key = `${component}|${setting}|${file ?? ''}`
        let entry = missing.get(key)
        if (entry === undefined) missing.set(key, (entry = { component, setting, file, wouldSettle: [] }))
        if (entry.wouldSettle.at(-1) !== index) entry.wouldSettle.push(index)
      }
    }
  }
  return { missing: [...missing.values()], ...(unplaced.length > 0 ? { unplaced } : {}) }
}
