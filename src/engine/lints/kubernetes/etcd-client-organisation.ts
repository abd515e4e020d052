/** An etcd client in system:masters: etcd ignores it, kube-apiserver would not if both trusted one CA. */
import { minor } from '../version.ts'
import { each, lint } from '../lint.ts'

export const etcdClientOrganisation = lint({
  id: 'kubernetes/etcd-client-organisation',
  citation: 'kubernetes/kubernetes pull request 119859 (dropped in 1.29)',
  severity: 'notice',
  check: (c) =>
    each(
      c.leaves.filter((x) => (c.presented.get(x.id) ?? []).some((p) => p.end === 'client' && c.plain[p.call]?.to.component === 'etcd')),
      (x) =>
        x.subject.organizations.includes('system:masters') && (minor(c.clusterOf({ certificates: [x.id] })?.version) ?? 0) >= 29
          ? { certificates: [x.id] }
          : null,
    ),
})
