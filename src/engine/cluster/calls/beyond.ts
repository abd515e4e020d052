/** Calls beyond the twelve that a drop can decide something about; each is drawn only where the drop has what configures it. */
import type { Settings } from '../../inventory/inventory.ts'
import { isUnspecified, parseEndpoint, portOf } from '../address.ts'
import type { Instance } from '../cluster.ts'
import type { ComponentId } from '../components.ts'
import type { ClusterDraft } from '../draft.ts'
import type { EdgeId } from '../edges.ts'
import { bundleOf, type Node, pairOf, unset } from '../node.ts'
import { type PlannedCall, planned, type Trust } from '../plan.ts'
import { type ApiServer, servingFor } from '../providers.ts'
import { embedded } from '../resolve.ts'
import { type InstanceSettings, slicesOf } from '../settings.ts'
import { planIssuerDiscovery } from './issuer-discovery.ts'
import { planAgents, planEgress } from './konnectivity.ts'
import { planPodCertificates } from './pod-certificates.ts'
import { servingSecret } from './secrets.ts'
import { planWebhooks } from './webhooks.ts'

const NOBODY = { client: { kind: 'nothing', use: null }, serverTrusts: { kind: 'none' } } as const

export function planBeyond(draft: ClusterDraft): PlannedCall[] {
  return [
    ...planWebhooks(draft),
    ...draft.outbound.flatMap((config) => outbound(draft, config)),
    ...draft.apiServers.flatMap((server) => {
      const { node, settings } = server
      return node === null || settings === null
        ? []
        : [
            ...oidc(draft, server, node, settings),
            ...planEgress(draft, server, node, settings),
            ...kms(server, settings),
            ...peers(draft, server, node, settings),
          ]
    }),
    ...draft.nodes.flatMap((node) => metrics(draft, node)),
    ...planAgents(draft),
    ...planIssuerDiscovery(draft),
    ...planPodCertificates(draft),
  ]
}

const EDGE_OF: Readonly<Partial<Record<ComponentId, EdgeId>>> = {
  'audit-webhook': 'kube-apiserver->audit-webhook',
  'authentication-webhook': 'kube-apiserver->authentication-webhook',
  'authorization-webhook': 'kube-apiserver->authorization-webhook',
  'image-policy-webhook': 'kube-apiserver->image-policy-webhook',
}

/**
 * A server elsewhere that a kubeconfig names: what the API server makes of it can be judged where a Secret of the drop is what that service
 * presents; what the other makes of the API server cannot.
 */
function outbound(draft: ClusterDraft, { role, node, callers }: ClusterDraft['outbound'][number]): PlannedCall[] {
  const edge = EDGE_OF[role]
  const caller = callers[0]
  if (edge === undefined || caller === undefined) return []
  const service = /^[a-z0-9-]+\.([a-z0-9-]+)\.svc(?=\.|$)/.exec(caller.serverName ?? '')
  const serving = service === null ? null : servingSecret(draft, role, service[1] ?? '', caller.serverName ?? '')
  return [
    planned({
      edge,
      from: { component: 'kube-apiserver', node: node?.name ?? null },
      to: { component: role, node: null },
      serverName: caller.serverName,
      port: caller.endpoint === null ? 443 : portOf(caller.endpoint),
      transport: caller.endpoint?.scheme === 'http' ? 'plaintext' : 'tls',
      unusable: caller.unusable,
      client: caller.client,
      clientTrusts: caller.trusts,
      server: serving ?? { kind: 'missing', uses: [unset(role, 'tls.crt')] },
      serverTrusts: caller.client.kind === 'pair' ? { kind: 'missing', use: unset(role, 'client-ca') } : { kind: 'none' },
    }),
  ]
}

/** `--oidc-issuer-url`, or each `jwt` of an AuthenticationConfiguration, whose CA is PEM in the file itself. */
function oidc(draft: ClusterDraft, server: ApiServer, node: Node, settings: InstanceSettings): PlannedCall[] {
  const issuer = (url: string, clientTrusts: Trust): PlannedCall[] => {
    const endpoint = parseEndpoint(url)
    if (endpoint === null) return []
    return [
      planned({
        ...NOBODY,
        edge: 'kube-apiserver->oidc-issuer',
        from: server.instance,
        to: { component: 'oidc-issuer', node: null },
        serverName: endpoint.host,
        port: endpoint.port ?? 443,
        transport: endpoint.scheme === 'http' ? 'plaintext' : 'tls',
        clientTrusts,
        server: { kind: 'missing', uses: [unset('oidc-issuer', 'tls.crt')] },
      }),
    ]
  }
  const url = settings.one('--oidc-issuer-url')
  const authority = settings.one('--oidc-ca-file')
  const byFlag =
    url === null
      ? []
      : issuer(
          url.value,
          authority === null
            ? { kind: 'system-roots', use: unset('kube-apiserver', '--oidc-ca-file') }
            : bundleOf(draft.reader, node, settings, authority, 'dynamic-ca'),
        )
  const byFile = of(settings, 'authentication-config').flatMap((file) =>
    file.settings.flatMap(({ name, value }) => {
      const within = /^(jwt\[\d+\]\.issuer)\.url$/.exec(name)?.[1]
      if (within === undefined) return []
      const field = `${within}.certificateAuthority`
      const text = draft.inventory.texts.find(({ location }) => location.file === file.location.file && location.field === field)
      const dialled = file.settings.find((setting) => setting.name === `${within}.discoveryURL`)?.value ?? value
      return issuer(
        dialled,
        text === undefined
          ? { kind: 'system-roots', use: unset('kube-apiserver', field) }
          : { kind: 'bundle', loader: 'dynamic-ca', reference: embedded('kube-apiserver', field, text) },
      )
    }),
  )
  return [...byFlag, ...byFile]
}

const of = ({ files }: InstanceSettings, origin: Settings['origin']): readonly Settings[] => files.filter((file) => file.origin === origin)

/** A KMS plugin listens on a socket of the same machine: there is nothing to check. */
function kms(server: ApiServer, settings: InstanceSettings): PlannedCall[] {
  const endpoints = of(settings, 'encryption-config').flatMap(({ settings: fields }) =>
    fields.filter(({ name }) => /\.kms\.endpoint$/.test(name)),
  )
  return endpoints.map((endpoint) =>
    planned({
      ...NOBODY,
      edge: 'kube-apiserver->kms-plugin',
      from: server.instance,
      to: { component: 'kms-plugin', node: server.instance.node },
      clientTrusts: { kind: 'none' },
      server: { kind: 'nothing', use: { ...unset('kms-plugin', endpoint.name), value: endpoint.value, location: endpoint.location } },
    }),
  )
}

/** The name checked, whatever address is dialled (pkg/controlplane/apiserver/peer.go BuildPeerProxy). */
const PEER_NAME = 'kubernetes.default.svc'

/** `--peer-ca-file`: an API server hands a request on to one of another version, as a front proxy does. */
function peers(draft: ClusterDraft, server: ApiServer, node: Node, settings: InstanceSettings): PlannedCall[] {
  const authority = settings.one('--peer-ca-file')
  if (authority === null) return []
  const certificate = settings.one('--proxy-client-cert-file')
  return draft.apiServers
    .filter((other) => other !== server)
    .map((other) => {
      const requestheader = other.settings?.one('--requestheader-client-ca-file') ?? null
      return planned({
        edge: 'kube-apiserver->kube-apiserver',
        from: server.instance,
        to: other.instance,
        serverName: PEER_NAME,
        port: Number(other.settings?.one('--peer-advertise-port')?.value ?? other.port),
        client: pairOf(draft.reader, node, settings, certificate, settings.one('--proxy-client-key-file'), '--proxy-client-cert-file'),
        clientTrusts: bundleOf(draft.reader, node, settings, authority, 'dynamic-ca'),
        server: servingFor(other, PEER_NAME, draft.inventory.certificates),
        serverTrusts:
          other.node === null || other.settings === null || requestheader === null
            ? { kind: 'no-client-authority', use: unset('kube-apiserver', '--requestheader-client-ca-file') }
            : bundleOf(draft.reader, other.node, other.settings, requestheader, 'dynamic-ca'),
        rules: {
          allowedNames: {
            names: slicesOf(other.settings?.all('--requestheader-allowed-names') ?? []),
            use: unset('kube-apiserver', '--requestheader-allowed-names', other.settings?.one('--requestheader-allowed-names') ?? null),
          },
        },
      })
    })
}

const MONITORED = [
  ['kube-controller-manager', 'metrics-client->kube-controller-manager', 10257],
  ['kube-scheduler', 'metrics-client->kube-scheduler', 10259],
] as const

/** Ports that a metrics client asks: drawn where a certificate was set for them; what a program makes itself lives in its memory. */
function metrics(draft: ClusterDraft, node: Node): PlannedCall[] {
  const from: Instance = { component: 'metrics-client', node: null }
  const calls = MONITORED.flatMap(([component, edge, port]): PlannedCall[] => {
    const settings = node.components.get(component)?.[0]
    const certificate = settings?.one('--tls-cert-file') ?? null
    if (settings === undefined || certificate === null) return []
    return [
      planned({
        edge,
        from,
        to: { component, node: node.name },
        port: Number(settings.one('--secure-port')?.value ?? port),
        client: { kind: 'token', token: null, use: null },
        clientTrusts: { kind: 'missing', use: unset('metrics-client', 'ca_file') },
        server: pairOf(draft.reader, node, settings, certificate, settings.one('--tls-private-key-file'), '--tls-cert-file'),
        serverTrusts: { kind: 'none' },
      }),
    ]
  })
  for (const member of draft.etcd.filter((one) => one.node === node))
    for (const url of slicesOf(member.settings?.all('--listen-metrics-urls') ?? [])) {
      const endpoint = parseEndpoint(url)
      if (endpoint?.scheme !== 'https') continue
      calls.push(
        planned({
          edge: 'metrics-client->etcd',
          from,
          to: member.instance,
          // Where it listens is where it is dialled, unless the client names another (`server_name`).
          serverName: isUnspecified(endpoint.host) ? null : endpoint.host,
          nameCertain: false,
          port: endpoint.port,
          client: { kind: 'missing', uses: [unset('metrics-client', 'cert_file')] },
          clientTrusts: { kind: 'missing', use: unset('metrics-client', 'ca_file') },
          server: member.serving,
          serverTrusts: member.clientTrust,
        }),
      )
    }
  return calls
}
