/** A finding is an id and its evidence, never a sentence: `text/` has the words. */
import type { CertificateId } from './x509/certificate.ts'
import type { Location, ReadFault } from './inventory/inventory.ts'
import type { SettingUse } from './cluster/cluster.ts'
import type { Fault } from './verdicts/verdict.ts'
import type { ComponentId } from './cluster/components.ts'

/** `error` cites a MUST or a refusal by a component, `warning` a SHOULD, `notice` is our advice. */
export type Severity = 'error' | 'warning' | 'notice'

/** One step of a repair, as data: `run` and `edit` are shown verbatim, `restart` and the rest get their sentence from `text/`. */
export type RepairStep =
  | { readonly do: 'run'; readonly command: string; readonly on: string | null }
  | { readonly do: 'restart'; readonly component: ComponentId; readonly how: 'static-pod' | 'systemd' | 'snap' | 'service' | 'none' }
  | { readonly do: 'edit'; readonly file: string; readonly setting: string; readonly value: string | null }
  | { readonly do: 'copy'; readonly what: string; readonly to: string }
  | { readonly do: 'add-to-drop'; readonly file: string }
  | { readonly do: 'explain'; readonly note: RepairNote }
export type RepairNote =
  | 'renew-copies-names'
  | 'no-automatic-ca-rotation'
  | 'kubelet-rejoins'
  | 'approve-csr'
  | 'copy-admin-conf'
  | 'same-keys-on-all-control-planes'
  | 'reissue-with-your-ca'
  | 'external-etcd-ca'
  | 'managed-by-distribution'
  | 'managed-cluster'
  | 'check-clock'
  | 'bundle-old-and-new'
  | 'by-design'
  | 'recreate-tokens'
  | 'or-verify-no-kubelet'

/** One root cause: a fault in a shared credential lights all its calls and is reported once. */
export interface VerdictFinding {
  readonly kind: 'verdict'
  readonly fault: Fault
  readonly severity: null
  readonly log: string | null
  /** What the other ends log or are told. */
  readonly told?: readonly string[]
  readonly certificates: readonly CertificateId[]
  /** Indexes into `Audit.calls`. */
  readonly calls: readonly number[]
  readonly uses: readonly SettingUse[]
  readonly files: readonly string[]
  readonly repair: readonly RepairStep[]
}
export interface ReadFinding {
  readonly kind: 'read'
  readonly fault: ReadFault
  readonly severity: null
  readonly files: readonly string[]
}
export interface LintFinding {
  readonly kind: 'lint'
  /** `<source>/<file name>`, as the place of the rule. */
  readonly id: string
  readonly severity: Severity
  readonly certificates: readonly CertificateId[]
  readonly locations: readonly Location[]
  readonly calls: readonly number[]
  /** The numbers and names the sentence needs. */
  readonly data: Readonly<Record<string, string | number | readonly string[]>>
  readonly repair: readonly RepairStep[]
}
export type Finding = VerdictFinding | ReadFinding | LintFinding
