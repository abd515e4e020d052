/**
 * CIS Kubernetes Benchmark, sections 1 to 4, as data: 1.12 is the base, 1.11 its three differences. Control numbers only; the titles in `text/` are our own.
 * `scored: false` is what the benchmark calls manual: shown as advice.
 */
import type { Program } from '../configuration.ts'

export type BenchmarkId = 'cis-1.11' | 'cis-1.12'
/** A class of files on one node: `files.ts` finds them. */
export type Target =
  | 'kube-apiserver-manifest'
  | 'kube-controller-manager-manifest'
  | 'kube-scheduler-manifest'
  | 'etcd-manifest'
  | 'cni'
  | 'etcd-data'
  | 'admin-conf'
  | 'scheduler-conf'
  | 'controller-manager-conf'
  | 'pki'
  | 'pki-certificates'
  | 'pki-keys'
  | 'kubelet-service'
  | 'kube-proxy-conf'
  | 'kubelet-conf'
  | 'kubelet-client-ca'
  | 'kubelet-config'

/** What a setting must be. `or absent`: the program's own default is good. */
export type Expectation =
  | { readonly is: 'present' }
  | { readonly is: 'absent' }
  /** Go's ParseBool; fails where the flag is absent. */
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'boolean-or-absent'; readonly value: boolean }
  | { readonly is: 'value-or-absent'; readonly value: string }
  | { readonly is: 'contains'; readonly value: string }
  | { readonly is: 'present-without'; readonly value: string }
  | { readonly is: 'absent-or-without'; readonly value: string }
  | { readonly is: 'at-least'; readonly value: number }
  | { readonly is: 'at-least-or-absent'; readonly value: number }
  | { readonly is: 'not-zero-duration' }
  | { readonly is: 'gate-not-false'; readonly value: string }
  | { readonly is: 'subset'; readonly of: readonly string[] }

export type Test =
  | { readonly kind: 'mode'; readonly target: Target; readonly limit: number }
  | { readonly kind: 'owner'; readonly target: Target; readonly owner: 'root:root' | 'etcd:etcd' }
  /** Every setting must meet the expectation; each is a list of names for one thing. */
  | { readonly kind: 'setting'; readonly program: Program; readonly settings: readonly (readonly string[])[]; readonly expect: Expectation }
  | {
      readonly kind:
        | 'anonymous'
        | 'authorization'
        | 'authorizer-node'
        | 'authorizer-rbac'
        | 'token-key'
        | 'encryption-provider'
        | 'etcd-own-ca'
        | 'human-certificate'
        | 'human-token'
        | 'human-bootstrap-token'
        | 'kubelet-serving'
    }
  /** Decided by a person or by the running system. */
  | { readonly kind: 'outside'; readonly needs: string }
export interface Control {
  readonly id: string
  readonly scored: boolean
  readonly test: Test
}

const mode = (id: string, target: Target, limit: number, scored = true): Control => ({ id, scored, test: { kind: 'mode', target, limit } })
const owner = (id: string, target: Target, scored = true, who: 'root:root' | 'etcd:etcd' = 'root:root'): Control => ({
  id,
  scored,
  test: { kind: 'owner', target, owner: who },
})
const set = (
  id: string,
  program: Program,
  settings: string | readonly (readonly string[])[],
  expect: Expectation,
  scored = true,
): Control => ({
  id,
  scored,
  test: { kind: 'setting', program, settings: typeof settings === 'string' ? [settings.split('|')] : settings, expect },
})
const special = (id: string, kind: Exclude<Test['kind'], 'mode' | 'owner' | 'setting' | 'outside'>, scored = true): Control => ({
  id,
  scored,
  test: { kind },
})
const outside = (id: string, needs: string): Control => ({ id, scored: false, test: { kind: 'outside', needs } })

const API: Program = 'kube-apiserver'
const KCM: Program = 'kube-controller-manager'
const PLUGINS = '--enable-admission-plugins|--admission-control'
const MANUAL = false
const present = { is: 'present' } as const
const off = { is: 'boolean', value: false } as const

/** With and without `_SHA256` the ChaCha20 suites are the same ones: Go knows them by both names. */
const ECDHE_GCM = ['ECDSA', 'RSA'].flatMap((key) => [
  `TLS_ECDHE_${key}_WITH_AES_128_GCM_SHA256`,
  `TLS_ECDHE_${key}_WITH_AES_256_GCM_SHA384`,
  `TLS_ECDHE_${key}_WITH_CHACHA20_POLY1305`,
  `TLS_ECDHE_${key}_WITH_CHACHA20_POLY1305_SHA256`,
])
const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']
const CBC = ['ECDSA', 'RSA'].flatMap((key) => ['128', '256'].map((bits) => `TLS_ECDHE_${key}_WITH_AES_${bits}_CBC_SHA`))

const CIS_1_12: readonly Control[] = [
  mode('1.1.1', 'kube-apiserver-manifest', 0o600),
  owner('1.1.2', 'kube-apiserver-manifest'),
  mode('1.1.3', 'kube-controller-manager-manifest', 0o600),
  owner('1.1.4', 'kube-controller-manager-manifest'),
  mode('1.1.5', 'kube-scheduler-manifest', 0o600),
  owner('1.1.6', 'kube-scheduler-manifest'),
  mode('1.1.7', 'etcd-manifest', 0o600),
  owner('1.1.8', 'etcd-manifest'),
  mode('1.1.9', 'cni', 0o600, MANUAL),
  owner('1.1.10', 'cni', MANUAL),
  mode('1.1.11', 'etcd-data', 0o700),
  owner('1.1.12', 'etcd-data', true, 'etcd:etcd'),
  mode('1.1.13', 'admin-conf', 0o600),
  owner('1.1.14', 'admin-conf'),
  mode('1.1.15', 'scheduler-conf', 0o600),
  owner('1.1.16', 'scheduler-conf'),
  mode('1.1.17', 'controller-manager-conf', 0o600),
  owner('1.1.18', 'controller-manager-conf'),
  owner('1.1.19', 'pki'),
  mode('1.1.20', 'pki-certificates', 0o644, MANUAL),
  mode('1.1.21', 'pki-keys', 0o600, MANUAL),
  special('1.2.1', 'anonymous', MANUAL),
  set('1.2.2', API, '--token-auth-file', { is: 'absent' }),
  set('1.2.3', API, PLUGINS, { is: 'contains', value: 'DenyServiceExternalIPs' }, MANUAL),
  set('1.2.4', API, [['--kubelet-client-certificate'], ['--kubelet-client-key']], present),
  set('1.2.5', API, '--kubelet-certificate-authority', present),
  special('1.2.6', 'authorization'),
  special('1.2.7', 'authorizer-node'),
  special('1.2.8', 'authorizer-rbac'),
  set('1.2.9', API, PLUGINS, { is: 'contains', value: 'EventRateLimit' }, MANUAL),
  set('1.2.10', API, PLUGINS, { is: 'absent-or-without', value: 'AlwaysAdmit' }),
  set('1.2.11', API, PLUGINS, { is: 'contains', value: 'AlwaysPullImages' }, MANUAL),
  set('1.2.12', API, '--disable-admission-plugins', { is: 'absent-or-without', value: 'ServiceAccount' }),
  set('1.2.13', API, '--disable-admission-plugins', { is: 'absent-or-without', value: 'NamespaceLifecycle' }),
  set('1.2.14', API, PLUGINS, { is: 'contains', value: 'NodeRestriction' }),
  set('1.2.15', API, '--profiling', off),
  set('1.2.16', API, '--audit-log-path', present),
  set('1.2.17', API, '--audit-log-maxage', { is: 'at-least', value: 30 }),
  set('1.2.18', API, '--audit-log-maxbackup', { is: 'at-least', value: 10 }),
  set('1.2.19', API, '--audit-log-maxsize', { is: 'at-least', value: 100 }),
  outside('1.2.20', 'human judgement'),
  set('1.2.21', API, '--service-account-lookup', { is: 'boolean-or-absent', value: true }),
  special('1.2.22', 'token-key'),
  set('1.2.23', API, [['--etcd-certfile'], ['--etcd-keyfile']], present),
  set('1.2.24', API, [['--tls-cert-file'], ['--tls-private-key-file']], present),
  set('1.2.25', API, '--client-ca-file', present),
  set('1.2.26', API, '--etcd-cafile', present),
  set('1.2.27', API, '--encryption-provider-config', present, MANUAL),
  special('1.2.28', 'encryption-provider', MANUAL),
  set('1.2.29', API, '--tls-cipher-suites', { is: 'subset', of: [...TLS13, ...ECDHE_GCM] }, MANUAL),
  set('1.2.30', API, '--service-account-extend-token-expiration', off),
  set('1.3.1', KCM, '--terminated-pod-gc-threshold', present, MANUAL),
  set('1.3.2', KCM, '--profiling', off),
  set('1.3.3', KCM, '--use-service-account-credentials', { is: 'boolean', value: true }),
  set('1.3.4', KCM, '--service-account-private-key-file', present),
  set('1.3.5', KCM, '--root-ca-file', present),
  set('1.3.6', KCM, '--feature-gates', { is: 'gate-not-false', value: 'RotateKubeletServerCertificate' }),
  set('1.3.7', KCM, '--bind-address', { is: 'value-or-absent', value: '127.0.0.1' }),
  set('1.4.1', 'kube-scheduler', '--profiling', off),
  set('1.4.2', 'kube-scheduler', '--bind-address', { is: 'value-or-absent', value: '127.0.0.1' }),
  set('2.1', 'etcd', [['--cert-file'], ['--key-file']], present),
  set('2.2', 'etcd', '--client-cert-auth', { is: 'boolean', value: true }),
  set('2.3', 'etcd', '--auto-tls', { is: 'boolean-or-absent', value: false }),
  set('2.4', 'etcd', [['--peer-cert-file'], ['--peer-key-file']], present),
  set('2.5', 'etcd', '--peer-client-cert-auth', { is: 'boolean', value: true }),
  set('2.6', 'etcd', '--peer-auto-tls', { is: 'boolean-or-absent', value: false }),
  special('2.7', 'etcd-own-ca', MANUAL),
  special('3.1.1', 'human-certificate', MANUAL),
  special('3.1.2', 'human-token', MANUAL),
  special('3.1.3', 'human-bootstrap-token', MANUAL),
  set('3.2.1', API, '--audit-policy-file', present, MANUAL),
  outside('3.2.2', 'human judgement of the audit policy'),
  mode('4.1.1', 'kubelet-service', 0o600),
  owner('4.1.2', 'kubelet-service'),
  mode('4.1.3', 'kube-proxy-conf', 0o600, MANUAL),
  owner('4.1.4', 'kube-proxy-conf', MANUAL),
  mode('4.1.5', 'kubelet-conf', 0o600),
  owner('4.1.6', 'kubelet-conf'),
  mode('4.1.7', 'kubelet-client-ca', 0o644, MANUAL),
  owner('4.1.8', 'kubelet-client-ca', MANUAL),
  mode('4.1.9', 'kubelet-config', 0o600),
  owner('4.1.10', 'kubelet-config'),
  set('4.2.1', 'kubelet', '--anonymous-auth|authentication.anonymous.enabled', off),
  set('4.2.2', 'kubelet', '--authorization-mode|authorization.mode', { is: 'present-without', value: 'AlwaysAllow' }),
  set('4.2.3', 'kubelet', '--client-ca-file|authentication.x509.clientCAFile', present),
  set('4.2.4', 'kubelet', '--read-only-port|readOnlyPort', { is: 'value-or-absent', value: '0' }, MANUAL),
  set('4.2.5', 'kubelet', '--streaming-connection-idle-timeout|streamingConnectionIdleTimeout', { is: 'not-zero-duration' }, MANUAL),
  set('4.2.6', 'kubelet', '--make-iptables-util-chains|makeIPTablesUtilChains', { is: 'boolean-or-absent', value: true }),
  set('4.2.7', 'kubelet', '--hostname-override', { is: 'absent' }, MANUAL),
  set('4.2.8', 'kubelet', '--event-qps|eventRecordQPS', { is: 'at-least-or-absent', value: 0 }, MANUAL),
  special('4.2.9', 'kubelet-serving', MANUAL),
  set('4.2.10', 'kubelet', '--rotate-certificates|rotateCertificates', { is: 'boolean-or-absent', value: true }),
  set(
    '4.2.11',
    'kubelet',
    '--feature-gates|featureGates.RotateKubeletServerCertificate',
    { is: 'gate-not-false', value: 'RotateKubeletServerCertificate' },
    MANUAL,
  ),
  set('4.2.12', 'kubelet', '--tls-cipher-suites|tlsCipherSuites', { is: 'subset', of: ECDHE_GCM }, MANUAL),
  set('4.2.13', 'kubelet', '--pod-max-pids|podPidsLimit', present, MANUAL),
  set('4.2.14', 'kubelet', '--seccomp-default|seccompDefault', { is: 'boolean', value: true }, MANUAL),
  set('4.3.1', 'kube-proxy', '--metrics-bind-address|metricsBindAddress', { is: 'value-or-absent', value: '127.0.0.1' }),
]

/** Where 1.11 differs from 1.12: two lists of suites, and one control that 1.12 dropped. */
const CIS_1_11: readonly Control[] = [
  set('1.2.29', API, '--tls-cipher-suites', { is: 'subset', of: [...TLS13, ...ECDHE_GCM, ...CBC] }, MANUAL),
  set(
    '4.2.12',
    'kubelet',
    '--tls-cipher-suites|tlsCipherSuites',
    { is: 'subset', of: [...ECDHE_GCM, 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_256_GCM_SHA384'] },
    MANUAL,
  ),
  set('4.2.15', 'kubelet', 'IPAddressDeny', present, MANUAL),
]

/** All controls of one benchmark, in the order of their numbers. */
export function controlsOf(benchmark: BenchmarkId): readonly Control[] {
  if (benchmark === 'cis-1.12') return CIS_1_12
  const changed = new Map(CIS_1_11.map((control) => [control.id, control]))
  const known = new Set(CIS_1_12.map((control) => control.id))
  const all = CIS_1_12.map((control) => changed.get(control.id) ?? control)
  const added = CIS_1_11.filter((control) => !known.has(control.id))
  const last = all.findLastIndex((control) => control.id.startsWith('4.2.'))
  return [...all.slice(0, last + 1), ...added, ...all.slice(last + 1)]
}

/** 1.11 was written for Kubernetes 1.29 to 1.31 and is the nearest for older ones; 1.12 for 1.32 to 1.34 and is the newest there is. */
export function benchmarkFor(minor: number | null): BenchmarkId {
  return minor !== null && minor <= 31 ? 'cis-1.11' : 'cis-1.12'
}
