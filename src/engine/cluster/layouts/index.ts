/** All layouts, the most particular first: the first whose marker is found is taken, kubeadm where none is. */
import { k0s } from './k0s.ts'
import { k3s } from './k3s.ts'
import { kind } from './kind.ts'
import { kops } from './kops.ts'
import { kthw } from './kthw.ts'
import { kubeadm } from './kubeadm.ts'
import { kubespray } from './kubespray.ts'
import type { Layout } from './layout.ts'
import { microk8s } from './microk8s.ts'
import { minikube } from './minikube.ts'
import { openshift } from './openshift.ts'
import { rke2 } from './rke2.ts'
import { talos } from './talos.ts'

export const LAYOUTS: readonly Layout[] = [rke2, k3s, kubespray, kops, talos, microk8s, minikube, openshift, kthw, k0s, kind, kubeadm]

export const BASE: Layout = kubeadm

/** The layout of this id, the base where there is none. */
export const layoutOf = (id: string): Layout => LAYOUTS.find((layout) => layout.id === id) ?? BASE

export interface Traces {
  readonly paths: Iterable<string>
  readonly commonNames: Iterable<string>
  readonly programs: Iterable<string>
  readonly kubeconfigClusters: Iterable<string>
}

/** The layout whose marker is found first; null where no marker of any is found. */
export function detectLayout(traces: Traces): Layout | null {
  const lists = {
    paths: [...new Set(traces.paths)],
    commonNames: [...new Set(traces.commonNames)],
    programs: [...new Set(traces.programs)],
    kubeconfigClusters: [...new Set(traces.kubeconfigClusters)],
  }
  for (const layout of LAYOUTS) {
    for (const kind of ['paths', 'programs', 'kubeconfigClusters', 'commonNames'] as const) {
      if (layout.markers[kind]?.some((marker) => lists[kind].some((text) => marker.test(text))) === true) return layout
    }
  }
  return null
}
