/** A hand-written audit for tests of what is drawn and said: no bytes, no signatures, only the values the engine would give. */
import type { Audit } from '../../engine/audit.ts'
import type { Instance, SettingUse } from '../../engine/cluster/cluster.ts'
import { EDGES, type EdgeId } from '../../engine/cluster/edges.ts'
import type { ComponentId } from '../../engine/cluster/components.ts'
import type { Call, Half, IdentityHalf, Presented } from '../../engine/verdicts/verdict.ts'
import type { Certificate, Name } from '../../engine/x509/certificate.ts'

export const AT = Date.UTC(2026, 10, 23, 18) / 1000
const DAY = 86_400
const name = (commonName: string): Name => ({
  der: commonName,
  text: `CN=${commonName}`,
  commonName,
  organizations: [],
  attributes: [{ oid: '2.5.4.3', value: commonName, tag: 12, rdn: 0 }],
})

interface Spec {
  readonly cn: string
  readonly issuer: string
  readonly key: string
  readonly days: number
  readonly ca?: boolean
  readonly file: string
}
function certificate(id: number, { cn, issuer, key, days, ca }: Spec): Certificate {
  return {
    id,
    der: new TextEncoder().encode(`certificate ${id} ${cn}`),
    tbs: { start: 0, length: 0 },
    version: 3,
    serial: (0x9d41 + id).toString(16),
    signatureAlgorithm: 'SHA256-RSA',
    signatureOid: '1.2.840.113549.1.1.11',
    signature: { start: 0, length: 0 },
    issuer: name(issuer),
    subject: name(cn),
    notBefore: AT - 266 * DAY,
    notAfter: AT + days * DAY,
    publicKey: { algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki: key },
    basicConstraintsValid: true,
    isCA: ca ?? false,
    maxPathLen: null,
    keyUsage: ca ? 36 : 5,
    extKeyUsage: ca ? null : ['1.3.6.1.5.5.7.3.2'],
    names: ca ? null : { dns: [cn], ip: [[127, 0, 0, 1]], email: [], uri: [] },
    nameConstraints: null,
    subjectKeyId: null,
    authorityKeyId: null,
    policies: [],
    policyMappings: [],
    requireExplicitPolicy: null,
    inhibitPolicyMapping: null,
    inhibitAnyPolicy: null,
    extensions: [],
    unhandledCriticalExtensions: [],
  }
}

const CERTIFICATES: readonly Spec[] = [
  { cn: 'kubernetes', issuer: 'kubernetes', key: 'K', days: 2700, ca: true, file: 'etc/kubernetes/pki/ca.crt' },
  { cn: 'etcd-ca', issuer: 'etcd-ca', key: 'E', days: 3600, ca: true, file: 'etc/kubernetes/pki/etcd/ca.crt' },
  { cn: 'etcd-ca', issuer: 'etcd-ca', key: 'E-old', days: 2700, ca: true, file: 'etc/kubernetes/tmp/backup/etcd/ca.crt' },
  { cn: 'front-proxy-ca', issuer: 'front-proxy-ca', key: 'F', days: 2700, ca: true, file: 'etc/kubernetes/pki/front-proxy-ca.crt' },
  { cn: 'kube-apiserver', issuer: 'kubernetes', key: 'k1', days: 99, file: 'etc/kubernetes/pki/apiserver.crt' },
  { cn: 'cp-1', issuer: 'etcd-ca', key: 'k2', days: 363, file: 'etc/kubernetes/pki/etcd/server.crt' },
  { cn: 'cp-1', issuer: 'etcd-ca', key: 'k3', days: 363, file: 'etc/kubernetes/pki/etcd/peer.crt' },
  { cn: 'kube-etcd-healthcheck-client', issuer: 'etcd-ca', key: 'k4', days: 363, file: 'etc/kubernetes/pki/etcd/healthcheck-client.crt' },
  { cn: 'kube-apiserver-etcd-client', issuer: 'etcd-ca', key: 'k5', days: 99, file: 'etc/kubernetes/pki/apiserver-etcd-client.crt' },
  { cn: 'system:kube-controller-manager', issuer: 'kubernetes', key: 'k6', days: 99, file: 'etc/kubernetes/controller-manager.conf' },
  { cn: 'system:kube-scheduler', issuer: 'kubernetes', key: 'k7', days: 56, file: 'etc/kubernetes/scheduler.conf' },
  { cn: 'system:node:cp-1', issuer: 'kubernetes', key: 'k8', days: 12, file: 'etc/kubernetes/kubelet.conf' },
  { cn: 'kubernetes-admin', issuer: 'kubernetes', key: 'k9', days: 99, file: 'etc/kubernetes/admin.conf' },
  {
    cn: 'kube-apiserver-kubelet-client',
    issuer: 'kubernetes',
    key: 'k10',
    days: 99,
    file: 'etc/kubernetes/pki/apiserver-kubelet-client.crt',
  },
  { cn: 'front-proxy-client', issuer: 'front-proxy-ca', key: 'k11', days: 99, file: 'etc/kubernetes/pki/front-proxy-client.crt' },
]
const idOf = (file: string): number => CERTIFICATES.findIndex((c) => c.file.endsWith(`/${file}`))
const CA = { K: 0, E: 1, 'E-old': 2, F: 3 } as const
/** A CA signed itself; of the two named etcd-ca the old one signed the API server's client certificate. */
function signerOf({ cn, issuer, file, key, ca }: Spec): number {
  if (ca) return CERTIFICATES.findIndex((c) => c.key === key)
  return file.endsWith('apiserver-etcd-client.crt') ? CA['E-old'] : CERTIFICATES.findIndex((c) => c.ca && c.cn === issuer && c.cn !== cn)
}

const use = (component: ComponentId, setting: string, file: string): SettingUse => ({
  component,
  setting,
  value: `/etc/kubernetes/${file}`,
  location: { file: `etc/kubernetes/manifests/${component}.yaml`, field: null, line: 24 },
  file: `etc/kubernetes/${file}`,
  resolved: 'host-path',
  assumed: false,
})
const half = (over: Partial<Half>): Half => ({
  status: 'trusted',
  faults: [],
  log: null,
  missing: [],
  path: [],
  until: null,
  presents: null,
  trusts: null,
  ...over,
})
const identity = (over: Partial<IdentityHalf> = {}): IdentityHalf => ({ ...half({}), user: null, groups: [], ...over })
const presented = (file: string, signer: number, component: ComponentId, setting: string): Presented => ({
  certificate: idOf(file),
  chain: [],
  use: use(component, setting, file),
  signedBy: [signer],
  token: null,
  keys: [],
  keyMatches: true,
})
const trusted = (file: string, ca: number, presents: SettingUse | null, trusts: SettingUse): Half =>
  half({
    path: [idOf(file), ca],
    until: AT + Math.min(CERTIFICATES[idOf(file)]?.days ?? 0, CERTIFICATES[ca]?.days ?? 0) * DAY,
    presents,
    trusts,
  })

interface CallSpec {
  readonly edge: EdgeId
  readonly from?: Partial<Instance>
  readonly to?: Partial<Instance>
  readonly over: Partial<Call>
}
export function call({ edge, from, to, over }: CallSpec): Call {
  const row = EDGES.find((e) => e.id === edge)
  if (!row) throw new Error(edge)
  return {
    edge,
    number: row.number,
    cluster: 'c',
    from: { component: row.from, node: 'cp-1', ...from },
    to: { component: row.to, node: 'cp-1', ...to },
    serverName: '127.0.0.1',
    port: 6443,
    context: null,
    status: 'trusted',
    assumed: false,
    versionNote: null,
    callerAcceptsServer: half({}),
    providerAcceptsClient: half({}),
    identityAuthorised: identity(),
    client: null,
    server: null,
    instances: null,
    ...over,
  }
}

/** The cluster of the design study: call 3 broken by a CA of the same name, 8 soon, 7 and 10 not in the drop, 11 not verified. */
export function studyCalls(): Call[] {
  const tls = (edge: EdgeId, client: string, clientCa: number, server: string, serverCa: number, over: Partial<Call> = {}): Call => {
    const row = EDGES.find((e) => e.id === edge)
    const c = presented(client, clientCa, row?.from ?? 'etcd', '--client-certificate')
    const s = presented(server, serverCa, row?.to ?? 'etcd', '--tls-cert-file')
    return call({
      edge,
      over: {
        client: c,
        server: s,
        providerAcceptsClient: trusted(client, clientCa, c.use, use(row?.to ?? 'etcd', '--client-ca-file', 'pki/ca.crt')),
        callerAcceptsServer: trusted(server, serverCa, s.use, use(row?.from ?? 'etcd', '--cafile', 'pki/ca.crt')),
        ...over,
      },
    })
  }
  const unproven = (setting: string, file: string): Half =>
    half({ status: 'unproven', missing: [{ component: 'kube-proxy', setting, file }] })
  const token: Presented = { certificate: null, chain: [], use: null, signedBy: [], token: null, keys: [], keyMatches: null }
  const api = presented('apiserver.crt', CA.K, 'kube-apiserver', '--tls-cert-file')
  const old = presented('apiserver-etcd-client.crt', CA['E-old'], 'kube-apiserver', '--etcd-certfile')
  const keyPair: Presented = {
    ...token,
    keys: ['sa'],
    use: use('kube-controller-manager', '--service-account-private-key-file', 'pki/sa.key'),
  }
  return [
    tls('etcd->etcd', 'peer.crt', CA.E, 'peer.crt', CA.E),
    tls('etcdctl->etcd', 'healthcheck-client.crt', CA.E, 'server.crt', CA.E),
    tls('kube-apiserver->etcd', 'apiserver-etcd-client.crt', CA.E, 'server.crt', CA.E, {
      status: 'broken',
      client: old,
      providerAcceptsClient: half({
        status: 'broken',
        faults: [{ id: 'path/signature-invalid', certificate: idOf('apiserver-etcd-client.crt'), role: 'end-entity', issuer: CA.E }],
        log: 'tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "etcd-ca")',
        presents: old.use,
        trusts: use('etcd', '--trusted-ca-file', 'pki/etcd/ca.crt'),
      }),
    }),
    call({
      edge: 'pod->kube-apiserver',
      over: {
        status: 'token',
        client: token,
        server: api,
        providerAcceptsClient: half({ status: 'token' }),
        callerAcceptsServer: trusted('apiserver.crt', CA.K, api.use, use('pod', 'ca.crt', 'pki/ca.crt')),
      },
    }),
    tls('kube-controller-manager->kube-apiserver', 'controller-manager.conf', CA.K, 'apiserver.crt', CA.K),
    tls('kube-scheduler->kube-apiserver', 'scheduler.conf', CA.K, 'apiserver.crt', CA.K),
    call({
      edge: 'kube-proxy->kube-apiserver',
      over: {
        status: 'unproven',
        client: token,
        server: api,
        providerAcceptsClient: half({ status: 'token' }),
        callerAcceptsServer: unproven('kubeconfig', 'ConfigMap kube-proxy'),
      },
    }),
    tls('kubelet->kube-apiserver', 'kubelet.conf', CA.K, 'apiserver.crt', CA.K),
    tls('admin->kube-apiserver', 'admin.conf', CA.K, 'apiserver.crt', CA.K),
    call({
      edge: 'client->kubelet',
      over: {
        status: 'unproven',
        providerAcceptsClient: half({ status: 'token' }),
        callerAcceptsServer: unproven('tlsCertFile', '/var/lib/kubelet/pki/kubelet.crt'),
      },
    }),
    tls('kube-apiserver->kubelet', 'apiserver-kubelet-client.crt', CA.K, 'server.crt', CA.K, {
      status: 'unverified',
      server: null,
      callerAcceptsServer: half({ status: 'unverified' }),
    }),
    call({
      edge: 'controller-manager-signer->kube-apiserver',
      over: {
        client: keyPair,
        server: { ...keyPair, use: use('kube-apiserver', '--service-account-key-file', 'pki/sa.pub') },
        providerAcceptsClient: half({ status: 'not-applicable' }),
        callerAcceptsServer: half({}),
      },
    }),
    tls('kube-apiserver->extension-apiserver', 'front-proxy-client.crt', CA.F, 'server.crt', CA.K, {
      status: 'unproven',
      server: null,
      callerAcceptsServer: unproven('caBundle', 'APIService'),
    }),
  ]
}

const COMPONENTS: readonly ComponentId[] = [
  'etcd',
  'etcdctl',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kube-proxy',
  'pod',
  'admin',
  'extension-apiserver',
]

/** An audit around calls. In: the calls, and the nodes of each component (cp-1 by default). */
export function auditOf(calls: readonly Call[], nodes: Readonly<Partial<Record<ComponentId, readonly string[]>>> = {}, at = AT): Audit {
  const certificates = CERTIFICATES.map((spec, id) => certificate(id, spec))
  const instances = COMPONENTS.flatMap((component) => (nodes[component] ?? ['cp-1']).map((node) => ({ component, node })))
  return {
    at,
    inventory: {
      certificates,
      locations: CERTIFICATES.map((c) => [{ file: c.file, field: null, line: null }]),
      signers: CERTIFICATES.map((c) => [signerOf(c)]),
      keys: [
        {
          id: 0,
          kind: 'public',
          algorithm: 'RSA',
          bits: 2048,
          spki: 'sa',
          format: 'PKIX',
          encrypted: false,
          locations: [{ file: 'etc/kubernetes/pki/sa.pub', field: null, line: null }],
        },
      ],
      texts: [],
      kubeconfigs: [],
      tokens: [],
      settings: [],
      objects: [],
      others: [],
      files: CERTIFICATES.map((c) => ({
        path: c.file,
        container: 'cp-1.tgz',
        bytes: 1200,
        mode: 0o644,
        uid: 0,
        gid: 0,
        owner: 'root:root',
        linkTarget: null,
        directory: false,
        readAs: ['pem'],
        ignored: null,
        sha256: null,
      })),
      hostnames: [],
      faults: [],
    },
    clusters: [
      {
        id: 'c',
        layout: 'kubeadm',
        version: '1.34.3',
        nodes: [...new Set(instances.map((i) => i.node))],
        controlPlanes: [...(nodes['kube-apiserver'] ?? ['cp-1'])],
        evidence: [{ node: 'cp-1', root: '', why: 'archive', value: 'cp-1.tgz' }],
        instances,
        backups: [],
        cannotStart: [],
      },
    ],
    calls,
    findings: [
      {
        kind: 'verdict',
        fault: { id: 'path/signature-invalid', certificate: 8, role: 'end-entity', issuer: 1 },
        severity: null,
        log: 'x509: certificate signed by unknown authority',
        certificates: [8],
        calls: [2],
        uses: [use('etcd', '--trusted-ca-file', 'pki/etcd/ca.crt')],
        files: ['etc/kubernetes/pki/apiserver-etcd-client.crt'],
        repair: [
          { do: 'run', command: 'kubeadm certs renew apiserver-etcd-client', on: 'cp-1' },
          { do: 'restart', component: 'kube-apiserver', how: 'static-pod' },
        ],
      },
    ],
    checked: [],
    controls: [],
    coverage: {
      missing: [
        { component: 'kube-proxy', setting: 'kubeconfig', file: 'ConfigMap kube-proxy', wouldSettle: [6] },
        { component: 'kubelet', setting: 'tlsCertFile', file: '/var/lib/kubelet/pki/kubelet.crt', wouldSettle: [9] },
      ],
    },
  }
}
export const studyAudit = (): Audit => auditOf(studyCalls())

/** Three control planes and `workers` workers, of which `broken` kubelets are refused. */
export function fleetAudit(workers: number, broken: number): Audit {
  const planes = ['cp-1', 'cp-2', 'cp-3']
  const names = Array.from({ length: workers }, (_, i) => `worker-${String(i + 1).padStart(4, '0')}`)
  const calls = studyCalls().filter((c) => c.number !== 8)
  const kubelet = studyCalls().find((c) => c.number === 8)
  if (!kubelet) throw new Error('no call 8')
  const fine: Call = {
    ...kubelet,
    from: { component: 'kubelet', node: names[broken] ?? null },
    providerAcceptsClient: { ...kubelet.providerAcceptsClient, until: AT + 99 * DAY },
    instances: names.slice(broken).map((node) => [{ component: 'kubelet', node }, kubelet.to] as const),
  }
  const refused = names.slice(0, broken).map(
    (node): Call => ({
      ...kubelet,
      from: { component: 'kubelet', node },
      status: 'broken',
      providerAcceptsClient: half({ status: 'broken', faults: [{ id: 'path/issuer-unknown', certificate: 11, role: 'end-entity' }] }),
    }),
  )
  return auditOf([...calls, ...refused, fine], {
    etcd: planes,
    'kube-apiserver': planes,
    'kube-controller-manager': planes,
    'kube-scheduler': planes,
    kubelet: names,
    'kube-proxy': names,
    pod: names,
  })
}
