/** `pkiscope-audit/1` as types: what is written, and what `reopen` expects. */
import type { ControlResult } from '../engine/audit.ts'
import type { Instance } from '../engine/cluster/cluster.ts'
import type { CallNote, MissingMaterial, Status, VersionNote } from '../engine/verdicts/verdict.ts'

export interface HalfJson {
  readonly status: Status
  /** Id of the headline fault. */
  readonly reason: string | null
  readonly log: string | null
  /** What the other end logs or is told. */
  readonly told: readonly string[]
  readonly missing: readonly MissingMaterial[]
  readonly path: readonly string[]
  readonly until: string | null
  /** Every fault, ranked, headline first. */
  readonly reasons: readonly string[]
}
export interface PresentedJson {
  readonly certificate: string | null
  readonly file: string | null
  readonly signedBy: string | null
  readonly keyMatches: boolean | null
}
export interface CallJson {
  readonly edge: string
  readonly number: number | null
  readonly cluster: string
  readonly from: Instance
  readonly to: Instance
  readonly serverName: string | null
  readonly status: Status
  readonly assumed: boolean
  readonly versionNote: VersionNote | null
  readonly notes: readonly CallNote[]
  readonly instances: readonly (readonly Instance[])[] | null
  readonly callerAcceptsServer: HalfJson
  readonly providerAcceptsClient: HalfJson
  readonly identityAuthorised: Pick<HalfJson, 'status' | 'reason' | 'log' | 'told' | 'missing'> & {
    readonly user: string | null
    readonly groups: readonly string[]
  }
  readonly client: PresentedJson | null
  readonly server: PresentedJson | null
  readonly port: number | null
  readonly context: { readonly name: string; readonly current: boolean } | null
}
export interface AuditJson {
  readonly format: 'pkiscope-audit/1'
  readonly tool: { readonly name: string; readonly version: string }
  readonly at: string
  readonly redacted?: true
  readonly reopened?: true
  readonly inputs: readonly {
    readonly path: string
    readonly sha256: string | null
    readonly bytes: number
    readonly mode: string | null
    readonly owner: string | null
    readonly readAs: readonly string[]
    readonly ignored: string | null
    readonly container: string | null
    readonly link: string | null
  }[]
  readonly clusters: readonly {
    readonly id: string
    readonly layout: string
    readonly version: string | null
    readonly nodes: readonly string[]
    /** What the user said against what was detected. */
    readonly corrected?: readonly string[]
  }[]
  readonly calls: readonly CallJson[]
  readonly certificates: readonly {
    readonly sha256: string
    readonly der: string | null
    readonly subject: string
    readonly issuer: string
    readonly serial: string
    readonly notBefore: string
    readonly notAfter: string
    readonly isCA: boolean
    readonly key: string
    readonly signature: string
    readonly names: readonly string[]
    readonly locations: readonly { readonly file: string; readonly setting: string | null }[]
  }[]
  readonly findings: readonly {
    readonly id: string
    readonly severity: string | null
    readonly title: string
    readonly detail: string
    readonly remedy: string
    readonly certificates: readonly string[]
    readonly calls: readonly number[]
    readonly files: readonly string[]
    readonly log: string | null
    readonly told: readonly string[]
  }[]
  readonly checks: readonly { readonly id: string; readonly applied: number; readonly found: number }[]
  readonly controls: readonly ControlResult[]
  readonly coverage: {
    readonly missing: readonly (MissingMaterial & { readonly wouldSettle: readonly number[] })[]
    readonly unplaced?: readonly string[]
  }
  /** What reopening needs: the audit as the program holds it, certificates without their DER. Not for other readers. */
  readonly state?: unknown
}
