/** A certificate that is one node's own, on several nodes: etcd peers and the node authoriser refuse it there, and a stolen key opens all of them. */
import { each, lint } from '../lint.ts'

export const leafSharedBetweenNodes = lint({
  id: 'kubernetes/leaf-shared-between-nodes',
  citation: 'etcd-io/etcd issue 15949',
  severity: 'warning',
  check: (c) =>
    each(
      c.leaves.filter((x) => x.extKeyUsage?.includes('1.3.6.1.5.5.7.3.1') || x.subject.commonName.startsWith('system:node:')),
      (x) => {
        if (c.places(x.id).length < 2) return null
        const nodes = [...new Set(c.places(x.id).flatMap((l) => c.nodeOf(l.file) ?? []))]
        return nodes.length > 1 ? { certificates: [x.id], locations: c.places(x.id), data: { nodes } } : null
      },
    ),
})
