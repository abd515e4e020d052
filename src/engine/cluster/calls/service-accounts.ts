/** Edge 12: who signs service-account tokens, which tokens are in the drop, and what each API server verifies them with. */
import { push } from '../../encoding/maps.ts'
import type { TokenFacts } from '../../inventory/inventory.ts'
import type { ClusterDraft } from '../draft.ts'
import { type Node, reference, unset } from '../node.ts'
import { type PlannedCall, planned, type TokenCheck } from '../plan.ts'
import type { ApiServer } from '../providers.ts'
import { type Reference, throughMounts } from '../resolve.ts'
import { atLeast } from '../version.ts'
import { type InstanceSettings, listOf, type Value } from '../settings.ts'

const NO_TLS = {
  client: { kind: 'nothing', use: null },
  clientTrusts: { kind: 'none' },
  server: { kind: 'nothing', use: null },
  serverTrusts: { kind: 'none' },
} as const

export function planServiceAccounts(draft: ClusterDraft): PlannedCall[] {
  const verifiers = draft.apiServers.map((server) => ({ server, check: verifierOf(draft, server) }))
  const calls: PlannedCall[] = []
  const add = (
    edge: 'controller-manager-signer->kube-apiserver' | 'apiserver-signer->kube-apiserver',
    component: 'controller-manager-signer' | 'apiserver-signer',
    node: string | null,
    signer: Reference,
    assumed: boolean,
  ): void => {
    for (const { server, check } of verifiers)
      calls.push(
        planned({
          ...NO_TLS,
          edge,
          from: { component, node },
          to: server.instance,
          assumed: assumed || server.assumed,
          token: { ...check, signer },
        }),
      )
  }
  for (const node of draft.nodes) {
    const manager = node.components.get('kube-controller-manager')?.[0]
    const legacy = manager?.one('--service-account-private-key-file')
    if (manager !== undefined && legacy !== undefined && legacy !== null)
      add(
        'controller-manager-signer->kube-apiserver',
        'controller-manager-signer',
        node.name,
        reference(draft.reader, node, manager, legacy),
        !manager.found,
      )
    const server = node.components.get('kube-apiserver')?.[0]
    const bound = server?.one('--service-account-signing-key-file')
    if (server !== undefined && bound !== undefined && bound !== null)
      add('apiserver-signer->kube-apiserver', 'apiserver-signer', node.name, reference(draft.reader, node, server, bound), !server.found)
  }
  for (const { server, check } of verifiers) {
    const required = requiredFlags(draft, server)
    if (required === null) continue
    const from = { component: 'apiserver-signer', node: server.instance.node } as const
    calls.push(planned({ ...NO_TLS, edge: 'apiserver-signer->kube-apiserver', from, to: server.instance, token: { ...check, required } }))
  }
  const tokens = new Map<string, TokenFacts[]>()
  for (const token of draft.inventory.tokens)
    if (token.kind === 'service-account' && draft.isOurs(token.location.file)) push(tokens, token.location.file, token)
  for (const node of tokens.size === 0 ? [] : draft.nodes) {
    const own = node.tree.paths.flatMap((path) => tokens.get(path) ?? []).sort((a, b) => a.id - b.id)
    for (const token of own) {
      for (const { server, check } of verifiers)
        calls.push(
          planned({
            ...NO_TLS,
            edge: 'token->kube-apiserver',
            from: { component: 'token', node: node.name },
            to: server.instance,
            token: { ...check, token: token.id },
          }),
        )
    }
  }
  return calls
}

const ISSUER = '--service-account-issuer'
const SIGNING_KEY = '--service-account-signing-key-file'
/** From 1.20 on the API server exits without issuer and signing key (kubernetes pull request 95896). Only a whole command line says that they are not set. */
export function requiredFlags(draft: ClusterDraft, { settings }: Pick<ApiServer, 'settings'>): TokenCheck['required'] {
  const pod = settings?.sources.find(({ origin }) => origin === 'static-pod')
  if (settings === null || pod === undefined || draft.version === null || !atLeast(draft.version, '1.20')) return null
  const missing = [ISSUER, SIGNING_KEY].filter((flag) => !settings.all(flag).some(({ assumed }) => !assumed))
  const [first] = missing
  if (first === undefined || settings.one('--service-account-signing-endpoint') !== null) return null
  const use = { ...unset('kube-apiserver', first), location: pod.location }
  const pair = `${SIGNING_KEY} and ${ISSUER} are required flags`
  return { use, settings: missing, error: missing.includes(ISSUER) ? `service-account-issuer is a required flag, ${pair}` : pair }
}

/** `serviceAccountPublicKeyFiles` of OpenShift names directories: every file in one is read. */
function filesOf(node: Node, settings: InstanceSettings, value: Value): Value[] {
  const directory = `${throughMounts(value.value, settings.mounts).replace(/\/$/, '')}/`
  if (!node.tree.files.hosts.directories.has(directory)) return [value]
  return node.tree.files.hosts.list.filter((path) => path.startsWith(directory)).map((path) => ({ ...value, value: path }))
}

function verifierOf(draft: ClusterDraft, server: ApiServer): TokenCheck {
  const { node, settings } = server
  const empty: TokenCheck = {
    signer: null,
    token: null,
    verifiers: [],
    verifierMissing: unset('kube-apiserver', '--service-account-key-file'),
    issuers: [],
    audiences: [],
    required: null,
    version: draft.version,
  }
  if (node === null || settings === null) return empty
  const named = settings.all('--service-account-key-file', 'serviceAccountPublicKeyFiles')
  // Without the flag the key of the serving certificate verifies (options.Authentication.ApplyTo).
  const fallback = settings.one('--tls-private-key-file', 'servingInfo.keyFile')
  const values = named.length > 0 ? named : fallback === null ? [] : [fallback]
  return {
    ...empty,
    verifiers: values.flatMap((value) => filesOf(node, settings, value)).map((value) => reference(draft.reader, node, settings, value)),
    verifierMissing: values.length > 0 ? null : empty.verifierMissing,
    issuers: settings.all('--service-account-issuer').map(({ value }) => value),
    audiences: listOf(settings.all('--api-audiences')),
  }
}
