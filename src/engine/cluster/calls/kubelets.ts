/** Edges 10 and 11: a metrics client and the API server dial the kubelet. */
import type { Instance } from '../cluster.ts'
import type { ClusterDraft } from '../draft.ts'
import { bundleOf, pairOf, unset } from '../node.ts'
import { type IdentityNeed, type PlannedCall, planned, type Presents, type Trust } from '../plan.ts'
import type { ApiServer, Kubelet } from '../providers.ts'
import { identityNeed } from './api-server-clients.ts'

interface Dialler {
  readonly server: ApiServer
  readonly client: Presents
  readonly trusts: Trust
  /** One for all kubelets it dials, and one for those that allow everything. */
  readonly identity: IdentityNeed
  readonly allowed: IdentityNeed
}

export function planKubelets(draft: ClusterDraft): PlannedCall[] {
  const diallers = draft.apiServers.map((server): Dialler => diallerOf(draft, server))
  // metrics clients are not in the drop; what the API server verifies kubelets with is the one bundle somebody chose for this.
  const chosen = diallers.find(({ trusts }) => trusts.kind === 'bundle')?.trusts
  return draft.kubelets.flatMap((kubelet) => [metricsCall(kubelet, chosen), ...diallers.map((dialler) => apiServerCall(dialler, kubelet))])
}

function diallerOf(draft: ClusterDraft, server: ApiServer): Dialler {
  const { node, settings } = server
  const need = identityNeed(draft, 'kube-apiserver', node)
  const identity = { ...need, authorizationModes: server.modes }
  const allowed = { ...need, authorizationModes: ['AlwaysAllow'] }
  if (node === null || settings === null)
    return {
      server,
      identity,
      allowed,
      client: { kind: 'missing', uses: [unset('kube-apiserver', '--kubelet-client-certificate')] },
      trusts: { kind: 'missing', use: unset('kube-apiserver', '--kubelet-certificate-authority') },
    }
  const authority = settings.one('--kubelet-certificate-authority', 'kubeletClientInfo.ca')
  const client = pairOf(
    draft.reader,
    node,
    settings,
    settings.one('--kubelet-client-certificate', 'kubeletClientInfo.certFile'),
    settings.one('--kubelet-client-key', 'kubeletClientInfo.keyFile'),
    '--kubelet-client-certificate',
  )
  return {
    server,
    identity,
    allowed,
    client,
    trusts:
      authority === null
        ? { kind: 'skip', use: unset('kube-apiserver', '--kubelet-certificate-authority') }
        : bundleOf(draft.reader, node, settings, authority, 'append-certs'),
  }
}

const PORT = 10250
/** One metrics client dials all kubelets. */
const METRICS: Instance = { component: 'client', node: null }
const ITS_TOKEN: Presents = { kind: 'token', token: null, use: null }
const ITS_BUNDLE: Trust = { kind: 'missing', use: unset('metrics-client', '--kubelet-certificate-authority') }

const metricsCall = ({ instance, dialled, serving, clientTrust }: Kubelet, chosen: Trust = ITS_BUNDLE): PlannedCall =>
  planned({
    edge: 'client->kubelet',
    from: METRICS,
    to: instance,
    serverName: dialled?.name ?? null,
    nameCertain: dialled?.certain ?? false,
    port: PORT,
    client: ITS_TOKEN,
    clientTrusts: chosen,
    server: serving,
    serverTrusts: clientTrust,
  })

function apiServerCall({ server, client, trusts, identity, allowed }: Dialler, kubelet: Kubelet): PlannedCall {
  return planned({
    edge: 'kube-apiserver->kubelet',
    from: server.instance,
    to: kubelet.instance,
    serverName: kubelet.dialled?.name ?? null,
    nameCertain: kubelet.dialled?.certain ?? false,
    port: PORT,
    server: kubelet.serving,
    assumed: server.assumed || kubelet.assumed,
    client,
    clientTrusts: trusts,
    serverTrusts: kubelet.clientTrust,
    identity: kubelet.settings.one('--authorization-mode', 'authorization.mode')?.value === 'AlwaysAllow' ? allowed : identity,
  })
}
