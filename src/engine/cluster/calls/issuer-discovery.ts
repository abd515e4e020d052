/**
 * Service account issuer discovery: who verifies tokens without asking the API server fetches its keys, first from the issuer's
 * `/.well-known/openid-configuration`, then from `--service-account-jwks-uri`. Drawn where a flag tells that somebody does: the issuer
 * kubeadm sets is the service name, which pods dial anyway (edge 4).
 */
import { verifyHostName } from '../../path/names.ts'
import { type Endpoint, parseEndpoint } from '../address.ts'
import type { ClusterDraft } from '../draft.ts'
import { unset } from '../node.ts'
import { type PlannedCall, planned } from '../plan.ts'
import { type ApiServer, servingFor } from '../providers.ts'
import { leafOf } from '../resolve.ts'
import { rootAuthority } from './api-server-clients.ts'

const IN_CLUSTER = /^kubernetes(\.default(\.svc(\..+)?)?)?$/

export function planIssuerDiscovery(draft: ClusterDraft): PlannedCall[] {
  return draft.apiServers.flatMap((server) => {
    // Of several issuers the first signs; the others are accepted only.
    const issuer = server.settings?.all('--service-account-issuer')[0]
    const keys = server.settings?.one('--service-account-jwks-uri') ?? null
    const urls = [issuer, keys].flatMap((setting) => {
      const url = setting === undefined || setting === null ? null : parseEndpoint(setting.value)
      return url?.scheme === 'https' ? [url] : []
    })
    if (keys === null && urls.every(({ host }) => IN_CLUSTER.test(host))) return []
    return urls
      .filter((url, i) => urls.findIndex(({ host, port }) => host === url.host && port === url.port) === i)
      .map((url) => call(draft, server, url))
  })
}

function call(draft: ClusterDraft, server: ApiServer, { host, port }: Endpoint): PlannedCall {
  const serving = servingFor(server, host, draft.inventory.certificates)
  const here = IN_CLUSTER.test(host) || isOurs(draft, server, host)
  return planned({
    edge: 'token-verifier->kube-apiserver',
    from: { component: 'token-verifier', node: null },
    // Elsewhere the documents are published by hand, as for a cloud provider's token exchange.
    to: here ? server.instance : { component: 'oidc-issuer', node: null },
    serverName: host,
    port: port ?? 443,
    client: { kind: 'nothing', use: null },
    clientTrusts: IN_CLUSTER.test(host) ? rootAuthority(draft, server) : { kind: 'missing', use: unset('token-verifier', 'ca_file') },
    server: here ? serving : { kind: 'missing', uses: [unset('oidc-issuer', 'tls.crt')] },
    serverTrusts: { kind: 'none' },
  })
}

/** Does this host reach the API server? Its own address, a name of its certificate, or what kubeconfigs of the cluster dial. */
function isOurs(draft: ClusterDraft, server: ApiServer, host: string): boolean {
  const serving = servingFor(server, host, draft.inventory.certificates)
  const leaf = serving.kind === 'pair' ? leafOf(serving.certificate, draft.inventory.certificates) : undefined
  return (
    server.addresses.has(host) ||
    (leaf !== undefined && verifyHostName(leaf, host) === null) ||
    draft.configs.some(({ callers }) => callers[0]?.endpoint?.host === host)
  )
}
