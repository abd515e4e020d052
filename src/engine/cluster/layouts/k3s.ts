/** k3s: all components in one process, so no command line is in any file; the API server listens behind the supervisor on 6444. */
import { kubeadm } from './kubeadm.ts'
import { differFrom } from './layout.ts'
import { rancherTree } from './rancher.ts'

export const k3s = differFrom(kubeadm, { id: 'k3s', ...rancherTree('k3s', '6444') })
