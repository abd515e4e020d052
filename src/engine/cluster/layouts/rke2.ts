/** RKE2: k3s' tree under its own name, the control plane as static pods in agent/pod-manifests. */
import { kubeadm } from './kubeadm.ts'
import { differFrom } from './layout.ts'
import { rancherTree } from './rancher.ts'

export const rke2 = differFrom(kubeadm, { id: 'rke2', ...rancherTree('rke2', '6443') })
