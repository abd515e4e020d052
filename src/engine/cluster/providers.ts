/** The three servers of the diagram as their settings make them: API server, etcd, kubelet. Each is made once and shared by all its calls. */
import type { KubeObject } from '../inventory/inventory.ts'
import type { Certificate } from '../x509/certificate.ts'
import { canonicalHost, isIp, isLoopback } from './address.ts'
import type { Instance, SettingUse } from './cluster.ts'
import { bundleOf, imageVersion, type Node, pairOf, type Reader, unset } from './node.ts'
import type { AllowedName, PresentedPair, Presents, Trust } from './plan.ts'
import { verifyHostName } from '../path/names.ts'
import { embedded, leafOf, type Reference, referTo } from './resolve.ts'
import { type InstanceSettings, isTrue, listOf } from './settings.ts'
import { atLeast } from './version.ts'

export interface ApiServer {
  readonly instance: Instance
  readonly node: Node | null
  readonly settings: InstanceSettings | null
  readonly serving: Presents
  /** `--tls-sni-cert-key`: pairs chosen by the name dialled; `names` null: those of the certificate. */
  readonly sni: readonly { readonly pair: PresentedPair; readonly names: readonly string[] | null }[]
  readonly clientTrust: Trust
  readonly port: number
  readonly modes: readonly string[]
  readonly addresses: ReadonlySet<string>
  readonly assumed: boolean
}

export function apiServerOf(reader: Reader, node: Node, settings: InstanceSettings): ApiServer {
  const certificate = settings.one('--tls-cert-file', 'servingInfo.certFile')
  const key = settings.one('--tls-private-key-file', 'servingInfo.keyFile')
  const authority = settings.one('--client-ca-file', 'servingInfo.clientCA')
  return {
    instance: { component: 'kube-apiserver', node: node.name },
    node,
    settings,
    ...loadedTogether(
      // Without the flag the server makes its own certificate below --cert-dir when it starts.
      certificate === null
        ? { kind: 'missing', uses: [unset('kube-apiserver', '--tls-cert-file')] }
        : pairOf(reader, node, settings, certificate, key, '--tls-cert-file'),
      [...sniFlags(reader, node, settings), ...namedCertificates(reader, node, settings)],
    ),
    clientTrust:
      authority === null
        ? { kind: 'no-client-authority', use: unset('kube-apiserver', '--client-ca-file') }
        : bundleOf(reader, node, settings, authority, 'dynamic-ca'),
    port: Number(settings.one('--secure-port')?.value ?? 6443) || 6443,
    modes: listOf(settings.all('--authorization-mode')),
    addresses: node.addresses,
    assumed: !settings.found,
  }
}

type SniPair = ApiServer['sni'][number]

/** One serving certificate that cannot be loaded stops the server, and with it all the others. */
function loadedTogether(serving: Presents, sni: readonly SniPair[]): Pick<ApiServer, 'serving' | 'sni'> {
  if (sni.length === 0) return { serving, sni }
  const chained = (rest: readonly SniPair[]): PresentedPair | undefined => {
    const [first, ...others] = rest
    if (first === undefined) return undefined
    const next = chained(others)
    return next === undefined ? first.pair : { ...first.pair, loadsWith: next }
  }
  const named = chained(sni)
  const whole = serving.kind === 'pair' && named !== undefined ? { ...serving, loadsWith: named } : serving
  return {
    serving: whole,
    sni: sni.map(({ pair, names }) => ({ pair: whole.kind === 'pair' ? { ...pair, loadsWith: whole } : pair, names })),
  }
}

function sniFlags(reader: Reader, node: Node, settings: InstanceSettings): SniPair[] {
  return settings.all('--tls-sni-cert-key').flatMap((value): SniPair[] => {
    const [pair, names] = splitOnce(value.value, ':')
    const [cert = '', keyFile = ''] = pair.split(',')
    if (cert === '') return []
    const presented = pairOf(reader, node, settings, { ...value, value: cert }, { ...value, value: keyFile }, value.name)
    return presented.kind === 'pair'
      ? [{ pair: presented, names: names === undefined ? null : names.split(',').map((name) => name.trim()) }]
      : []
  })
}

/** `servingInfo.namedCertificates` of OpenShift's KubeAPIServerConfig. */
function namedCertificates(reader: Reader, node: Node, settings: InstanceSettings): SniPair[] {
  const pairs: SniPair[] = []
  for (let i = 0; ; i++) {
    const field = `servingInfo.namedCertificates[${i}]`
    const certificate = settings.one(`${field}.certFile`)
    if (certificate === null) return pairs
    const presented = pairOf(reader, node, settings, certificate, settings.one(`${field}.keyFile`), certificate.name)
    const names = settings.all(`${field}.names`).map(({ value }) => value)
    if (presented.kind === 'pair') pairs.push({ pair: presented, names: names.length === 0 ? null : names })
  }
}

/** Splits at the first separator that does not belong to a drive letter or path. */
function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** The API server nobody has files of: both its halves are unproven and named, but for what it publishes itself. */
export const unknownApiServer = (objects: readonly KubeObject[]): ApiServer => ({
  instance: { component: 'kube-apiserver', node: null },
  node: null,
  settings: null,
  serving: { kind: 'missing', uses: [unset('kube-apiserver', '--tls-cert-file')] },
  sni: [],
  clientTrust: publishedClientAuthority(objects),
  port: 6443,
  modes: [],
  addresses: new Set(),
  assumed: false,
})

/** Its `--client-ca-file`, as the API server writes it to kube-system/extension-apiserver-authentication (pkg/controlplane/controller/clusterauthenticationtrust). */
function publishedClientAuthority(objects: readonly KubeObject[]): Trust {
  const published = objects.find(({ kind, name }) => kind === 'ConfigMap' && name === 'extension-apiserver-authentication')
  const found = published?.texts.find(({ field }) => field === 'data[client-ca-file]')
  return found === undefined
    ? { kind: 'missing', use: unset('kube-apiserver', '--client-ca-file') }
    : { kind: 'bundle', loader: 'dynamic-ca', reference: embedded('kube-apiserver', '--client-ca-file', found.text) }
}

/**
 * The certificate a client sees that dials by this name (k8s.io/apiserver dynamiccertificates BuildNamedCertificates, then crypto/tls): one map of
 * names, in which an earlier pair beats a later one and explicit names beat those of a certificate; the whole name before its wildcard. A client
 * that dials an address sends no name: the address it reaches the server at is looked up then, and only explicit names hold one.
 */
export function servingFor(server: ApiServer, serverName: string | null, certificates: readonly Certificate[]): Presents {
  if (serverName === null || server.sni.length === 0) return server.serving
  const byName = new Map<string, Presents>()
  const later = server.sni.toReversed()
  for (const { pair, names } of later)
    if (names === null) for (const name of namesOf(leafOf(pair.certificate, certificates))) byName.set(name, pair)
  for (const { pair, names } of later) for (const name of names ?? []) byName.set(name, pair)
  if (isIp(serverName)) {
    const reached = server.addresses.has(serverName) || isLoopback(serverName) ? [serverName] : [...server.addresses]
    return reached.map((address) => byName.get(address)).find((pair) => pair !== undefined) ?? server.serving
  }
  const name = serverName.toLowerCase().replace(/\.$/, '')
  const listed = byName.get(name) ?? byName.get(name.replace(/^[^.]+/, '*'))
  if (listed !== undefined) return listed
  // crypto/tls then takes the first of all certificates that covers the name, whatever it is listed under: the default one stands first.
  const covers = (presents: Presents): boolean => {
    const leaf = presents.kind === 'pair' ? leafOf(presents.certificate, certificates) : undefined
    return leaf !== undefined && verifyHostName(leaf, name) === null
  }
  const known = server.serving.kind !== 'pair' || server.serving.certificate.text !== null
  return known && !covers(server.serving) ? ([...byName.values()].find(covers) ?? server.serving) : server.serving
}
/** getCertificateNames: the common name where it is a lower-case domain, the DNS names as they are written. */
const DOMAIN = /^(\*|(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$/
function namesOf(leaf: Certificate | undefined): readonly string[] {
  const common = leaf?.subject.commonName ?? ''
  return [...(DOMAIN.test(common) && common.length <= 253 && !isIp(common) ? [common] : []), ...(leaf?.names?.dns ?? [])]
}

export interface EtcdMember {
  readonly instance: Instance
  readonly node: Node | null
  readonly settings: InstanceSettings | null
  readonly serving: Presents
  readonly clientTrust: Trust
  readonly peerServing: Presents
  readonly peerClient: Presents
  readonly peerTrust: Trust
  readonly peerClientTrust: Trust
  readonly allowed: AllowedName | null
  readonly clientAllowed: AllowedName | null
  readonly skipSourceCheck: boolean
  /** Peer URLs others dial; the first names its own address. */
  readonly peerUrls: readonly string[]
  readonly clientUrls: readonly string[]
  readonly addresses: ReadonlySet<string>
  readonly assumed: boolean
}

export function etcdMemberOf(reader: Reader, node: Node, settings: InstanceSettings): EtcdMember {
  const pair = (certificate: string, key: string): Presents =>
    pairOf(reader, node, settings, settings.one(certificate), settings.one(key), certificate)
  const version = imageVersion(settings.image)
  const urls = (flag: string): string[] => listOf(settings.all(flag))
  // From 3.4 on a trusted CA alone already asks for certificates (client/pkg/transport/listener.go ServerConfig); 3.3 looked at the flag.
  const accepts = (ca: string, auth: string, auto: string): Trust => {
    const authority = settings.one(ca)
    const asked = isTrue(settings.one(auth)) || (authority !== null && atLeast(version, '3.4'))
    if (!asked) return { kind: 'skip', use: unset('etcd', auth, settings.one(auth)) }
    if (authority === null)
      return isTrue(settings.one(auto))
        ? { kind: 'skip', use: unset('etcd', auto, settings.one(auto)) }
        : { kind: 'system-roots', use: unset('etcd', ca) }
    const bundle = bundleOf(reader, node, settings, authority, 'etcd')
    return bundle.kind === 'bundle' && !isTrue(settings.one(auth)) ? { ...bundle, byAuthorityAlone: true } : bundle
  }
  const dials = (ca: string, auto: string): Trust => {
    const authority = settings.one(ca)
    if (isTrue(settings.one(auto)) && settings.one('--peer-cert-file') === null)
      return { kind: 'skip', use: unset('etcd', auto, settings.one(auto)) }
    return authority === null ? { kind: 'system-roots', use: unset('etcd', ca) } : bundleOf(reader, node, settings, authority, 'etcd')
  }
  const allowedBy = (commonName: string, hostname: string): AllowedName | null => {
    const cn = settings.one(commonName)
    const host = settings.one(hostname)
    // baseConfig: the host name overrides the common name.
    if (host !== null) return { kind: 'hostname', value: host.value, use: unset('etcd', hostname, host) }
    return cn === null ? null : { kind: 'common-name', value: cn.value, use: unset('etcd', commonName, cn) }
  }
  const own = settings.one('--name')?.value
  const listed = listOf(settings.all('--initial-cluster')).map((entry) => splitOnce(entry, '='))
  const mine = listed.filter(([name]) => name === own).flatMap(([, url]) => (url === undefined ? [] : [url]))
  const advertised = settings.all('--initial-advertise-peer-urls')
  const peerUrls =
    advertised.length > 0 && advertised.every(({ assumed }) => !assumed)
      ? urls('--initial-advertise-peer-urls')
      : mine.length > 0
        ? mine
        : urls('--initial-advertise-peer-urls')
  // client/pkg/transport/listener.go baseConfig loads the client pair, where one is set, before either is used.
  const both = (first: Presents, second: Presents): Presents =>
    first.kind === 'pair' && second.kind === 'pair' ? { ...first, loadsWith: second } : first
  const client = settings.one('--client-cert-file') === null ? null : pair('--client-cert-file', '--client-key-file')
  const server = pair('--cert-file', '--key-file')
  const peer = pair('--peer-cert-file', '--peer-key-file')
  const peerClient = settings.one('--peer-client-cert-file') === null ? null : pair('--peer-client-cert-file', '--peer-client-key-file')
  const peerServing = peerClient === null ? peer : both(peer, peerClient)
  return {
    instance: { component: 'etcd', node: node.name },
    node,
    settings,
    serving: client === null ? server : both(server, client),
    clientTrust: accepts('--trusted-ca-file', '--client-cert-auth', '--auto-tls'),
    peerServing,
    peerClient: peerClient === null ? peerServing : both(peerClient, peer),
    peerTrust: dials('--peer-trusted-ca-file', '--peer-auto-tls'),
    peerClientTrust: accepts('--peer-trusted-ca-file', '--peer-client-cert-auth', '--peer-auto-tls'),
    allowed: allowedBy('--peer-cert-allowed-cn', '--peer-cert-allowed-hostname'),
    clientAllowed: allowedBy('--client-cert-allowed-cn', '--client-cert-allowed-hostname'),
    skipSourceCheck:
      isTrue(settings.one('--peer-skip-client-san-verification')) ||
      isTrue(settings.one('--experimental-peer-skip-client-san-verification')),
    peerUrls,
    clientUrls: urls('--listen-client-urls'),
    addresses: node.addresses,
    assumed: !settings.found,
  }
}

/** Members named in `--initial-cluster`: name and peer URL. */
export function membersListed(settings: InstanceSettings): { name: string; url: string }[] {
  return listOf(settings.all('--initial-cluster')).flatMap((entry) => {
    const [name, url] = splitOnce(entry, '=')
    return url === undefined ? [] : [{ name, url }]
  })
}

export interface Kubelet {
  readonly instance: Instance
  readonly node: Node
  readonly settings: InstanceSettings
  readonly serving: Presents
  readonly clientTrust: Trust
  /** The address callers dial it by; certain where a setting of the drop names it. */
  readonly dialled: { readonly name: string; readonly certain: boolean } | null
  readonly assumed: boolean
}

export function kubeletOf(reader: Reader, node: Node, settings: InstanceSettings, preferred: readonly string[]): Kubelet {
  const configured = settings.sources.some(({ origin }) => origin === 'kubelet-config')
  const certificate = settings.one('--tls-cert-file', 'tlsCertFile')
  const authority = settings.one('--client-ca-file', 'authentication.x509.clientCAFile')
  const serving =
    certificate === null
      ? servingFromStore(reader, node, settings, configured)
      : pairOf(reader, node, settings, certificate, settings.one('--tls-private-key-file', 'tlsPrivateKeyFile'), '--tls-cert-file')
  return {
    instance: { component: 'kubelet', node: node.name },
    node,
    settings,
    serving,
    clientTrust: kubeletTrust(reader, node, settings, authority, configured),
    dialled: kubeletAddress(node, preferred),
    assumed: !configured && certificate === null,
  }
}

/** Without a certificate in its configuration a kubelet serves what its store holds, or what it made itself. */
function servingFromStore(reader: Reader, node: Node, settings: InstanceSettings, configured: boolean): PresentedPair {
  const directory = settings.one('--cert-dir')?.value ?? '/var/lib/kubelet/pki'
  const at = (name: string): Reference =>
    referTo(reader.index, node.tree, {
      component: 'kubelet',
      setting: '--cert-dir',
      value: `${directory}/${name}`,
      location: null,
      assumed: true,
    })
  const pair = (certificate: Reference, key: Reference): PresentedPair => ({ kind: 'pair', certificate, key, store: null })
  const bootstrapped = isTrue(settings.one('--rotate-server-certificates', 'serverTLSBootstrap'))
  const current = bootstrapped || !configured ? at('kubelet-server-current.pem') : null
  if (current === null || (!bootstrapped && current.text === null)) return pair(at('kubelet.crt'), at('kubelet.key'))
  return { ...pair(current, current), ...(neverIssued(node, directory) ? { notIssued: true } : {}) }
}

/** The store of its client certificate is in the drop, and no serving certificate in it: its request was never approved. */
function neverIssued({ tree }: Node, directory: string): boolean {
  const inStore = tree.files.hosts.list.filter((path) => path.startsWith(`${directory}/`))
  return inStore.some((path) => path.endsWith('/kubelet-client-current.pem')) && !inStore.some((path) => /\/kubelet-server-/.test(path))
}

function kubeletTrust(
  reader: Reader,
  node: Node,
  settings: InstanceSettings,
  authority: ReturnType<InstanceSettings['one']>,
  configured: boolean,
): Trust {
  if (authority !== null) return bundleOf(reader, node, settings, authority, 'dynamic-ca')
  const use: SettingUse = unset('kubelet', 'authentication.x509.clientCAFile')
  if (configured) {
    // Anonymous callers under AlwaysAllow need no certificate; else nobody but token holders gets in.
    const open =
      isTrue(settings.one('--anonymous-auth', 'authentication.anonymous.enabled')) &&
      settings.one('--authorization-mode', 'authorization.mode')?.value === 'AlwaysAllow'
    return open ? { kind: 'skip', use } : { kind: 'no-client-authority', use }
  }
  const assumed = node.layout.assumed.kubelet?.['--client-ca-file']
  if (typeof assumed !== 'string') return { kind: 'missing', use }
  return bundleOf(
    reader,
    node,
    settings,
    { name: 'authentication.x509.clientCAFile', value: assumed, location: null, assumed: true },
    'dynamic-ca',
  )
}

/** The address of a node as `--kubelet-preferred-address-types` prefers it: its IP where one is known, else its name. */
function kubeletAddress(node: Node, preferred: readonly string[]): Kubelet['dialled'] {
  const ip = [...node.addresses].find((address) => isIp(address))
  const name = node.kubernetesName?.name ?? null
  const byName = preferred[0] === 'Hostname' || preferred[0] === 'InternalDNS' || preferred[0] === 'ExternalDNS'
  if (byName && name !== null) return { name, certain: true }
  if (ip !== undefined) return { name: ip, certain: true }
  return name === null ? null : { name: canonicalHost(name), certain: false }
}
