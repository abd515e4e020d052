/** Edges 4 to 9 and the callers beside them: everybody who dials the API server. */
import { once } from '../../encoding/maps.ts'
import { canonicalHost, firstServiceAddress, isLoopback, portOf } from '../address.ts'
import { boundIn, everyoneBound } from '../bindings.ts'
import type { Instance } from '../cluster.ts'
import type { ClusterDraft, Config } from '../draft.ts'
import type { EdgeId } from '../edges.ts'
import type { Caller } from '../kubeconfigs.ts'
import { kubeletCredential } from '../kubelet-credential.ts'
import { bundleOf, type Node, unset } from '../node.ts'
import { type IdentityNeed, type PlannedCall, planned, type Presents, type Trust } from '../plan.ts'
import { type ApiServer, servingFor, unknownApiServer } from '../providers.ts'
import { embedded, leafOf } from '../resolve.ts'
import { listOf } from '../settings.ts'

const EDGE_OF: Readonly<Partial<Record<Instance['component'], EdgeId>>> = {
  'kube-controller-manager': 'kube-controller-manager->kube-apiserver',
  'kube-scheduler': 'kube-scheduler->kube-apiserver',
  'kube-proxy': 'kube-proxy->kube-apiserver',
  kubelet: 'kubelet->kube-apiserver',
  admin: 'admin->kube-apiserver',
  'super-admin': 'super-admin->kube-apiserver',
  'kubelet-bootstrap': 'kubelet-bootstrap->kube-apiserver',
  'cloud-controller-manager': 'cloud-controller-manager->kube-apiserver',
  'konnectivity-server': 'konnectivity-server->kube-apiserver',
}

export function planApiServerClients(draft: ClusterDraft): PlannedCall[] {
  const calls: PlannedCall[] = []
  for (const config of draft.configs) {
    const caller = config.callers[0]
    if (caller !== undefined) calls.push(...kubeconfigCalls(draft, config, caller, config.role))
  }
  for (const { config, caller } of draft.clients) calls.push(...kubeconfigCalls(draft, config, caller, 'client'))
  calls.push(...draft.apiServers.flatMap((server) => podCalls(draft, server)))
  if (!draft.configs.some(({ role }) => role === 'kube-proxy')) calls.push(...serviceAccountProxy(draft))
  return calls
}

function kubeconfigCalls(draft: ClusterDraft, config: Config, caller: Caller, component: Instance['component']): PlannedCall[] {
  const edge = EDGE_OF[component] ?? (isPersons(draft, caller) ? 'user->kube-apiserver' : 'client->kube-apiserver')
  const from: Instance = { component, node: config.node?.name ?? null }
  const host = caller.endpoint?.host ?? null
  const client =
    component === 'kubelet' && config.node !== null ? kubeletCredential(draft.reader, config.node, caller.client) : caller.client
  const identity = identityNeed(draft, component, config.node)
  const name = caller.serverName === null ? null : canonicalHost(caller.serverName)
  return reached(draft, config.node, host).map((server) =>
    planned({
      edge,
      from,
      to: server.instance,
      serverName: name,
      port: caller.endpoint === null ? null : portOf(caller.endpoint),
      context: caller.context,
      assumed: config.file.use.assumed && config.file.use.file === null,
      transport: caller.endpoint?.scheme === 'http' ? 'plaintext' : 'tls',
      unusable: caller.unusable,
      client,
      clientTrusts: caller.trusts,
      server: servingFor(server, name, draft.inventory.certificates),
      serverTrusts: server.clientTrust,
      identity: { ...identity, authorizationModes: server.modes },
    }),
  )
}

/** A kubeconfig no component is known to use is somebody's for kubectl, unless its certificate names a component. OpenShift's administrator does too. */
function isPersons({ inventory }: ClusterDraft, { client }: Caller): boolean {
  const user = client.kind === 'pair' ? leafOf(client.certificate, inventory.certificates)?.subject.commonName : undefined
  return user === undefined || !user.startsWith('system:') || user === 'system:admin'
}

/** Which API servers a host reaches: the one with that address or name, its own node's for loopback, else (a load balancer) every one. */
function reached(draft: ClusterDraft, node: Node | null, host: string | null): readonly ApiServer[] {
  const servers = draft.apiServers
  if (servers.length === 0) return [unknownApiServer(draft.objects)]
  if (host === null) return servers.length === 1 ? servers : [unknownApiServer(draft.objects)]
  if (isLoopback(host)) {
    const own = servers.filter((server) => server.node !== null && server.node === node)
    return own.length > 0 ? own : servers
  }
  const exact = servers.filter(({ addresses }) => addresses.has(host))
  return exact.length > 0 ? exact : servers
}

export function identityNeed(draft: ClusterDraft, component: Instance['component'], node: Node | null): IdentityNeed {
  return {
    component,
    node: node === null ? null : knownName(draft, node),
    nodes: draft.nodeNames,
    authorizationModes: [],
    version: draft.version,
    strict: draft.layout.strictIdentities,
    bound: once(
      once(boundOf, draft.nodeNames, () => new Map<Instance['component'], IdentityNeed['bound']>()),
      component,
      () => [...(draft.layout.identities[component] ?? []), ...boundIn(draft.objects, component)],
    ),
    everyone: once(everyoneOf, draft.nodeNames, () => everyoneBound(draft.objects)),
  }
}
/** By the names of a draft, which are its own: every node asks. */
const boundOf = new WeakMap<ClusterDraft['nodeNames'], Map<Instance['component'], IdentityNeed['bound']>>()
const everyoneOf = new WeakMap<ClusterDraft['nodeNames'], IdentityNeed['everyone']>()

const kubeletsByNode = new WeakMap<ClusterDraft['kubelets'], ReadonlyMap<Node, ClusterDraft['kubelets'][number]>>()
/** The node's name; a folder's is made sure by the kubelet's own serving certificate (`NAME@time` where it made it itself). */
function knownName(draft: ClusterDraft, node: Node): IdentityNeed['node'] {
  const { kubernetesName: named } = node
  if (named === null || named.certain) return named
  const byNode = once(kubeletsByNode, draft.kubelets, () => new Map(draft.kubelets.map((kubelet) => [kubelet.node, kubelet])))
  const serving = byNode.get(node)?.serving
  const certificate = serving?.kind === 'pair' ? leafOf(serving.certificate, draft.inventory.certificates) : undefined
  const sure =
    certificate !== undefined &&
    (certificate.names?.dns.includes(named.name) === true ||
      certificate.subject.commonName === `system:node:${named.name}` ||
      certificate.subject.commonName.startsWith(`${named.name}@`))
  return sure ? { ...named, certain: true } : named
}

/** A pod trusts what the controller manager publishes as kube-root-ca.crt: `--root-ca-file`. */
export function rootAuthority(draft: ClusterDraft, server: ApiServer | null): Trust {
  const ordered = [...draft.nodes].sort((a, b) => Number(b === server?.node) - Number(a === server?.node))
  for (const node of ordered) {
    const manager = node.components.get('kube-controller-manager')?.[0]
    if (manager === undefined) continue
    const value = manager.one('--root-ca-file')
    if (value !== null) return bundleOf(draft.reader, node, manager, value, 'parse-certs')
    // Without the flag the authority of its own kubeconfig is published (controllermanager.go, startRootCACertificatePublisherController).
    const own = draft.configs.find((config) => config.role === 'kube-controller-manager' && config.node === node)?.callers[0]
    if (manager.found && own?.trusts.kind === 'bundle') return { ...own.trusts, loader: 'parse-certs' }
  }
  // No controller manager in the drop: what it published, else what this layout runs it with.
  const published = draft.objects
    .find(({ kind, name }) => kind === 'ConfigMap' && name === 'kube-root-ca.crt')
    ?.texts.find(({ field }) => field === 'data[ca.crt]')
  if (published !== undefined)
    return { kind: 'bundle', loader: 'parse-certs', reference: embedded('kube-controller-manager', '--root-ca-file', published.text) }
  const assumed = draft.layout.assumed['kube-controller-manager']?.['--root-ca-file']
  if (server?.node !== undefined && server.node !== null && server.settings !== null && typeof assumed === 'string')
    return bundleOf(
      draft.reader,
      server.node,
      { ...server.settings, component: 'kube-controller-manager' },
      { name: '--root-ca-file', value: assumed, location: null, assumed: true },
      'parse-certs',
    )
  return { kind: 'missing', use: unset('kube-controller-manager', '--root-ca-file') }
}

function podCalls(draft: ClusterDraft, server: ApiServer): PlannedCall[] {
  const trusts = rootAuthority(draft, server)
  const ranges = serviceRanges(draft, server)
  const domain = clusterDomain(draft, server)
  const names = [
    // Of two ranges the first gives the address: the service `kubernetes` is of one family (controller/kubernetesservice), and kubeadm names that alone.
    ...ranges.slice(0, 1).flatMap(({ range, certain }) => {
      const address = firstServiceAddress(range)
      return address === null ? [] : [{ name: address, certain }]
    }),
    ...['kubernetes.default.svc', 'kubernetes', 'kubernetes.default'].map((name) => ({ name, certain: server.settings?.found === true })),
    { name: `kubernetes.default.svc.${domain ?? 'cluster.local'}`, certain: server.settings?.found === true && domain !== null },
  ]
  return names.map(({ name, certain }) =>
    planned({
      edge: 'pod->kube-apiserver',
      from: { component: 'pod', node: null },
      to: server.instance,
      serverName: name,
      nameCertain: certain,
      port: 443,
      assumed: server.assumed,
      client: { kind: 'token', token: null, use: null },
      clientTrusts: trusts,
      server: servingFor(server, name, draft.inventory.certificates),
      serverTrusts: server.clientTrust,
    }),
  )
}

/** The service ranges as configured anywhere in the cluster; the layout's default is a guess. */
function serviceRanges(draft: ClusterDraft, server: ApiServer): { range: string; certain: boolean }[] {
  const own = server.settings?.all('--service-cluster-ip-range', 'servicesSubnet') ?? []
  const said = own.filter(({ assumed }) => !assumed)
  if (said.length > 0) return listOf(said).map((range) => ({ range, certain: true }))
  for (const node of draft.nodes) {
    const values = node.components.get('kube-controller-manager')?.[0]?.all('--service-cluster-ip-range') ?? []
    if (values.length > 0) return listOf(values).map((range) => ({ range, certain: true }))
  }
  const configured = draft.kubeadm.find(({ name }) => name === 'networking.serviceSubnet')
  if (configured !== undefined) return configured.value.split(',').map((range) => ({ range, certain: true }))
  // A whole command line without the flag leaves the program's default; a unit may take further flags from a file that is not in the drop.
  const whole = server.settings?.sources.some(({ origin }) => WHOLE.has(origin)) === true
  return listOf(own).map((range) => ({ range, certain: whole }))
}
const WHOLE: ReadonlySet<string> = new Set(['static-pod', 'pod', 'process-line'])

const DOMAIN_OF_ISSUER = /^https:\/\/kubernetes\.default\.svc\.([^/:]+)\/?$/
/** The domain of service names, as a kubelet, kubeadm or the issuer of tokens names it; null where nothing in the drop does. */
function clusterDomain(draft: ClusterDraft, server: ApiServer): string | null {
  for (const node of draft.nodes) {
    const domain = node.components.get('kubelet')?.[0]?.one('--cluster-domain', 'clusterDomain')?.value
    if (domain !== undefined) return domain
  }
  for (const { value, assumed } of server.settings?.all('--service-account-issuer') ?? []) {
    const domain = assumed ? undefined : DOMAIN_OF_ISSUER.exec(value)?.[1]
    if (domain !== undefined) return domain
  }
  return draft.kubeadm.find(({ name }) => name === 'networking.dnsDomain')?.value ?? null
}

/** kube-proxy as kubeadm runs it: a DaemonSet with a service-account token; its kubeconfig is a ConfigMap that no node keeps. */
function serviceAccountProxy(draft: ClusterDraft): PlannedCall[] {
  if (draft.layout.kubeProxy !== 'service-account' || draft.apiServers.length === 0) return []
  const node = draft.nodes.find(({ components }) => components.has('kube-proxy')) ?? null
  const secret = draft.objects.find(
    ({ kind, facts, name, tokens }) =>
      kind === 'Secret' &&
      tokens.length > 0 &&
      (facts['metadata.annotations.kubernetes.io/service-account.name'] === 'kube-proxy' || /^kube-proxy-token-/.test(name)),
  )
  const authority = secret?.texts.find(({ field }) => field.includes('ca.crt'))
  const token =
    secret?.tokens[0] ??
    draft.inventory.tokens.find(({ serviceAccount, location }) => serviceAccount === 'kube-proxy' && draft.isOurs(location.file))?.id ??
    null
  const config = draft.objects.find(({ kind, name }) => kind === 'ConfigMap' && name === 'kube-proxy')?.kubeconfigs[0]
  const client: Presents = { kind: 'token', token, use: unset('kube-proxy', 'clientConnection.kubeconfig') }
  const trusts: Trust =
    authority === undefined
      ? { kind: 'missing', use: { ...unset('kube-proxy', 'clientConnection.kubeconfig'), value: 'ConfigMap kube-system/kube-proxy' } }
      : { kind: 'bundle', loader: 'append-certs', reference: embedded('kube-proxy', authority.field, authority.text) }
  const server = config?.clusters[0]?.server
  const dialled = server === undefined ? null : (/^[a-z]+:\/\/(\[[^\]]+\]|[^:/]+)/.exec(server)?.[1]?.replace(/^\[|\]$/g, '') ?? null)
  const fallback = draft.configs.find(({ role }) => role === 'admin' || role === 'kubelet')?.callers[0]?.endpoint?.host ?? null
  const host = dialled ?? fallback
  return reached(draft, node, host).map((target) =>
    planned({
      edge: 'kube-proxy->kube-apiserver',
      from: { component: 'kube-proxy', node: node?.name ?? null },
      to: target.instance,
      serverName: host,
      nameCertain: dialled !== null,
      port: 6443,
      assumed: authority === undefined,
      client,
      clientTrusts: trusts,
      server: servingFor(target, host, draft.inventory.certificates),
      serverTrusts: target.clientTrust,
      identity: { ...identityNeed(draft, 'kube-proxy', node), authorizationModes: target.modes },
    }),
  )
}
