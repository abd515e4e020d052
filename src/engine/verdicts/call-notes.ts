/** What fails although every file is right: things only memory or the cluster's own objects hold. Said beside the calls it would stop. */
import type { Call, CallNote } from './verdict.ts'

const CLUSTER_ADMINS = 'kubeadm:cluster-admins'
const KUBELET_CLIENT = 'kube-apiserver-kubelet-client'

export function callNotes({ edge, status, client, server, identityAuthorised }: Call): readonly CallNote[] {
  if (status === 'broken') return []
  const presented = client !== null && client.certificate !== null
  switch (edge) {
    case 'kube-apiserver->kubelet': {
      const unbound =
        identityAuthorised.status === 'unproven' &&
        identityAuthorised.user === KUBELET_CLIENT &&
        identityAuthorised.missing.some(({ setting }) => setting === 'ClusterRoleBinding')
      return presented ? [...(unbound ? (['kubelet-client-binding'] as const) : []), 'held-until-restart'] : []
    }
    case 'admin->kube-apiserver':
      return identityAuthorised.groups.includes(CLUSTER_ADMINS) ? ['cluster-admins-binding'] : []
    case 'pod->kube-apiserver':
      return server !== null && server.certificate !== null ? ['loopback-certificate'] : []
    default:
      return []
  }
}
