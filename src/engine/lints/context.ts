/** What every rule may look at. */
import type { ClusterFacts } from '../cluster/cluster.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Signatures } from '../path/signatures.ts'
import type { Call } from '../verdicts/verdict.ts'

export interface LintContext {
  readonly inventory: Inventory
  readonly signatures: Signatures
  readonly clusters: readonly ClusterFacts[]
  readonly calls: readonly Call[]
  /** Unix seconds judged. */
  readonly at: number
}
