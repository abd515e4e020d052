/** First half: would the caller accept the server? Path to its bundle, serverAuth, the name dialled. */
import type { SettingUse } from '../cluster/cluster.ts'
import { unset } from '../cluster/node.ts'
import type { PlannedCall, Trust } from '../cluster/plan.ts'
import { anchorsOf, type Bench, checkPath, hopeless, leafAlone, servingFault, unlessGone } from './anchors.ts'
import { broken, type Ends, loadFaultHalf, simple, unproven } from './half.ts'
import type { LoadedPair } from './loaders.ts'
import { allowedFault } from './peer-rules.ts'
import type { Half } from './verdict.ts'

export const useOfTrust = (trust: Trust): SettingUse | null =>
  trust.kind === 'bundle' ? trust.reference.use : trust.kind === 'none' ? null : trust.use

const PREFIX = (): string => 'tls: failed to verify certificate: '

export function judgeServer(bench: Bench, call: PlannedCall): Half {
  const { clientTrusts: trusts, server } = call
  const ends: Ends = {
    presents: server.kind === 'pair' ? server.certificate.use : server.kind === 'missing' ? (server.uses[0] ?? null) : null,
    trusts: useOfTrust(trusts),
  }
  if (call.transport === 'absent') return simple('absent', ends)
  if (call.transport === 'plaintext') return simple('plaintext', ends)
  if (call.unusable !== null) return unusableHalf(call, ends)
  if (trusts.kind === 'none' || trusts.kind === 'no-client-authority') return simple('not-applicable', ends)
  if (trusts.kind === 'skip') return simple('unverified', ends)
  const anchors = anchorsOf(bench, trusts)
  const pair = server.kind === 'pair' ? bench.loaders.pair(server) : null
  if (pair !== null && pair.fault !== null) return loadFaultHalf(pair.fault, ends)
  if (anchors.kind === 'fault') return loadFaultHalf(anchors.fault, ends)
  if (pair === null || pair.certificate === null) {
    const missing = server.kind === 'missing' ? server.uses : (pair?.missing.slice(0, 1) ?? [])
    if (anchors.kind === 'known') return hopeless(bench, anchors, ends) ?? unproven(missing, ends)
    const others = anchors.kind === 'missing' ? anchors.uses : []
    return unproven([...missing, ...others], ends)
  }
  if (call.edge === 'client->kubelet' && anchors.kind === 'missing') return strangersView(bench, pair.certificate, call, anchors.uses, ends)
  const refused = servingFault(bench, pair)
  if (refused !== null) return loadFaultHalf(refused, ends)
  const half = unlessGone(
    byName(bench, call, pair, pair.certificate, ends, (name) =>
      checkPath(bench, pair.certificate ?? 0, pair.chain, anchors, 'serverAuth', name, ends, PREFIX),
    ),
    pair.gone,
    ends,
  )
  if (half.status !== 'trusted' || call.rules?.serverAllowed === undefined) return half
  const fault = allowedFault(bench, call.rules.serverAllowed, pair.certificate)
  return fault === null ? half : broken([fault], 'client certificate authentication failed', ends)
}

/**
 * A metrics client that is not in the drop may verify with anything, or skip it (`--kubelet-insecure-tls`): only what has run out fails for
 * all of them. What else it would stumble over is kept as the reason.
 */
function strangersView(bench: Bench, leaf: number, call: PlannedCall, missing: readonly SettingUse[], ends: Ends): Half {
  const half = leafAlone(bench, leaf, 'serverAuth', call.nameCertain ? call.serverName : null, missing, ends)
  if (half.status !== 'broken') return half
  const time = half.faults.some(({ id }) => id === 'path/expired' || id === 'path/not-yet-valid')
  return time ? half : unproven(missing, ends, half.faults)
}

/** A name that is our guess decides nothing: without it the half fails or stays unproven, naming the setting that says the name. */
function byName(bench: Bench, call: PlannedCall, pair: LoadedPair, leaf: number, ends: Ends, check: (name: string | null) => Half): Half {
  const named = call.serverName === null ? null : check(call.serverName)
  if (named !== null && (call.nameCertain || named.status !== 'broken')) return named
  const nameless = check(null)
  if (nameless.status !== 'trusted') return nameless
  // No subject alternative name at all fails under whatever name is dialled.
  const certificate = bench.certificates[leaf]
  if (
    named !== null &&
    certificate !== undefined &&
    (certificate.names === null || certificate.names.dns.length + certificate.names.ip.length === 0)
  )
    return named
  return unproven([nameSetting(call)], ends)
}

function nameSetting({ edge }: PlannedCall): SettingUse {
  if (edge === 'pod->kube-apiserver') return unset('kube-apiserver', '--service-cluster-ip-range')
  if (edge === 'kube-proxy->kube-apiserver') return unset('kube-proxy', 'clientConnection.kubeconfig')
  if (edge === 'pod->pod') return unset('pod', 'server')
  return unset('kubelet', '--node-ip')
}

/** The caller cannot read its own configuration: nothing is dialled. */
export function unusableHalf(call: PlannedCall, ends: Ends): Half {
  const problem = call.unusable
  if (problem === null) return simple('not-applicable', ends)
  const { use, why, error } = problem
  if (why === 'bad-base64') return broken([{ id: 'edge/file-unusable', use, why, error }], error, ends)
  if (why === 'bad-kubeconfig') return broken([{ id: 'edge/file-unusable', use, why, error }], error, ends)
  return broken([{ id: 'edge/kubeconfig-invalid', use, error }], error, ends)
}
