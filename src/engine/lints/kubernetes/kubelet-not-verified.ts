/** kube-apiserver sends its kubelet credential, and what users type into exec, to whoever answers on the address of a node. */
import { each, lint } from '../lint.ts'

export const kubeletNotVerified = lint({
  id: 'kubernetes/kubelet-not-verified',
  citation: 'CIS Kubernetes Benchmark 1.2.5',
  severity: 'warning',
  check: (c) =>
    each(
      c.configurations.filter((x) => x.program === 'kube-apiserver' && x.hasFlags),
      (x) =>
        x.get('--kubelet-certificate-authority')
          ? null
          : {
              locations: x.sources.map((s) => s.location).slice(0, 1),
              calls: c.plain.flatMap((call, i) => (call.number === 11 && call.from.node === x.node ? [i] : [])),
            },
    ),
})
