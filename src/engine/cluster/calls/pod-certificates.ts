/**
 * Certificates of pods (KEP-4317) and ClusterTrustBundles (KEP-3257): what a signer issued, against the bundle published for it. The request
 * is deleted soon after it is granted, so a drop holds those of the last minutes; the private key never leaves the node.
 */
import type { KubeObject, PemText } from '../../inventory/inventory.ts'
import { ipText } from '../../x509/ip.ts'
import { KEY_PURPOSES } from '../../path/check.ts'
import type { ClusterDraft } from '../draft.ts'
import { unset } from '../node.ts'
import { type PlannedCall, planned, type Presents, type Trust } from '../plan.ts'
import { servingFor } from '../providers.ts'
import { embedded, leafOf } from '../resolve.ts'

/** The controller manager publishes the authority of kube-apiserver's certificate under this name. */
const API_SERVER_SERVING = 'kubernetes.io/kube-apiserver-serving'
const signerOf = ({ facts }: KubeObject): string => facts['spec.signerName'] ?? ''
const textOf = ({ texts }: KubeObject, wanted: string): PemText | null => texts.find(({ field }) => field === wanted)?.text ?? null

export function planPodCertificates(draft: ClusterDraft): PlannedCall[] {
  const issued = draft.objects.flatMap((object): PlannedCall[] => {
    const chain = object.kind === 'PodCertificateRequest' ? textOf(object, 'status.certificateChain') : null
    return chain === null ? [] : [podCall(draft, object, chain)]
  })
  const trusts = trustOf(draft, API_SERVER_SERVING)
  if (trusts.kind === 'missing') return issued
  const name = 'kubernetes.default.svc'
  return [
    ...issued,
    ...draft.apiServers.map((server) =>
      planned({
        edge: 'pod->kube-apiserver',
        from: { component: 'pod', node: null },
        to: server.instance,
        serverName: name,
        port: 443,
        client: { kind: 'token', token: null, use: null },
        clientTrusts: trusts,
        server: servingFor(server, name, draft.inventory.certificates),
        serverTrusts: server.clientTrust,
      }),
    ),
  ]
}

/** All bundles of the signer together, as the kubelet writes them into one file (pkg/kubelet/clustertrustbundle). */
function trustOf({ objects }: ClusterDraft, signer: string): Trust {
  const texts = objects.flatMap((object) => {
    const text = object.kind === 'ClusterTrustBundle' && signerOf(object) === signer ? textOf(object, 'spec.trustBundle') : null
    return text === null ? [] : [text]
  })
  const [first] = texts
  const setting = `ClusterTrustBundle ${signer}`
  if (first === undefined) return { kind: 'missing', use: unset('pod', setting) }
  const text = texts.length === 1 ? first : { ...first, blocks: texts.flatMap(({ blocks }) => blocks) }
  return { kind: 'bundle', loader: 'append-certs', reference: embedded('pod', setting, text) }
}

/** To other pods of the signer: as server, as client, or both, as the certificate allows, under its own first name. */
function podCall(draft: ClusterDraft, request: KubeObject, chain: PemText): PlannedCall {
  const setting = `PodCertificateRequest ${request.namespace ?? ''}/${request.name}`
  const certificate = embedded('pod', setting, chain)
  const presents: Presents = { kind: 'pair', certificate, key: null, store: null }
  const leaf = leafOf(certificate, draft.inventory.certificates)
  const usages = leaf?.extKeyUsage ?? []
  const address = leaf?.names?.ip[0]
  const allows = (usage: 'serverAuth' | 'clientAuth'): boolean => {
    const other = usage === 'serverAuth' ? 'clientAuth' : 'serverAuth'
    return usages.includes(KEY_PURPOSES[usage]) || !usages.includes(KEY_PURPOSES[other])
  }
  const trusts = trustOf(draft, signerOf(request))
  const pod = { component: 'pod', node: request.facts['spec.nodeName'] ?? null } as const
  return planned({
    edge: 'pod->pod',
    from: allows('clientAuth') ? pod : { component: 'pod', node: null },
    to: allows('serverAuth') ? pod : { component: 'pod', node: null },
    serverName: allows('serverAuth') ? (leaf?.names?.dns[0] ?? (address === undefined ? null : ipText(address))) : null,
    client: allows('clientAuth') ? presents : { kind: 'nothing', use: null },
    clientTrusts: allows('serverAuth') ? trusts : { kind: 'none' },
    server: allows('serverAuth') ? presents : { kind: 'nothing', use: null },
    serverTrusts: allows('clientAuth') ? trusts : { kind: 'none' },
  })
}
