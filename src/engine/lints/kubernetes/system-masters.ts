/** A client certificate in the group system:masters: past RBAC, and not to be revoked but by changing the CA. */
import { each, lint } from '../lint.ts'

/** admin.conf, the etcd clients and the kubelet client have rules of their own, with the versions that wrote the group. */
const OWN_RULE: readonly string[] = ['super-admin', 'admin', 'kube-apiserver', 'etcdctl']

export const systemMasters = lint({
  id: 'kubernetes/system-masters',
  citation: 'kubernetes/kubeadm issue 2414; Kubernetes documentation, "RBAC good practices"',
  severity: 'warning',
  check: (c) =>
    each(
      c.leaves.filter((x) => x.subject.organizations.includes('system:masters')),
      (x) => {
        const presented = c.presented.get(x.id) ?? []
        if (presented.some((p) => p.end === 'client' && OWN_RULE.includes(c.plain[p.call]?.from.component ?? ''))) return null
        return { certificates: [x.id], calls: presented.map((p) => p.call), data: { notAfter: x.notAfter } }
      },
    ),
})
