/** Edges 1, 2 and 3: members among themselves, the health client, the API server. */
import type { Setting, Settings } from '../../inventory/inventory.ts'
import { isIp, isLoopback, parseEndpoint } from '../address.ts'
import type { ClusterDraft } from '../draft.ts'
import { type Node, pairOf, reference, unset } from '../node.ts'
import { type PlannedCall, planned, type Presents, type Trust } from '../plan.ts'
import { type ApiServer, type EtcdMember, membersListed } from '../providers.ts'
import { referTo } from '../resolve.ts'
import { settingsOf, type Value } from '../settings.ts'

export const planEtcd = (draft: ClusterDraft): PlannedCall[] => [
  ...peers(draft),
  ...draft.etcd.flatMap((member) => healthClient(draft, member)),
  ...draft.apiServers.flatMap((server) => apiServerToEtcd(draft, server)),
]

function peers({ etcd }: ClusterDraft): PlannedCall[] {
  const calls: PlannedCall[] = []
  for (const from of etcd) {
    const others = etcd.filter((member) => member !== from)
    // A single member is checked against itself: the pair must serve and call as soon as a second one joins.
    const absent =
      from.settings === null
        ? []
        : membersListed(from.settings).filter(({ name, url }) => !etcd.some((member) => isMember(member, name, url)))
    const targets = others.length === 0 && absent.length === 0 ? [from] : others
    for (const to of targets) for (const url of to.peerUrls.length > 0 ? to.peerUrls : ['']) calls.push(peerCall(from, to, url))
    for (const { name, url } of absent) calls.push(peerCall(from, unknownMember(name), url))
  }
  return calls
}

function isMember(member: EtcdMember, name: string, url: string): boolean {
  const host = parseEndpoint(url)?.host
  return (
    member.settings?.one('--name')?.value === name ||
    (host !== undefined && !isLoopback(host) && member.addresses.has(host)) ||
    member.peerUrls.includes(url)
  )
}

function peerCall(from: EtcdMember, to: EtcdMember, url: string): PlannedCall {
  const endpoint = parseEndpoint(url)
  const source = parseEndpoint(from.peerUrls[0] ?? '')?.host
  return planned({
    edge: 'etcd->etcd',
    from: from.instance,
    to: to.instance,
    serverName: endpoint?.host ?? null,
    port: endpoint?.port ?? 2380,
    assumed: from.assumed || to.assumed,
    transport: endpoint?.scheme === 'http' ? 'plaintext' : 'tls',
    client: from.peerClient,
    clientTrusts: from.peerTrust,
    server: to.peerServing,
    serverTrusts: to.peerClientTrust,
    rules: {
      ...(to.allowed === null ? {} : { clientAllowed: to.allowed }),
      ...(from.allowed === null ? {} : { serverAllowed: from.allowed }),
      ...(source !== undefined && isIp(source) && !to.skipSourceCheck ? { sourceAddress: source } : {}),
    },
  })
}

const unknownMember = (node: string | null): EtcdMember => ({
  instance: { component: 'etcd', node },
  node: null,
  settings: null,
  serving: { kind: 'missing', uses: [unset('etcd', '--cert-file')] },
  clientTrust: { kind: 'missing', use: unset('etcd', '--trusted-ca-file') },
  peerServing: { kind: 'missing', uses: [unset('etcd', '--peer-cert-file')] },
  peerClient: { kind: 'missing', uses: [unset('etcd', '--peer-cert-file')] },
  peerTrust: { kind: 'missing', use: unset('etcd', '--peer-trusted-ca-file') },
  peerClientTrust: { kind: 'missing', use: unset('etcd', '--peer-trusted-ca-file') },
  allowed: null,
  clientAllowed: null,
  skipSourceCheck: false,
  peerUrls: [],
  clientUrls: [],
  addresses: new Set(),
  assumed: false,
})

/** The probe of an old manifest names client and CA; else kubeadm's health client, which kubeadm itself dials etcd with. */
function healthClient(draft: ClusterDraft, member: EtcdMember): PlannedCall[] {
  const { node, settings } = member
  if (node === null || settings === null) return []
  const probe = settings.sources
    .flatMap(({ probes }) => probes)
    .find(({ program, settings: flags }) => /etcdctl$/.test(program) && flags.some(({ name }) => name === '--cert' || name === '--cacert'))
  const flags = probe?.settings ?? environmentFlags(settings.sources)
  const endpoints = flags.find(({ name }) => name === '--endpoints')?.value
  const { client, trusts, assumed } = flags.length === 0 ? byLayout(draft, node, member) : byProbe(draft, node, member, flags)
  if (client === null || trusts === null) return []
  const urls = (
    endpoints ??
    member.clientUrls.find((url) => isLoopback(parseEndpoint(url)?.host ?? '')) ??
    member.clientUrls[0] ??
    'https://127.0.0.1:2379'
  ).split(',')
  return urls.map((url) => {
    const endpoint = parseEndpoint(url)
    return planned({
      edge: 'etcdctl->etcd',
      from: { component: 'etcdctl', node: node.name },
      to: member.instance,
      serverName: endpoint?.host ?? null,
      port: endpoint?.port ?? 2379,
      assumed: member.assumed || (assumed && member.assumed),
      transport: endpoint?.scheme === 'http' ? 'plaintext' : 'tls',
      client,
      clientTrusts: trusts,
      server: member.serving,
      serverTrusts: member.clientTrust,
      ...(member.clientAllowed === null ? {} : { rules: { clientAllowed: member.clientAllowed } }),
    })
  })
}

/** etcdctl reads its flags from ETCDCTL_ variables too (kubespray keeps them in etcd.env). */
const environmentFlags = (sources: readonly Settings[]): Setting[] =>
  sources
    .flatMap(({ settings }) => settings)
    .filter(({ name }) => /^ETCDCTL_(CACERT|CERT|KEY|ENDPOINTS)$/.test(name))
    .map((setting) => ({ ...setting, name: `--${setting.name.slice('ETCDCTL_'.length).toLowerCase()}` }))

function byProbe(
  draft: ClusterDraft,
  node: Node,
  member: EtcdMember,
  flags: readonly { name: string; value: string; location: Value['location'] }[],
): { client: Presents | null; trusts: Trust | null; assumed: boolean } {
  const settings = settingsOf('etcdctl', [], draft.layout)
  const value = (name: string): Value | null => {
    const found = flags.find((flag) => flag.name === name)
    return found === undefined ? null : { ...found, assumed: false }
  }
  const within = { ...settings, mounts: member.settings?.mounts ?? [] }
  const authority = value('--cacert') ?? value('--ca-file')
  return {
    client: pairOf(draft.reader, node, within, value('--cert') ?? value('--cert-file'), value('--key') ?? value('--key-file'), '--cert'),
    trusts:
      authority === null
        ? { kind: 'system-roots', use: unset('etcdctl', '--cacert') }
        : { kind: 'bundle', loader: 'etcd', reference: reference(draft.reader, node, within, authority) },
    assumed: false,
  }
}

function byLayout(
  draft: ClusterDraft,
  node: Node,
  member: EtcdMember,
): { client: Presents | null; trusts: Trust | null; assumed: boolean } {
  const paths = draft.layout.etcdClient
  const inPod = member.settings?.sources.some(({ origin }) => origin === 'static-pod') === true
  if (paths === null || (paths.onlyOfPod === true && !inPod)) return { client: null, trusts: null, assumed: true }
  const at = (setting: string, value: string) =>
    referTo(
      draft.reader.index,
      node.tree,
      { component: 'etcdctl', setting, value, location: null, assumed: true },
      '/',
      member.settings?.mounts ?? [],
    )
  return {
    client: { kind: 'pair', certificate: at('--cert', paths.certificate), key: at('--key', paths.key), store: null },
    trusts: { kind: 'bundle', loader: 'etcd', reference: at('--cacert', paths.authority) },
    assumed: true,
  }
}

function apiServerToEtcd(draft: ClusterDraft, server: ApiServer): PlannedCall[] {
  const { node, settings } = server
  if (node === null || settings === null) return []
  const certificate = settings.one('--etcd-certfile', 'storageConfig.certFile')
  const authority = settings.one('--etcd-cafile', 'storageConfig.ca')
  const client = pairOf(
    draft.reader,
    node,
    settings,
    certificate,
    settings.one('--etcd-keyfile', 'storageConfig.keyFile'),
    '--etcd-certfile',
  )
  const trusts: Trust =
    authority === null
      ? { kind: 'system-roots', use: unset('kube-apiserver', '--etcd-cafile') }
      : { kind: 'bundle', loader: 'etcd', reference: reference(draft.reader, node, settings, authority) }
  const urls = settings
    .all('--etcd-servers', 'storageConfig.urls')
    .flatMap(({ value }) => value.split(','))
    .map((url) => url.trim())
    .filter((url) => url !== '')
  return urls.flatMap((url) => {
    const endpoint = parseEndpoint(url)
    if (endpoint === null) return []
    const to = {
      client,
      clientTrusts: trusts,
      edge: 'kube-apiserver->etcd',
      from: server.instance,
      serverName: endpoint.host,
      port: endpoint.port ?? 2379,
      assumed: server.assumed,
    } as const
    // A socket is kine or another datastore on the same machine: no TLS by design.
    if (endpoint.scheme.startsWith('unix'))
      return [
        planned({
          ...to,
          serverName: null,
          port: null,
          to: { component: 'etcd', node: node.name },
          transport: 'absent',
          server: { kind: 'nothing', use: null },
          serverTrusts: { kind: 'none' },
        }),
      ]
    const member = memberAt(draft, node, endpoint.host)
    const transport = endpoint.scheme === 'http' ? 'plaintext' : 'tls'
    if (member !== null)
      return [
        planned({
          ...to,
          to: member.instance,
          transport,
          server: member.serving,
          serverTrusts: member.clientTrust,
          ...(member.clientAllowed === null ? {} : { rules: { clientAllowed: member.clientAllowed } }),
        }),
      ]
    const local = isLoopback(endpoint.host)
    return [
      planned({
        ...to,
        to: { component: local ? 'etcd' : 'external-etcd', node: local ? node.name : null },
        transport,
        server: { kind: 'missing', uses: [unset('etcd', '--cert-file')] },
        // etcd's own bundle is not in the drop. One CA signs both ends of an etcd as the API server is told of it: assumed, and said so.
        serverTrusts: authority === null || local ? { kind: 'missing', use: unset('etcd', '--trusted-ca-file') } : assumedSame(trusts),
      }),
    ]
  })
}

function assumedSame(trusts: Trust): Trust {
  if (trusts.kind !== 'bundle') return trusts
  const { reference: own } = trusts
  return { ...trusts, reference: { ...own, use: { ...own.use, component: 'external-etcd', setting: '--trusted-ca-file', assumed: true } } }
}

function memberAt(draft: ClusterDraft, node: Node, host: string): EtcdMember | null {
  const own = draft.etcd.find((member) => member.node === node) ?? null
  if (isLoopback(host)) return own
  return draft.etcd.find((member) => member.addresses.has(host)) ?? null
}
