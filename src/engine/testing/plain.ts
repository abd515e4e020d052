/** Hand-made facts for tests of the upper floors: plain objects with every field, no DER behind them. */
import type { Audit } from '../audit.ts'
import type { ClusterFacts, SettingUse } from '../cluster/cluster.ts'
import type { ComponentId } from '../cluster/components.ts'
import { EDGES, type EdgeId } from '../cluster/edges.ts'
import type {
  FileFacts,
  Inventory,
  Kubeconfig,
  KubeconfigCluster,
  KubeconfigUser,
  KeyFacts,
  Location,
  PemText,
  Setting,
  Settings,
  SettingsOrigin,
} from '../inventory/inventory.ts'
import { NO_POD } from '../inventory/reader.ts'
import type { Signatures } from '../path/signatures.ts'
import type { Call, Half, IdentityHalf, Presented } from '../verdicts/verdict.ts'
import type { Certificate, Name } from '../x509/certificate.ts'

export const DAY = 86_400
/** 2026-07-01T12:00:00Z */
export const AT = 1_782_907_200

export function plainName(commonName: string, ...organizations: string[]): Name {
  const attributes = [
    ...organizations.map((value, rdn) => ({ oid: '2.5.4.10', value, tag: 19, rdn })),
    { oid: '2.5.4.3', value: commonName, tag: 19, rdn: organizations.length },
  ]
  const text = [`CN=${commonName}`, ...organizations.map((o) => `O=${o}`).reverse()].join(',')
  return { der: `name:${text}`, text, commonName, organizations, attributes }
}

/** A leaf of a healthy kubeadm cluster, but for what is given. */
export function plainCertificate(change: Partial<Certificate> = {}): Certificate {
  const id = change.id ?? 0
  return {
    id,
    der: Uint8Array.from([0x30, 3, 2, 1, id & 127]),
    tbs: { start: 0, length: 5 },
    version: 3,
    serial: (0x1000 + id).toString(16),
    signatureAlgorithm: 'SHA256-RSA',
    signatureOid: '1.2.840.113549.1.1.11',
    signature: { start: 0, length: 0 },
    issuer: plainName('kubernetes'),
    subject: plainName(`leaf-${id}`),
    notBefore: AT - 30 * DAY,
    notAfter: AT + 335 * DAY,
    publicKey: { algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki: `key-${id}` },
    basicConstraintsValid: true,
    isCA: false,
    maxPathLen: null,
    keyUsage: 5,
    extKeyUsage: ['1.3.6.1.5.5.7.3.2'],
    names: null,
    nameConstraints: null,
    subjectKeyId: null,
    authorityKeyId: 'aa',
    policies: [],
    policyMappings: [],
    requireExplicitPolicy: null,
    inhibitPolicyMapping: null,
    inhibitAnyPolicy: null,
    extensions: [],
    unhandledCriticalExtensions: [],
    ...change,
  }
}

export function plainCA(change: Partial<Certificate> = {}): Certificate {
  const subject = change.subject ?? plainName('kubernetes')
  return plainCertificate({
    subject,
    issuer: subject,
    isCA: true,
    keyUsage: 37,
    extKeyUsage: null,
    subjectKeyId: 'aa',
    authorityKeyId: null,
    notAfter: AT + 3620 * DAY,
    ...change,
  })
}

export const at = (file: string, field: string | null = null, line: number | null = null): Location => ({ file, field, line })

export function plainFile(path: string, change: Partial<FileFacts> = {}): FileFacts {
  return {
    path,
    container: null,
    bytes: 100,
    mode: null,
    uid: null,
    gid: null,
    owner: null,
    linkTarget: null,
    directory: false,
    readAs: [],
    ignored: null,
    sha256: null,
    ...change,
  }
}

export function plainInventory(change: Partial<Inventory> = {}): Inventory {
  const certificates = change.certificates ?? []
  return {
    certificates,
    locations: certificates.map((c) => [at(`file-${c.id}.crt`)]),
    signers: certificates.map(() => []),
    keys: [],
    texts: [],
    kubeconfigs: [],
    tokens: [],
    settings: [],
    objects: [],
    others: [],
    files: [],
    hostnames: [],
    faults: [],
    ...change,
  }
}

export function plainText(file: string, certificates: readonly number[], change: Partial<PemText> = {}): PemText {
  return {
    location: at(file),
    blocks: certificates.map((certificate, i) => ({
      type: 'CERTIFICATE',
      headers: false,
      line: 1 + 20 * i,
      certificate,
      key: null,
      error: null,
    })),
    hidden: [],
    der: null,
    empty: false,
    ...change,
  }
}

export function plainKey(id: number, file: string, spki: string | null, change: Partial<KeyFacts> = {}): KeyFacts {
  return { id, kind: 'private', algorithm: 'RSA', bits: 2048, spki, format: 'PKCS #1', encrypted: false, locations: [at(file)], ...change }
}

/** `flags`: `{ '--name': 'value' }`, an array repeats a flag. */
export function plainSettings(
  program: string,
  file: string,
  flags: Readonly<Record<string, string | readonly string[]>>,
  origin: SettingsOrigin = 'static-pod',
  change: Partial<Settings> = {},
): Settings {
  const settings: Setting[] = Object.entries(flags).flatMap(([name, value], i) =>
    (typeof value === 'string' ? [value] : value).map((v) => ({ name, value: v, location: at(file, null, 10 + i) })),
  )
  return {
    origin,
    program,
    location: at(file),
    settings,
    ...NO_POD,
    ...change,
  }
}

export function plainCluster(change: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    id: 'kubernetes',
    layout: 'kubeadm',
    version: '1.34.3',
    nodes: ['cp1'],
    controlPlanes: ['cp1'],
    evidence: [],
    instances: [],
    backups: [],
    cannotStart: [],
    ...change,
  }
}

export const plainSignatures: Signatures = { check: () => null, signers: () => [] }

export function plainUse(component: ComponentId, setting: string, file: string | null, change: Partial<SettingUse> = {}): SettingUse {
  return {
    component,
    setting,
    value: file ? `/${file}` : null,
    location: at('etc/kubernetes/manifests/x.yaml', null, 12),
    file,
    resolved: file ? 'exact' : 'none',
    assumed: false,
    ...change,
  }
}

export function plainHalf(change: Partial<IdentityHalf> = {}): IdentityHalf {
  return {
    status: 'trusted',
    faults: [],
    log: null,
    missing: [],
    path: [],
    until: null,
    presents: null,
    trusts: null,
    user: null,
    groups: [],
    ...change,
  }
}
export function plainPresented(certificate: number | null, change: Partial<Presented> = {}): Presented {
  return { certificate, chain: [], use: null, signedBy: [], token: null, keys: [], keyMatches: null, ...change }
}

export function plainCall(edge: EdgeId, change: Partial<Omit<Call, 'edge'>> = {}): Call {
  const row = EDGES.find((e) => e.id === edge)
  if (!row) throw new Error(edge)
  const half: Half = plainHalf()
  return {
    edge,
    number: row.number,
    cluster: 'kubernetes',
    from: { component: row.from, node: 'cp1' },
    to: { component: row.to, node: 'cp1' },
    serverName: null,
    port: null,
    context: null,
    status: 'trusted',
    assumed: false,
    versionNote: null,
    callerAcceptsServer: half,
    providerAcceptsClient: half,
    identityAuthorised: plainHalf({ status: 'not-applicable' }),
    client: null,
    server: null,
    instances: null,
    ...change,
  }
}

export function plainAudit(change: Partial<Audit> = {}): Audit {
  return {
    at: AT,
    inventory: plainInventory(),
    clusters: [plainCluster()],
    calls: [],
    findings: [],
    checked: [],
    controls: [],
    coverage: { missing: [] },
    ...change,
  }
}

export function plainKubeconfig(file: string, cluster: Partial<KubeconfigCluster> = {}, user: Partial<KubeconfigUser> = {}): Kubeconfig {
  return {
    location: at(file),
    clusters: [
      {
        name: 'kubernetes',
        line: 3,
        server: 'https://10.0.0.1:6443',
        tlsServerName: null,
        authority: null,
        insecureSkipTlsVerify: false,
        proxyUrl: null,
        ...cluster,
      },
    ],
    users: [
      {
        name: 'me',
        line: 9,
        certificate: null,
        key: null,
        token: null,
        hasToken: false,
        tokenFile: null,
        exec: null,
        authProvider: null,
        basic: false,
        impersonates: null,
        ...user,
      },
    ],
    contexts: [{ name: 'me@kubernetes', cluster: 'kubernetes', user: 'me', namespace: null }],
    currentContext: 'me@kubernetes',
    problem: null,
  }
}
