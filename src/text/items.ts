/** The shape of the words for one thing found: a certificate, a key, a kubeconfig, a token, a bundle, a container, a configuration. */
export interface ItemWords {
  readonly back: string
  readonly kinds: {
    readonly certificate: string
    readonly key: string
    readonly publicKey: string
    readonly kubeconfig: string
    readonly token: string
    readonly bundle: string
    readonly settings: string
  }
  readonly facts: {
    readonly authenticates: string
    readonly groups: (names: readonly string[]) => string
    readonly noGroups: string
    readonly role: string
    readonly usedAs: string
    readonly client: string
    readonly server: string
    readonly anchor: string
    readonly signedBy: string
    readonly mustBe: string
    readonly valid: string
    readonly privateKey: string
    readonly pairs: string
    readonly publicKeys: string
    readonly fingerprint: string
    readonly spki: string
    readonly foundAt: string
    readonly key: string
    readonly format: string
    readonly contexts: string
    readonly current: string
    readonly cluster: string
    readonly user: string
    readonly authority: string
    readonly credential: string
    readonly namespace: string
    readonly members: string
    readonly neededBy: string
    readonly component: string
    readonly image: string
    readonly settings: string
    readonly issued: string
    readonly algorithm: string
  }
  readonly masters: string
  readonly noUse: string
  readonly signer: {
    readonly absent: (name: string) => string
    readonly itself: string
  }
  readonly trustedBy: (component: string, setting: string) => string
  readonly total: (days: number) => string
  readonly local: (text: string) => string
  readonly line: (n: number) => string
  readonly block: (nth: number, of: number) => string
  readonly embedded: (field: string) => string
  readonly namedBy: (settings: readonly string[]) => string
  readonly discoveryHash: string
  readonly keyHere: (what: string) => string
  readonly keyAbsent: string
  readonly keyValueNever: string
  readonly encrypted: string
  readonly noPair: string
  readonly downloadPem: string
  readonly downloadDer: string
  readonly copyText: string
  readonly everyField: string
  readonly decoding: string
  readonly noBytes: string
  readonly noBytesPkcs12: string
  readonly path: (path: string) => string
  readonly embeddedData: string
  readonly systemRoots: string
  readonly insecure: string
  readonly credentials: {
    readonly certificate: string
    readonly token: string
    readonly tokenFile: (path: string) => string
    readonly exec: (command: string) => string
    readonly authProvider: (name: string) => string
    readonly basic: string
    readonly none: string
  }
  readonly valueNever: string
  readonly impersonates: (user: string) => string
  readonly proxy: (url: string) => string
  readonly dialsAs: (name: string) => string
  readonly memberNeeded: (n: number) => string
  readonly memberUnneeded: string
  readonly unused: string
  readonly more: (n: number) => string
  /** Shows a long value whole. */
  readonly whole: string
  /** What a thing's dialog copies, for those who do not see what stands before the button. */
  readonly copy: (what: string) => string
}
