/**
 * What was found in the files, before anybody asks what it is for: certificates, keys, kubeconfigs, tokens, settings.
 * Private bytes, token values, passwords and exec arguments have no field here (they stop at floor 2).
 */
import type { Entry } from '../encoding/loose-files.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'

/** Index of a key in `Inventory.keys`. */
export type KeyId = number

/** Where something stands. `field` locates data embedded in a file (`users[admin].client-certificate-data`), `line` is 1-based. */
export interface Location {
  readonly file: string
  readonly field: string | null
  readonly line: number | null
}

export interface KeyFacts {
  readonly id: KeyId
  readonly kind: 'private' | 'public'
  readonly algorithm: string
  readonly bits: number
  /** DER SPKI as Latin-1: pairs it with certificates and with other keys; null where encrypted or unreadable. */
  readonly spki: string | null
  readonly format: 'PKCS #1' | 'SEC 1' | 'PKCS #8' | 'PKIX'
  readonly encrypted: boolean
  readonly locations: readonly Location[]
}

/**
 * One PEM block as Go's `pem.Decode` finds it, in file order. What cannot be parsed keeps Go's message.
 * The loaders of the components differ in what they make of types, headers and junk: `verdicts/loaders.ts` decides, from this.
 */
export interface PemBlock {
  readonly type: string
  /** Has PEM headers (`Proc-Type: ...`): client-go ignores such a block, tls.X509KeyPair does not. */
  readonly headers: boolean
  readonly line: number
  readonly certificate: CertificateId | null
  readonly key: KeyId | null
  /** Go's parse error ("x509: malformed certificate"), null where it parsed or is of a type nobody parses. */
  readonly error: string | null
}
/** The contents of one place that may hold PEM: a file, or a base64 field of a kubeconfig or Secret. */
export interface PemText {
  readonly location: Location
  readonly blocks: readonly PemBlock[]
  /** What Go would not see but a person would: named so that the message can say why ("hidden by a byte-order mark"). */
  readonly hidden: readonly {
    readonly why: 'bom' | 'indented' | 'no-armor' | 'unterminated' | 'bad-base64' | 'bad-header'
    readonly line: number
    readonly certificate: CertificateId | null
  }[]
  /** The whole content is one DER certificate or key without armor. */
  readonly der: { readonly certificate: CertificateId | null; readonly key: KeyId | null } | null
  readonly empty: boolean
}

/** A credential of a kubeconfig: embedded, by path, or neither. `-data` beats the path, as in client-go. */
export type Material =
  | { readonly kind: 'data'; readonly text: PemText; readonly path: string | null }
  | { readonly kind: 'data-undecodable'; readonly location: Location; readonly error: string }
  | { readonly kind: 'path'; readonly path: string; readonly location: Location }

export interface KubeconfigCluster {
  readonly name: string
  readonly line: number | null
  readonly server: string
  readonly tlsServerName: string | null
  readonly authority: Material | null
  readonly insecureSkipTlsVerify: boolean
  readonly proxyUrl: string | null
}
export interface KubeconfigUser {
  readonly name: string
  readonly line: number | null
  readonly certificate: Material | null
  readonly key: Material | null
  /** A literal token: its claims where it is a JWT, its id where it is a bootstrap token. */
  readonly token: TokenId | null
  readonly hasToken: boolean
  readonly tokenFile: string | null
  /** Base name of the exec command; its arguments and environment are never kept. */
  readonly exec: string | null
  readonly authProvider: string | null
  readonly basic: boolean
  readonly impersonates: string | null
}
export interface Kubeconfig {
  readonly location: Location
  readonly clusters: readonly KubeconfigCluster[]
  readonly users: readonly KubeconfigUser[]
  readonly contexts: readonly {
    readonly name: string
    readonly cluster: string
    readonly user: string
    readonly namespace: string | null
  }[]
  readonly currentContext: string | null
  /** Why client-go takes none of it although it is YAML: a field of another type, a name twice. */
  readonly problem: { readonly field: string; readonly location: Location; readonly error: string } | null
}

export type TokenId = number
export interface TokenFacts {
  readonly id: TokenId
  readonly kind: 'service-account' | 'jwt' | 'bootstrap' | 'opaque'
  readonly location: Location
  /** Bootstrap tokens: the public id part only. */
  readonly bootstrapId: string | null
  readonly algorithm: string | null
  readonly keyId: string | null
  readonly issuer: string | null
  readonly subject: string | null
  readonly audiences: readonly string[]
  readonly issuedAt: number | null
  readonly notBefore: number | null
  readonly expires: number | null
  readonly namespace: string | null
  readonly serviceAccount: string | null
  readonly secret: string | null
  /** The public key in the drop (also of a certificate) that verifies the signature, as its SPKI. */
  readonly verifiedBy: readonly string[]
  /** `not-verified`: a limit of ours was reached before. */
  readonly signatureProblem: 'malformed' | 'unsupported' | 'not-verified' | null
}

/** One flag, field or variable, under the name its component gives it: `--etcd-cafile`, `authentication.x509.clientCAFile`, `ETCD_CERT_FILE`. */
export interface Setting {
  readonly name: string
  readonly value: string
  readonly location: Location
}
export type SettingsOrigin =
  | 'static-pod'
  | 'pod'
  | 'systemd-unit'
  | 'args-file'
  | 'env-file'
  | 'process-line'
  | 'etcd-config'
  | 'kubelet-config'
  | 'kube-proxy-config'
  | 'scheduler-config'
  | 'apiserver-config'
  | 'authentication-config'
  | 'authorization-config'
  | 'egress-selector-config'
  | 'kubeadm-config'
  | 'machine-config'
  | 'encryption-config'
  | 'admission-config'
  | 'audit-policy'

/** One invocation of one component, or one configuration file of it, in order of occurrence. */
export interface Settings {
  readonly origin: SettingsOrigin
  /** Program or kind as found: `kube-apiserver`, `etcd`, `kubelet`, `KubeletConfiguration`... `cluster/` maps it to a component. */
  readonly program: string
  readonly location: Location
  /** Flags as `--name` (single dash normalised), fields as dotted path, variables as NAME. Later beats earlier. */
  readonly settings: readonly Setting[]
  /** Command lines of exec probes (`etcdctl --cert=...`), each as its own program and settings. */
  readonly probes: readonly { readonly program: string; readonly settings: readonly Setting[] }[]
  /** `mountPath` in the container is `hostPath` on the node. */
  readonly mounts: readonly { readonly mountPath: string; readonly hostPath: string; readonly readOnly: boolean }[]
  readonly image: string | null
  /** Pod name and namespace, unit name; what identifies this instance. */
  readonly name: string | null
  readonly namespace: string | null
  readonly nodeName: string | null
  /** Files read before the flags: EnvironmentFile=, --config, --config-file, --config-dir. */
  readonly includes: readonly Setting[]
}

/** A Kubernetes object other than the above, reduced to what carries trust. */
export interface KubeObject {
  readonly kind: string
  readonly apiVersion: string
  readonly name: string
  readonly namespace: string | null
  readonly type: string | null
  readonly location: Location
  /** Certificates and keys in it, by field: `data[tls.crt]`, `spec.caBundle`, `webhooks[0].clientConfig.caBundle`, `status.certificate`. */
  readonly texts: readonly { readonly field: string; readonly text: PemText }[]
  readonly tokens: readonly TokenId[]
  /** Kubeconfigs embedded in ConfigMaps and Secrets. */
  readonly kubeconfigs: readonly Kubeconfig[]
  readonly settings: readonly Setting[]
  /** Other plain facts by dotted path: `spec.service.name`, `spec.insecureSkipTLSVerify`, `spec.secretName`, `metadata.ownerReferences`. */
  readonly facts: Readonly<Record<string, string>>
}

/** Certification requests and revocation lists: shown, never decide. */
export interface OtherObject {
  readonly kind: 'certificate-request' | 'revocation-list' | 'pkcs7' | 'pkcs12'
  readonly location: Location
  readonly base64: string
  readonly subject: string | null
  readonly spki: string | null
}

export interface FileFacts extends Entry {
  /** How many it has. */
  readonly bytes: number
  /** Readers that understood it (`pem`, `kubeconfig`, ...); empty and `ignored` set where none did. */
  readonly readAs: readonly string[]
  readonly ignored: IgnoredReason | null
  /** SHA-256 of the content as lower-case hex; null for links, directories and what was not read. */
  readonly sha256: string | null
}
export type IgnoredReason =
  | 'not-recognised'
  | 'empty'
  | 'binary'
  | 'too-large'
  | 'etcd-data'
  | 'link'
  | 'directory'
  | 'unreadable'
  | 'nested-archive'
  | 'duplicate-path'
  | 'limit-reached'
  | 'malformed'

export interface Inventory {
  readonly certificates: readonly Certificate[]
  /** Where each certificate was found, by CertificateId. */
  readonly locations: readonly (readonly Location[])[]
  /** By CertificateId: every certificate of the drop whose key verifies its signature, the likeliest first; itself where it signed itself. */
  readonly signers: readonly (readonly CertificateId[])[]
  readonly keys: readonly KeyFacts[]
  readonly texts: readonly PemText[]
  readonly kubeconfigs: readonly Kubeconfig[]
  readonly tokens: readonly TokenFacts[]
  readonly settings: readonly Settings[]
  readonly objects: readonly KubeObject[]
  readonly others: readonly OtherObject[]
  readonly files: readonly FileFacts[]
  /** Contents of `/etc/hostname`, etc.: short facts by path. */
  readonly hostnames: readonly { readonly file: string; readonly name: string }[]
  readonly faults: readonly ReadFault[]
}

/** What the files hold, before any signature is verified. */
export type Found = Omit<Inventory, 'signers'>

/** A file, or part of it, that could not be understood (floors 1 to 4). The rest of the drop is still read. */
export interface ReadFault {
  readonly id:
    | 'read/der-malformed'
    | 'read/certificate-malformed'
    | 'read/key-malformed'
    | 'read/key-encrypted'
    | 'read/pem-unterminated'
    | 'read/pem-malformed'
    | 'read/pem-hidden'
    | 'read/base64-malformed'
    | 'read/yaml-malformed'
    | 'read/json-malformed'
    | 'read/kubeconfig-malformed'
    | 'read/settings-malformed'
    | 'read/settings-unfilled'
    | 'read/token-malformed'
    | 'read/gzip-malformed'
    | 'read/tar-malformed'
    | 'read/zip-malformed'
    | 'read/unsupported-archive'
    | 'read/unsafe-path'
    | 'read/link-cycle'
    | 'read/link-outside'
    | 'read/duplicate-path'
    | 'read/too-large'
    | 'read/too-many-entries'
    | 'read/too-deep'
    | 'read/ratio'
    | 'read/unreadable'
    | 'read/budget-exhausted'
  readonly file: string
  readonly field: string | null
  /** 1-based line, or byte offset, where known. */
  readonly line: number | null
  readonly offset: number | null
  /** What was expected and what was found, in the words of the format (Go's message where Go has one). Never input bytes. */
  readonly expected: string | null
  readonly presented: string | null
  readonly limit: number | null
}
