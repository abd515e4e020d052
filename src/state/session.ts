/** What the page needs of the engine behind the worker: an audit, and more of it on demand. */
import type { Audit } from '../engine/audit.ts'
import type { Explanation } from '../engine/verdicts/verdict.ts'

/** The user's corrections of what was detected: folder -> node, node or kubeconfig -> cluster, cluster -> distribution. */
export interface Corrections {
  readonly nodeOf: Readonly<Record<string, string>>
  readonly clusterOf: Readonly<Record<string, string>>
  readonly layoutOf: Readonly<Record<string, string>>
}
export const NO_CORRECTIONS: Corrections = { nodeOf: {}, clusterOf: {}, layoutOf: {} }
export interface Session {
  /** Judged at the moment of the drop. */
  readonly audit: Audit
  /** SHA-256 of each certificate by id where their bytes are gone (a reopened export), else null. */
  readonly fingerprints: readonly string[] | null
  /** Judge again at another moment (Unix seconds) or with corrections. */
  judge(at: number, corrections: Corrections): Promise<Audit>
  /** Every attempt behind one call of the last audit judged. */
  explain(call: number): Promise<Explanation>
  /** Ends the workers and lets go of the files. */
  close(): void
}
