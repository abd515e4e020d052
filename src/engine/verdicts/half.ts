/** Halves, as values: how each status is made, and the worst of three. */
import type { SettingUse } from '../cluster/cluster.ts'
import type { LoadFault } from './loaders.ts'
import type { PathSearch } from '../path/fault.ts'
import { type Fault, type Half, type MissingMaterial, STATUSES, type Status } from './verdict.ts'

/** What both ends of a half were judged from. */
export interface Ends {
  readonly presents: SettingUse | null
  readonly trusts: SettingUse | null
}

const NONE: readonly never[] = []
type Rest = Partial<Pick<Half, 'faults' | 'log' | 'missing' | 'path' | 'until'>>
/** Field by field, and what is empty is one: a fleet has three of these a call. */
const half = (status: Status, ends: Ends, { faults = NONE, log = null, missing = NONE, path = NONE, until = null }: Rest = {}): Half => ({
  status,
  faults,
  log,
  missing,
  path,
  until,
  presents: ends.presents,
  trusts: ends.trusts,
})

/** The same half with what the other end says. */
export const withTold = ({ status, faults, log, missing, path, until, presents, trusts }: Half, told: readonly string[]): Half => ({
  status,
  faults,
  log,
  told,
  missing,
  path,
  until,
  presents,
  trusts,
})

const NEITHER: Ends = { presents: null, trusts: null }
export const simple = (status: Exclude<Status, 'broken'>, ends: Ends = NEITHER): Half => half(status, ends)

export const broken = (faults: readonly [Fault, ...Fault[]], log: string | null, ends: Ends): Half => half('broken', ends, { faults, log })

/** A file a component cannot load, in its own words. */
export const loadFaultHalf = (fault: LoadFault, ends: Ends): Half => broken([fault], fault.error, ends)

export const unproven = (uses: readonly SettingUse[], ends: Ends, faults: readonly Fault[] = []): Half =>
  half('unproven', ends, { faults, missing: uses.map(missingOf) })

export const missingOf = ({ component, setting, value }: SettingUse): MissingMaterial => ({ component, setting, file: value })

/** The answer of a path search; what nobody here can verify stays unproven. */
export function fromSearch(search: PathSearch, ends: Ends, prefix: () => string = () => ''): Half {
  if (search.ok) return half('trusted', ends, { path: search.paths[0] ?? NONE, until: search.until })
  if (search.faults.length === 0) return broken([{ id: 'path/no-end-entity' }], search.log || null, ends)
  if (search.faults.some((fault) => fault.id === 'path/algorithm-unsupported' || fault.id === 'path/budget-exhausted'))
    return half('unproven', ends, { faults: search.faults })
  return half('broken', ends, { faults: search.faults, log: search.log === '' ? null : prefix() + search.log })
}

/** The worst of several states, in the order of ARCHITECTURE section 3. */
export const worst = (statuses: readonly Status[]): Status =>
  statuses.reduce((found, status) => (STATUSES.indexOf(status) < STATUSES.indexOf(found) ? status : found), 'not-applicable')
