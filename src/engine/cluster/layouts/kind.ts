/** kind: kubeadm inside a node image; told by the cluster's name (kubernetes-sigs/kind pkg/cluster/internal/kubeadm/config.go). */
import { kubeadm } from './kubeadm.ts'
import { differFrom } from './layout.ts'

export const kind = differFrom(kubeadm, {
  id: 'kind',
  markers: { kubeconfigClusters: [/^kind(-.+)?$/], paths: [/^\/kind\/(kubeadm\.conf|version)$/] },
})
