/** The bootstrap kubeconfig is still there although the node has joined: its token stays readable. */
import { backup } from '../kubeconfigs.ts'
import { each, lint } from '../lint.ts'

export const bootstrapKubeconfigLeft = lint({
  id: 'kubernetes/bootstrap-kubeconfig-left',
  citation: 'Kubernetes documentation, "TLS bootstrapping"',
  severity: 'warning',
  check: (c) =>
    each(
      c.inventory.kubeconfigs.filter(
        (k) => k.users.some((u) => u.token !== null && c.inventory.tokens[u.token]?.kind === 'bootstrap') && !backup(c, k.location.file),
      ),
      (k) => {
        const node = c.nodeOf(k.location.file)
        const joined = c.calls.some(
          (call) =>
            call.edge === 'kubelet->kube-apiserver' &&
            call.client?.certificate !== null &&
            call.client?.certificate !== undefined &&
            call.from.node === node,
        )
        return joined ? { locations: [k.location] } : null
      },
    ),
})
