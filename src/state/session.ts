/** What the page needs of the engine behind the worker: an audit, and more of it on demand. */
import type { Audit } from '../engine/audit.ts'
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Explanation } from '../engine/verdicts/verdict.ts'
import type { Shown } from '../worker/assembly.ts'
import type { Look, Overview } from '../report/overview/overview.ts'

/** The user's corrections of what was detected: folder -> node, node or kubeconfig -> cluster, cluster -> distribution. */
export interface Corrections {
  readonly nodeOf: Readonly<Record<string, string>>
  readonly clusterOf: Readonly<Record<string, string>>
  readonly layoutOf: Readonly<Record<string, string>>
}
export const NO_CORRECTIONS: Corrections = { nodeOf: {}, clusterOf: {}, layoutOf: {} }
export interface Session {
  /** As judged at the moment of the drop. */
  readonly shown: Shown
  /** All that was found is here; of a large drop only what the first screen speaks of, and holes for the rest until it is asked for. */
  readonly whole: boolean
  /** SHA-256 of each certificate by id where their bytes are gone (a reopened export), else null. */
  readonly fingerprints: readonly string[] | null
  /** Judge again at another moment (Unix seconds) or with corrections. */
  judge(at: number, corrections: Corrections, look: Look): Promise<Shown>
  /** Another look at the last audit judged. */
  look(look: Look): Promise<Overview>
  /** The last audit judged; null where it has been judged anew since. */
  audit(): Promise<Audit | null>
  /** The same with what the rules found, which of a large drop are run later. */
  rules(look: Look): Promise<Shown | null>
  /** Every attempt behind one call of the last audit judged, and the inventory with what that speaks of. */
  explain(call: number): Promise<{ readonly explanation: Explanation; readonly inventory: Inventory }>
  /** All that was found; tells on the way which share of it has arrived. */
  found(onShare: (share: number) => void): Promise<Inventory>
  /** The last audit judged with all that was found, its rules and its controls, which no screen shows. */
  complete(): Promise<Audit>
  /** Ends the workers and lets go of the files. */
  close(): void
}
