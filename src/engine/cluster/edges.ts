/** The twelve edges of the call diagram and those beyond: a table (KUBERNETES PKI, one row per kind of call). */
import type { ComponentId } from './components.ts'

export type EdgeNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
export interface Edge {
  readonly id: string
  readonly number: EdgeNumber | null
  readonly from: ComponentId
  readonly to: ComponentId
}
export const EDGES = [
  { id: 'etcd->etcd', number: 1, from: 'etcd', to: 'etcd' },
  { id: 'etcdctl->etcd', number: 2, from: 'etcdctl', to: 'etcd' },
  { id: 'kube-apiserver->etcd', number: 3, from: 'kube-apiserver', to: 'etcd' },
  { id: 'pod->kube-apiserver', number: 4, from: 'pod', to: 'kube-apiserver' },
  { id: 'kube-controller-manager->kube-apiserver', number: 5, from: 'kube-controller-manager', to: 'kube-apiserver' },
  { id: 'kube-scheduler->kube-apiserver', number: 6, from: 'kube-scheduler', to: 'kube-apiserver' },
  { id: 'kube-proxy->kube-apiserver', number: 7, from: 'kube-proxy', to: 'kube-apiserver' },
  { id: 'kubelet->kube-apiserver', number: 8, from: 'kubelet', to: 'kube-apiserver' },
  { id: 'admin->kube-apiserver', number: 9, from: 'admin', to: 'kube-apiserver' },
  { id: 'super-admin->kube-apiserver', number: 9, from: 'super-admin', to: 'kube-apiserver' },
  { id: 'user->kube-apiserver', number: 9, from: 'client', to: 'kube-apiserver' },
  { id: 'client->kube-apiserver', number: null, from: 'client', to: 'kube-apiserver' },
  { id: 'client->kubelet', number: 10, from: 'client', to: 'kubelet' },
  { id: 'kube-apiserver->kubelet', number: 11, from: 'kube-apiserver', to: 'kubelet' },
  { id: 'controller-manager-signer->kube-apiserver', number: 12, from: 'controller-manager-signer', to: 'kube-apiserver' },
  { id: 'apiserver-signer->kube-apiserver', number: 12, from: 'apiserver-signer', to: 'kube-apiserver' },
  { id: 'token->kube-apiserver', number: 12, from: 'token', to: 'kube-apiserver' },
  { id: 'kube-apiserver->extension-apiserver', number: null, from: 'kube-apiserver', to: 'extension-apiserver' },
  { id: 'kubelet-bootstrap->kube-apiserver', number: null, from: 'kubelet-bootstrap', to: 'kube-apiserver' },
  { id: 'cloud-controller-manager->kube-apiserver', number: null, from: 'cloud-controller-manager', to: 'kube-apiserver' },
  { id: 'konnectivity-server->kube-apiserver', number: null, from: 'konnectivity-server', to: 'kube-apiserver' },
  { id: 'kube-apiserver->konnectivity-server', number: null, from: 'kube-apiserver', to: 'konnectivity-server' },
  { id: 'konnectivity-agent->konnectivity-server', number: null, from: 'konnectivity-agent', to: 'konnectivity-server' },
  { id: 'kube-apiserver->webhook', number: null, from: 'kube-apiserver', to: 'webhook' },
  { id: 'kube-apiserver->conversion-webhook', number: null, from: 'kube-apiserver', to: 'conversion-webhook' },
  { id: 'kube-apiserver->audit-webhook', number: null, from: 'kube-apiserver', to: 'audit-webhook' },
  { id: 'kube-apiserver->authentication-webhook', number: null, from: 'kube-apiserver', to: 'authentication-webhook' },
  { id: 'kube-apiserver->authorization-webhook', number: null, from: 'kube-apiserver', to: 'authorization-webhook' },
  { id: 'kube-apiserver->image-policy-webhook', number: null, from: 'kube-apiserver', to: 'image-policy-webhook' },
  { id: 'kube-apiserver->kms-plugin', number: null, from: 'kube-apiserver', to: 'kms-plugin' },
  { id: 'kube-apiserver->oidc-issuer', number: null, from: 'kube-apiserver', to: 'oidc-issuer' },
  { id: 'kube-apiserver->kube-apiserver', number: null, from: 'kube-apiserver', to: 'kube-apiserver' },
  { id: 'metrics-client->kube-controller-manager', number: null, from: 'metrics-client', to: 'kube-controller-manager' },
  { id: 'metrics-client->kube-scheduler', number: null, from: 'metrics-client', to: 'kube-scheduler' },
  { id: 'metrics-client->etcd', number: null, from: 'metrics-client', to: 'etcd' },
  { id: 'token-verifier->kube-apiserver', number: null, from: 'token-verifier', to: 'kube-apiserver' },
  { id: 'pod->pod', number: null, from: 'pod', to: 'pod' },
  { id: 'client->server', number: null, from: 'client', to: 'server' },
] as const satisfies readonly Edge[]
export type EdgeId = (typeof EDGES)[number]['id']
