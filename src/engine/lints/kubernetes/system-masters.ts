/** A client certificate in the group system:masters: past RBAC, and not to be revoked but by changing the CA. */
import { minor } from '../version.ts'
import { each, lint } from '../lint.ts'

export const systemMasters = lint({
  id: 'kubernetes/system-masters',
  citation: 'kubernetes/kubeadm issue 2414; Kubernetes documentation, "RBAC good practices"',
  severity: 'warning',
  check: (c) => {
    const ids = c.leaves.filter((x) => x.subject.organizations.includes('system:masters'))
    const own = (component: string, id: number) =>
      (c.presented.get(id) ?? []).some((p) => c.calls[p.call]?.from.component === component && p.end === 'client')
    return each(ids, (x) => {
      const version = minor(c.clusterOf({ certificates: [x.id] })?.version)
      if (own('super-admin', x.id)) return null
      // admin.conf has it by default up to 1.28; later it is a rule of its own, as are the etcd and kubelet clients.
      if (own('admin', x.id) || own('kube-apiserver', x.id) || own('etcdctl', x.id)) {
        if (version === null || version <= 28 || !own('admin', x.id)) return null
        return null
      }
      return { certificates: [x.id], calls: (c.presented.get(x.id) ?? []).map((p) => p.call), data: { notAfter: x.notAfter } }
    })
  },
})
