/** Would each call's handshake succeed? Three halves, kept apart. */
import type { CertificateId } from '../x509/certificate.ts'
import type { PathFault, PathSearch } from '../path/fault.ts'
import type { ComponentId } from '../cluster/components.ts'
import type { EdgeId, EdgeNumber } from '../cluster/edges.ts'
import type { Instance, SettingUse } from '../cluster/cluster.ts'

/** Worst first: the order of a call's status over its halves. */
export const STATUSES = ['broken', 'plaintext', 'unproven', 'unverified', 'token', 'trusted', 'absent', 'not-applicable'] as const
export type Status = (typeof STATUSES)[number]

/** A fault of the call rather than of a path. `use` is the setting it is about. */
export type VerdictFault =
  | { readonly id: 'edge/key-mismatch'; readonly use: SettingUse; readonly certificate: CertificateId | null; readonly error: string }
  /** A file the component cannot load at all; `why` is a class, `error` Go's words. */
  | {
      readonly id: 'edge/file-unusable'
      readonly use: SettingUse
      readonly why:
        | 'empty'
        | 'no-certificate'
        | 'no-key'
        | 'bad-pem'
        | 'bad-base64'
        | 'malformed'
        | 'unsupported-key'
        | 'key-too-small'
        | 'encrypted'
        | 'bad-kubeconfig'
        | 'missing'
        | 'not-issued'
        | 'bad-yaml'
      readonly error: string
    }
  | { readonly id: 'edge/no-client-certificate'; readonly use: SettingUse | null }
  | { readonly id: 'edge/identity-wrong'; readonly expected: string; readonly user: string; readonly groups: readonly string[] }
  | {
      readonly id: 'edge/name-not-allowed'
      readonly allowed: readonly string[]
      readonly presented: string
      readonly use: SettingUse | null
    }
  | { readonly id: 'edge/peer-address-not-covered'; readonly address: string; readonly presented: readonly string[] }
  | { readonly id: 'edge/signing-key-not-accepted'; readonly signer: SettingUse; readonly verifiers: readonly SettingUse[] }
  /** Flags the process refuses to start without. */
  | { readonly id: 'edge/setting-required'; readonly use: SettingUse; readonly settings: readonly string[]; readonly error: string }
  | { readonly id: 'edge/token-issuer-not-accepted'; readonly issuer: string; readonly accepted: readonly string[] }
  | { readonly id: 'edge/token-expired'; readonly expires: number }
  | { readonly id: 'edge/kubeconfig-invalid'; readonly use: SettingUse; readonly error: string }
  | { readonly id: 'edge/root-ca-not-in-bundle'; readonly use: SettingUse }
  | { readonly id: 'edge/bootstrap-fallback'; readonly use: SettingUse; readonly notAfter: number }
export type Fault = PathFault | VerdictFault
export type FaultId = Fault['id']

/** What is not in the drop and would settle a half: the setting and the path it names, if it does. */
export interface MissingMaterial {
  readonly component: ComponentId
  readonly setting: string
  readonly file: string | null
}

export interface Half {
  readonly status: Status
  /** Ranked, headline first; non-empty iff broken (or unproven with a reason). */
  readonly faults: readonly Fault[]
  /** What the refusing component would log, null if it would not; `logAt` puts the moment in its place. */
  readonly log: string | null
  /** What the other end logs or is told then; any of these, by version. */
  readonly told?: readonly string[]
  readonly missing: readonly MissingMaterial[]
  /** Accepted path, end entity first, anchor last. */
  readonly path: readonly CertificateId[]
  /** Unix seconds: the earliest end on the path. */
  readonly until: number | null
  /** The settings this half was judged from: what is presented, what it is checked against. */
  readonly presents: SettingUse | null
  readonly trusts: SettingUse | null
}
export interface IdentityHalf extends Half {
  readonly user: string | null
  readonly groups: readonly string[]
}

/** What one end presents. */
export interface Presented {
  readonly certificate: CertificateId | null
  /** The rest of the chain it sends. */
  readonly chain: readonly CertificateId[]
  readonly use: SettingUse | null
  /** The certificates of the drop whose key verifies its signature: the first is shown as the signer. */
  readonly signedBy: readonly CertificateId[]
  /** Index into `Inventory.tokens` where a token is presented and in the drop. */
  readonly token: number | null
  /** SPKI strings of the keys of edge 12. */
  readonly keys: readonly string[]
  /** Does the private key in the drop match? null: not in the drop. */
  readonly keyMatches: boolean | null
}

export interface Call {
  readonly edge: EdgeId
  readonly number: EdgeNumber | null
  readonly cluster: string
  readonly from: Instance
  readonly to: Instance
  /** The name or address dialled, null where there is none. */
  readonly serverName: string | null
  readonly port: number | null
  /** Kubeconfig context; `current` marks the one in use. */
  readonly context: { readonly name: string; readonly current: boolean } | null
  readonly status: Status
  /** Reconstructed from the layout's defaults. */
  readonly assumed: boolean
  /** Where versions of Go or Kubernetes decide otherwise. */
  readonly versionNote: VersionNote | null
  /** What would stop this call though every file is right. */
  readonly notes?: readonly CallNote[]
  readonly callerAcceptsServer: Half
  readonly providerAcceptsClient: Half
  readonly identityAuthorised: IdentityHalf
  readonly client: Presented | null
  readonly server: Presented | null
  /** All pairs of instances this entry stands for, where it stands for more than one. */
  readonly instances: readonly (readonly [Instance, Instance])[] | null
}
export type CallNote = 'held-until-restart' | 'kubelet-client-binding' | 'cluster-admins-binding' | 'loopback-certificate'
export interface VersionNote {
  readonly id:
    | 'sha1'
    | 'legacy-common-name'
    | 'negative-serial'
    | 'etcd-client-auth-3.3'
    | 'organisation-by-version'
    | 'user-uid'
    | 'go-x509'
  readonly before: string | null
  readonly from: string | null
}

/** The full proof behind one call, made on demand: every attempt of every half. */
export interface Explanation {
  readonly callerAcceptsServer: PathSearch | null
  readonly providerAcceptsClient: PathSearch | null
}
