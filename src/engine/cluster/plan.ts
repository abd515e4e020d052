/** A call as planned from configuration: who presents what, checked against what. Nothing here depends on the moment judged. */
import type { TokenId } from '../inventory/inventory.ts'
import type { Instance, SettingUse } from './cluster.ts'
import type { EdgeId } from './edges.ts'
import type { Reference } from './resolve.ts'

/** Whose code reads a bundle: they differ in what they make of types, headers and rubbish (`verdicts/loaders.ts`). */
export type BundleLoader = 'append-certs' | 'parse-certs' | 'dynamic-ca' | 'etcd'

/** Why a configuration cannot be used at all, in the words of the program that reads it. */
export interface Unusable {
  readonly use: SettingUse
  readonly why: 'bad-base64' | 'bad-kubeconfig' | 'invalid'
  readonly error: string
}

/** What one end checks the other against. */
export type Trust =
  /** `byAuthorityAlone`: etcd asks for certificates because a CA is set, though its flag says not to (from 3.4 on). */
  | { readonly kind: 'bundle'; readonly loader: BundleLoader; readonly reference: Reference; readonly byAuthorityAlone?: boolean }
  /** No bundle configured: the roots of the operating system, which are not in the drop. */
  | { readonly kind: 'system-roots'; readonly use: SettingUse | null }
  | { readonly kind: 'skip'; readonly use: SettingUse | null }
  /** Which bundle it is stands in a file that is not in the drop. */
  | { readonly kind: 'missing'; readonly use: SettingUse }
  /** The provider knows no client CA and refuses anonymous callers. */
  | { readonly kind: 'no-client-authority'; readonly use: SettingUse }
  | { readonly kind: 'none' }

export interface PresentedPair {
  readonly kind: 'pair'
  readonly certificate: Reference
  readonly key: Reference | null
  /** A kubelet's own certificate store, which wins over what its kubeconfig embeds while that has not expired. */
  readonly store: PresentedPair | null
  /** Another pair the process loads before it uses this one: etcd neither serves nor dials when one of its two cannot be loaded. */
  readonly loadsWith?: PresentedPair
  /** A kubelet asked for it and nobody approved: the process runs and has nothing to present. */
  readonly notIssued?: boolean
}

/** What one end presents. */
export type Presents =
  | PresentedPair
  | { readonly kind: 'token'; readonly token: TokenId | null; readonly use: SettingUse | null }
  | { readonly kind: 'nothing'; readonly use: SettingUse | null }
  | { readonly kind: 'missing'; readonly uses: readonly SettingUse[] }

/** What the provider, or the caller on its side, asks of a certificate beyond the path. */
export interface ExtraRules {
  /** etcd `--peer-cert-allowed-cn` and `-hostname`: apply when accepting and when dialling (client/pkg/transport/listener.go). */
  readonly clientAllowed?: AllowedName
  readonly serverAllowed?: AllowedName
  /** The address etcd sees the peer come from, compared with the subject alternative names (listener_tls.go checkCertSAN). */
  readonly sourceAddress?: string
  /** `--requestheader-allowed-names`; empty: any. */
  readonly allowedNames?: { readonly names: readonly string[]; readonly use: SettingUse | null }
}
export interface AllowedName {
  readonly kind: 'common-name' | 'hostname'
  readonly value: string
  readonly use: SettingUse
}

/** What an identity is judged against (`verdicts/identity.ts`). */
export interface IdentityNeed {
  readonly component: Instance['component']
  /** The node this caller runs on, by the strongest evidence there is; null where nothing says. */
  readonly node: { readonly name: string; readonly certain: boolean } | null
  /** Names of all nodes of the cluster. */
  readonly nodes: ReadonlySet<string>
  readonly authorizationModes: readonly string[]
  readonly version: string | null
  readonly strict: boolean
  readonly bound: readonly { readonly user?: string; readonly group?: string }[]
  /** `User NAME` and `Group NAME` of all cluster-wide bindings, where the drop lists them; null where it does not. */
  readonly everyone: ReadonlySet<string> | null
}

/** Edge 12: a signing key, or a token, held against the keys and issuers of one API server. */
export interface TokenCheck {
  readonly signer: Reference | null
  readonly token: TokenId | null
  readonly verifiers: readonly Reference[]
  /** Where nothing names a verifying key. */
  readonly verifierMissing: SettingUse | null
  readonly issuers: readonly string[]
  /** Empty: the issuers (the default of `--api-audiences`). */
  readonly audiences: readonly string[]
  /** Flags this API server does not start without and does not have. */
  readonly required: { readonly use: SettingUse; readonly settings: readonly string[]; readonly error: string } | null
  /** Of the API server. */
  readonly version: string | null
}

export interface PlannedCall {
  readonly edge: EdgeId
  readonly from: Instance
  readonly to: Instance
  readonly serverName: string | null
  /** False where the name is our guess: a name that is not covered is then unproven. */
  readonly nameCertain: boolean
  readonly port: number | null
  readonly context: { readonly name: string; readonly current: boolean } | null
  readonly assumed: boolean
  readonly transport: 'tls' | 'plaintext' | 'absent'
  /** The caller's configuration cannot be read: both halves are broken. */
  readonly unusable: Unusable | null
  readonly client: Presents
  readonly clientTrusts: Trust
  readonly server: Presents
  readonly serverTrusts: Trust
  readonly rules: ExtraRules | null
  /** null: no identity is judged on this edge. */
  readonly identity: IdentityNeed | null
  readonly token: TokenCheck | null
}

/** A planned call with what most calls have. */
export function planned(
  call: Pick<PlannedCall, 'edge' | 'from' | 'to' | 'client' | 'clientTrusts' | 'server' | 'serverTrusts'> & Partial<PlannedCall>,
): PlannedCall {
  // Field by field: a spread into a literal that has begun is slow, and a fleet has as many calls as files.
  return {
    edge: call.edge,
    from: call.from,
    to: call.to,
    serverName: call.serverName ?? null,
    nameCertain: call.nameCertain ?? true,
    port: call.port ?? null,
    context: call.context ?? null,
    assumed: call.assumed ?? false,
    transport: call.transport ?? 'tls',
    unusable: call.unusable ?? null,
    client: call.client,
    clientTrusts: call.clientTrusts,
    server: call.server,
    serverTrusts: call.serverTrusts,
    rules: call.rules ?? null,
    identity: call.identity ?? null,
    token: call.token ?? null,
  }
}

/** What a process loads when it starts: a file it cannot load takes all its calls down. */
export interface Loads {
  readonly instance: Instance
  readonly pairs: readonly Extract<Presents, { kind: 'pair' }>[]
  readonly bundles: readonly Extract<Trust, { kind: 'bundle' }>[]
  readonly unusable: readonly Unusable[]
  readonly publicKeys: readonly Reference[]
  readonly signingKeys: readonly Reference[]
  /** What the controller manager signs requests for client certificates of kubelets with; read when the first one comes. */
  readonly requestSigning: readonly Reference[]
}
