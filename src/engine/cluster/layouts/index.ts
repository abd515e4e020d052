/** All layouts, the most particular first: the first whose marker is found is taken (`drop-layouts.ts`), kubeadm where none is. */
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
