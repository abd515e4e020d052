/**
 * What a layout does by design. `silent`: the rule says nothing there; `notice`: it is still worth knowing, at the lowest severity.
 * Names of distributions stand in this table and in their layout file, nowhere else.
 */
import type { LintId } from './index.ts'

type Relief = 'silent' | 'notice'
const OWN_NAMES = { 'kubernetes/usage-too-wide': 'silent' } as const
const K3S_FAMILY = {
  'kubernetes/system-masters': 'notice',
  'kubernetes/kubelet-client-privileged': 'notice',
  'kubernetes/usage-too-wide': 'silent',
  'kubernetes/kubelet-conf-embedded': 'silent',
  'advice/key-reuse': 'notice',
} as const

export const EXEMPTIONS: Readonly<Record<string, { readonly [K in LintId]?: Relief }>> = {
  k3s: K3S_FAMILY,
  rke2: K3S_FAMILY,
  k0s: { 'kubernetes/system-masters': 'notice', 'kubernetes/usage-too-wide': 'silent', 'kubernetes/kubelet-client-privileged': 'notice' },
  minikube: {
    ...OWN_NAMES,
    'kubernetes/system-masters': 'notice',
    'kubernetes/kubelet-client-privileged': 'notice',
    'advice/key-reuse': 'notice',
    'advice/long-validity': 'notice',
  },
  microk8s: {
    ...OWN_NAMES,
    'kubernetes/always-allow': 'notice',
    'kubernetes/system-masters': 'notice',
    'kubernetes/tls-floor': 'notice',
    'kubernetes/static-credentials': 'notice',
    'kubernetes/kubelet-conf-embedded': 'silent',
    'kubernetes/service-account-tls-key': 'notice',
    'kubernetes/kubelet-client-privileged': 'notice',
    'rfc5280/version-1': 'notice',
    'advice/long-validity': 'notice',
    'advice/key-reuse': 'notice',
    // The group microk8s may administer the cluster, by design.
    'cis/key-readable': 'notice',
    'cis/file-mode': 'notice',
    'cis/file-owner': 'notice',
  },
  kops: {
    'kubernetes/ca-name-collision': 'notice',
    'advice/long-validity': 'notice',
    'kubernetes/kubelet-conf-embedded': 'silent',
    'kubernetes/system-masters': 'notice',
  },
  talos: {
    'kubernetes/system-masters': 'notice',
    'kubernetes/bootstrap-kubeconfig-left': 'silent',
    'kubernetes/kubelet-client-privileged': 'notice',
  },
  openshift: {
    'advice/expiring': 'silent',
    'advice/ca-expiring': 'silent',
    'advice/long-validity': 'notice',
    'kubernetes/system-masters': 'notice',
    'kubernetes/kubelet-conf-embedded': 'silent',
    'kubernetes/kubelet-client-privileged': 'notice',
  },
  kubespray: OWN_NAMES,
  kthw: {
    ...OWN_NAMES,
    'kubernetes/etcd-plaintext': 'notice',
    'kubernetes/etcd-ca-shared': 'notice',
    'kubernetes/system-masters': 'notice',
    'kubernetes/kubelet-conf-embedded': 'silent',
    'advice/key-reuse': 'notice',
  },
}

/** What one layout is let off. */
export function reliefOf(layout: string | undefined, rule: string): Relief | null {
  return layout === undefined ? null : ((EXEMPTIONS[layout] as Readonly<Record<string, Relief>> | undefined)?.[rule] ?? null)
}
