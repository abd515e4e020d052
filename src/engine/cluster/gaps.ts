/** Every number is always drawn: edges of which the drop has no instance, with what would show them. */
import type { SettingUse } from './cluster.ts'
import type { ComponentId } from './components.ts'
import type { ClusterDraft } from './draft.ts'
import { EDGES, type EdgeId } from './edges.ts'
import type { Layout } from './layouts/layout.ts'
import { unset } from './node.ts'
import { type PlannedCall, planned, type Presents, type Trust } from './plan.ts'

type Ends = readonly [
  clientPresents: readonly [ComponentId, string] | 'token',
  clientTrusts: readonly [ComponentId, string],
  serverPresents: readonly [ComponentId, string],
  serverTrusts: readonly [ComponentId, string] | null,
]

/** The settings of both ends of each numbered edge: what a call consists of, by its own names. */
export const SETTINGS: Readonly<Partial<Record<EdgeId, Ends>>> = {
  'etcd->etcd': [
    ['etcd', '--peer-cert-file'],
    ['etcd', '--peer-trusted-ca-file'],
    ['etcd', '--peer-cert-file'],
    ['etcd', '--peer-trusted-ca-file'],
  ],
  'etcdctl->etcd': [
    ['etcdctl', '--cert'],
    ['etcdctl', '--cacert'],
    ['etcd', '--cert-file'],
    ['etcd', '--trusted-ca-file'],
  ],
  'kube-apiserver->etcd': [
    ['kube-apiserver', '--etcd-certfile'],
    ['kube-apiserver', '--etcd-cafile'],
    ['etcd', '--cert-file'],
    ['etcd', '--trusted-ca-file'],
  ],
  'pod->kube-apiserver': ['token', ['kube-controller-manager', '--root-ca-file'], ['kube-apiserver', '--tls-cert-file'], null],
  'kube-controller-manager->kube-apiserver': [
    ['kube-controller-manager', '--kubeconfig'],
    ['kube-controller-manager', '--kubeconfig'],
    ['kube-apiserver', '--tls-cert-file'],
    ['kube-apiserver', '--client-ca-file'],
  ],
  'kube-scheduler->kube-apiserver': [
    ['kube-scheduler', '--kubeconfig'],
    ['kube-scheduler', '--kubeconfig'],
    ['kube-apiserver', '--tls-cert-file'],
    ['kube-apiserver', '--client-ca-file'],
  ],
  'kube-proxy->kube-apiserver': ['token', ['kube-proxy', 'clientConnection.kubeconfig'], ['kube-apiserver', '--tls-cert-file'], null],
  'kubelet->kube-apiserver': [
    ['kubelet', '--kubeconfig'],
    ['kubelet', '--kubeconfig'],
    ['kube-apiserver', '--tls-cert-file'],
    ['kube-apiserver', '--client-ca-file'],
  ],
  'admin->kube-apiserver': [
    ['admin', 'kubeconfig'],
    ['admin', 'kubeconfig'],
    ['kube-apiserver', '--tls-cert-file'],
    ['kube-apiserver', '--client-ca-file'],
  ],
  'client->kubelet': [
    'token',
    ['metrics-client', '--kubelet-certificate-authority'],
    ['kubelet', 'tlsCertFile'],
    ['kubelet', 'authentication.x509.clientCAFile'],
  ],
  'kube-apiserver->kubelet': [
    ['kube-apiserver', '--kubelet-client-certificate'],
    ['kube-apiserver', '--kubelet-certificate-authority'],
    ['kubelet', 'tlsCertFile'],
    ['kubelet', 'authentication.x509.clientCAFile'],
  ],
  'controller-manager-signer->kube-apiserver': [
    ['kube-controller-manager', '--service-account-private-key-file'],
    ['kube-controller-manager', '--service-account-private-key-file'],
    ['kube-apiserver', '--service-account-key-file'],
    ['kube-apiserver', '--service-account-key-file'],
  ],
}

export function missingEdges(layout: Layout, draft: ClusterDraft, calls: readonly PlannedCall[]): PlannedCall[] {
  const drawn = new Set(calls.map(({ edge }) => EDGES.find(({ id }) => id === edge)?.number))
  return EDGES.flatMap(({ id, number, from, to }) => {
    const ends = SETTINGS[id]
    if (number === null || drawn.has(number) || ends === undefined) return []
    drawn.add(number)
    // Where every API server keeps its data elsewhere (kine, dqlite), there is no etcd to call.
    const without = (number === 1 || number === 2) && draft.etcd.length === 0 && noEtcd(calls)
    const absent = without || layout.absent.includes(id) || (number === 7 && layout.kubeProxy === 'none')
    return [gap(id, from, to, ends, absent, draft)]
  })
}

function noEtcd(calls: readonly PlannedCall[]): boolean {
  const stores = calls.filter(({ edge }) => edge === 'kube-apiserver->etcd')
  return stores.length > 0 && stores.every(({ transport }) => transport === 'absent')
}

function gap(
  edge: EdgeId,
  from: ComponentId,
  to: ComponentId,
  [presents, trusts, serves, accepts]: Ends,
  absent: boolean,
  draft: ClusterDraft,
): PlannedCall {
  const use = ([component, setting]: readonly [ComponentId, string]): SettingUse => {
    const assumed = draft.layout.assumed[component]?.[setting]
    return { ...unset(component, setting), value: typeof assumed === 'string' ? assumed : null, assumed: true }
  }
  const client: Presents = presents === 'token' ? { kind: 'token', token: null, use: null } : { kind: 'missing', uses: [use(presents)] }
  const clientTrusts: Trust = { kind: 'missing', use: use(trusts) }
  const signed = edge === 'controller-manager-signer->kube-apiserver'
  return planned({
    edge,
    from: { component: from, node: null },
    to: { component: to, node: null },
    assumed: !absent,
    transport: absent ? 'absent' : 'tls',
    client: signed ? { kind: 'nothing', use: null } : client,
    clientTrusts: signed ? { kind: 'none' } : clientTrusts,
    server: signed ? { kind: 'nothing', use: null } : { kind: 'missing', uses: [use(serves)] },
    serverTrusts: signed || accepts === null ? { kind: 'none' } : { kind: 'missing', use: use(accepts) },
    token: signed
      ? {
          signer: { use: use(presents as readonly [ComponentId, string]), text: null },
          token: null,
          verifiers: [],
          verifierMissing: use(serves),
          issuers: [],
          audiences: [],
          required: null,
          version: null,
        }
      : null,
  })
}
