/** The kubelet client of kube-apiserver has an administrator group although its release no longer writes one. */
import { hasFix, minor } from '../version.ts'
import { each, lint } from '../lint.ts'

export const kubeletClientPrivileged = lint({
  id: 'kubernetes/kubelet-client-privileged',
  citation: 'kubernetes/kubernetes pull request 138957',
  severity: 'warning',
  check: (c) =>
    each(
      c.leaves.filter((x) => (c.presented.get(x.id) ?? []).some((p) => c.plain[p.call]?.number === 11 && p.end === 'client')),
      (x) => {
        const group = x.subject.organizations.find((o) => o === 'system:masters' || o === 'kubeadm:cluster-admins')
        const version = c.clusterOf({ certificates: [x.id] })?.version
        return group && (hasFix(version) || (group === 'system:masters' && (minor(version) ?? 0) >= 29))
          ? { certificates: [x.id], calls: (c.presented.get(x.id) ?? []).map((p) => p.call), data: { group, version: version ?? '' } }
          : null
      },
    ),
})
