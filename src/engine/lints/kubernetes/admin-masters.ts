/** The administrator certificate still has the group it had before 1.29: renewing copies it. */
import { minor } from '../version.ts'
import { each, lint } from '../lint.ts'

export const adminMasters = lint({
  id: 'kubernetes/admin-masters',
  citation: 'kubernetes/kubernetes pull request 121305',
  severity: 'notice',
  check: (c) =>
    each(
      c.leaves.filter((x) =>
        (c.presented.get(x.id) ?? []).some((p) => c.plain[p.call]?.edge === 'admin->kube-apiserver' && p.end === 'client'),
      ),
      (x) =>
        x.subject.organizations.includes('system:masters') && (minor(c.clusterOf({ certificates: [x.id] })?.version) ?? 0) >= 29
          ? { certificates: [x.id] }
          : null,
    ),
})
