/** What fails although every file is right: things only memory or the cluster's own objects hold. Said beside the calls it would stop. */
import type { Call, CallNote } from './verdict.ts'

const NONE: readonly never[] = []
const CLUSTER_ADMINS = 'kubeadm:cluster-admins'
const KUBELET_CLIENT = 'kube-apiserver-kubelet-client'

export function callNotes({ edge, status, client, server, identityAuthorised }: Call): readonly CallNote[] {
  if (status === 'broken') return NONE
  if (edge === 'kube-apiserver->kubelet' && client !== null && client.certificate !== null) {
    const { user, missing } = identityAuthorised
    const unbound = user === KUBELET_CLIENT && missing.some(({ setting }) => setting === 'ClusterRoleBinding')
    return unbound ? ['kubelet-client-binding', 'held-until-restart'] : ['held-until-restart']
  }
  if (edge === 'admin->kube-apiserver' && identityAuthorised.groups.includes(CLUSTER_ADMINS)) return ['cluster-admins-binding']
  return edge === 'pod->kube-apiserver' && server !== null && server.certificate !== null ? ['loopback-certificate'] : NONE
}
