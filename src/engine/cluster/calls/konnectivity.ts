/** Konnectivity (sigs.k8s.io/apiserver-network-proxy): the API server calls its proxy server, and so do the agents on the nodes. */
import type { Instance } from '../cluster.ts'
import type { ClusterDraft } from '../draft.ts'
import { parseEndpoint } from '../address.ts'
import { bundleOf, type Node, pairOf, reference, unset } from '../node.ts'
import { type PlannedCall, planned, type Presents, type Trust } from '../plan.ts'
import type { ApiServer } from '../providers.ts'
import type { Reference } from '../resolve.ts'
import type { InstanceSettings, Value } from '../settings.ts'
import { rootAuthority } from './api-server-clients.ts'

const NOTHING = { kind: 'nothing', use: null } as const
const NONE = { kind: 'none' } as const

/** EgressSelectorConfiguration (k8s.io/apiserver pkg/server/egressselector): konnectivity over TCP with TLS, or on a socket. */
export function planEgress(draft: ClusterDraft, server: ApiServer, node: Node, settings: InstanceSettings): PlannedCall[] {
  return settings.files.flatMap(({ origin, settings: fields }) => {
    if (origin !== 'egress-selector-config') return []
    const transports = new Set(fields.flatMap(({ name }) => /^(egressSelections\[\d+\]\.connection\.transport)\./.exec(name)?.[1] ?? []))
    return [...transports].map((transport): PlannedCall => {
      const value = (name: string): Value | null => {
        const found = fields.find((field) => field.name === `${transport}.${name}`)
        return found === undefined || found.value === '' ? null : { ...found, assumed: false }
      }
      const at = (one: Value): Reference => reference(draft.reader, node, settings, one)
      const url = parseEndpoint(value('tcp.url')?.value ?? '')
      const base = {
        edge: 'kube-apiserver->konnectivity-server',
        from: server.instance,
        to: { component: 'konnectivity-server', node: node.name },
      } as const
      // A socket of the same machine has no TLS, by design.
      if (url === null) return planned({ ...base, client: NOTHING, clientTrusts: NONE, server: NOTHING, serverTrusts: NONE })
      const [certificate, key, authority] = [
        value('tcp.tlsConfig.clientCert'),
        value('tcp.tlsConfig.clientKey'),
        value('tcp.tlsConfig.caBundle'),
      ]
      const client: Presents =
        certificate === null
          ? { kind: 'nothing', use: unset('kube-apiserver', 'tlsConfig.clientCert') }
          : { kind: 'pair', certificate: at(certificate), key: key === null ? null : at(key), store: null }
      return planned({
        ...base,
        ...konnectivity(draft, node),
        serverName: value('tcp.tlsConfig.tlsServerName')?.value ?? url.host,
        port: url.port,
        transport: url.scheme === 'http' ? 'plaintext' : 'tls',
        client,
        clientTrusts:
          authority === null
            ? { kind: 'system-roots', use: unset('kube-apiserver', 'tlsConfig.caBundle') }
            : { kind: 'bundle', loader: 'append-certs', reference: at(authority) },
      })
    })
  })
}

/** What a konnectivity server of the node presents to the API server, and checks it against. */
function konnectivity(draft: ClusterDraft, node: Node): Pick<PlannedCall, 'server' | 'serverTrusts'> {
  const settings = node.components.get('konnectivity-server')?.[0]
  if (settings === undefined)
    return {
      server: { kind: 'missing', uses: [unset('konnectivity-server', '--server-cert')] },
      serverTrusts: { kind: 'missing', use: unset('konnectivity-server', '--server-ca-cert') },
    }
  const authority = settings.one('--server-ca-cert')
  return {
    server: servingOf(draft, node, settings, 'server'),
    serverTrusts:
      authority === null
        ? { kind: 'skip', use: unset('konnectivity-server', '--server-ca-cert') }
        : bundleOf(draft.reader, node, settings, authority, 'append-certs'),
  }
}

/** `--server-cert` towards the API server, `--cluster-cert` towards the agents. */
function servingOf(draft: ClusterDraft, node: Node, settings: InstanceSettings, side: 'server' | 'cluster'): Presents {
  const certificate = settings.one(`--${side}-cert`)
  if (certificate === null) return { kind: 'missing', uses: [unset('konnectivity-server', `--${side}-cert`)] }
  return pairOf(draft.reader, node, settings, certificate, settings.one(`--${side}-key`), certificate.name)
}

interface Placed {
  readonly instance: Instance
  readonly node: Node
  readonly settings: InstanceSettings
}
const placed = ({ nodes }: ClusterDraft, component: 'konnectivity-server' | 'konnectivity-agent'): Placed[] =>
  nodes.flatMap((node) =>
    (node.components.get(component) ?? []).map((settings) => ({ instance: { component, node: node.name }, node, settings })),
  )

/** Agents and servers need not both be in the drop: a DaemonSet names the one, a manifest on the control plane the other. */
export function planAgents(draft: ClusterDraft): PlannedCall[] {
  const agents = placed(draft, 'konnectivity-agent')
  const servers = placed(draft, 'konnectivity-server')
  if (agents.length === 0)
    return servers.filter(({ settings }) => settings.one('--cluster-cert') !== null).map((one) => call(draft, null, one))
  return agents.flatMap((agent) => {
    const host = agent.settings.one('--proxy-server-host')?.value
    const own = servers.filter(({ node }) => host !== undefined && node.addresses.has(host))
    const reached = own.length > 0 ? own : servers
    return reached.length === 0 ? [call(draft, agent, null)] : reached.map((server) => call(draft, agent, server))
  })
}

function call(draft: ClusterDraft, agent: Placed | null, server: Placed | null): PlannedCall {
  return planned({
    edge: 'konnectivity-agent->konnectivity-server',
    from: agent?.instance ?? { component: 'konnectivity-agent', node: null },
    to: server?.instance ?? { component: 'konnectivity-server', node: null },
    // cmd/agent/app/options: without the flags it dials its own node.
    serverName: agent === null ? null : (agent.settings.one('--proxy-server-host')?.value ?? '127.0.0.1'),
    port: Number(agent?.settings.one('--proxy-server-port')?.value ?? server?.settings.one('--agent-port')?.value ?? 8091),
    clientTrusts: agentTrusts(draft, agent),
    server:
      server === null
        ? { kind: 'missing', uses: [unset('konnectivity-server', '--cluster-cert')] }
        : servingOf(draft, server.node, server.settings, 'cluster'),
    ...clientOf(draft, agent, server),
  })
}

const SERVICE_ACCOUNT_CA = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt'
function agentTrusts(draft: ClusterDraft, agent: Placed | null): Trust {
  if (agent === null) return { kind: 'missing', use: unset('konnectivity-agent', '--ca-cert') }
  const authority = agent.settings.one('--ca-cert')
  if (authority === null) return { kind: 'system-roots', use: unset('konnectivity-agent', '--ca-cert') }
  const root = authority.value === SERVICE_ACCOUNT_CA ? rootAuthority(draft, draft.apiServers[0] ?? null) : null
  return root === null
    ? bundleOf(draft.reader, agent.node, agent.settings, authority, 'append-certs')
    : root.kind === 'bundle'
      ? { ...root, loader: 'append-certs' }
      : root
}

/** With `--cluster-ca-cert` the server requires a certificate (getTLSConfig), else it reviews a token where it is told whose. */
function clientOf(draft: ClusterDraft, agent: Placed | null, server: Placed | null): Pick<PlannedCall, 'client' | 'serverTrusts'> {
  const missing = (setting: string): Presents => ({ kind: 'missing', uses: [unset('konnectivity-agent', setting)] })
  const certificate = agent?.settings.one('--agent-cert') ?? null
  const pair =
    agent === null
      ? missing('--agent-cert')
      : pairOf(draft.reader, agent.node, agent.settings, certificate, agent.settings.one('--agent-key'), '--agent-cert')
  const authority = server?.settings.one('--cluster-ca-cert') ?? null
  if (server !== null && authority !== null)
    return { client: pair, serverTrusts: bundleOf(draft.reader, server.node, server.settings, authority, 'append-certs') }
  const unknown: Trust = { kind: 'missing', use: unset('konnectivity-server', '--cluster-ca-cert') }
  if (server === null && certificate !== null) return { client: pair, serverTrusts: unknown }
  const path = agent?.settings.one('--service-account-token-path') ?? null
  const reviewed = (server?.settings.one('--agent-service-account') ?? null) !== null
  if (path !== null || (reviewed && agent === null))
    return {
      client: { kind: 'token', token: null, use: unset('konnectivity-agent', '--service-account-token-path', path) },
      serverTrusts: NONE,
    }
  if (server === null) return { client: missing('--agent-cert'), serverTrusts: unknown }
  return reviewed
    ? {
        client: missing('--service-account-token-path'),
        serverTrusts: { kind: 'missing', use: unset('konnectivity-server', '--kubeconfig') },
      }
    : { client: NOTHING, serverTrusts: NONE }
}
