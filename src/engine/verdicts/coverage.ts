/** What is not in the drop and would settle which calls. */
import type { Coverage } from '../audit.ts'
import type { Call, MissingMaterial } from './verdict.ts'

export function coverageOf(calls: readonly Call[], unplaced: readonly string[]): Coverage {
  const missing = new Map<string, { component: Call['from']['component']; setting: string; file: string | null; wouldSettle: number[] }>()
  const note = (index: number, materials: readonly MissingMaterial[]): void => {
    for (const { component, setting, file } of materials) {
      const key = `${component}|${setting}|${file ?? ''}`
      let entry = missing.get(key)
      if (entry === undefined) missing.set(key, (entry = { component, setting, file, wouldSettle: [] }))
      if (entry.wouldSettle.at(-1) !== index) entry.wouldSettle.push(index)
    }
  }
  calls.forEach(({ callerAcceptsServer, providerAcceptsClient, identityAuthorised }, index) => {
    note(index, callerAcceptsServer.missing)
    note(index, providerAcceptsClient.missing)
    note(index, identityAuthorised.missing)
  })
  return { missing: [...missing.values()], ...(unplaced.length > 0 ? { unplaced } : {}) }
}
