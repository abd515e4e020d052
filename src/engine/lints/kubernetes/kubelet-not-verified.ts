/** kube-apiserver sends its kubelet credential, and what users type into exec, to whoever answers on the address of a node. */
import { push } from '../../encoding/maps.ts'
import { each, lint } from '../lint.ts'

export const kubeletNotVerified = lint({
  id: 'kubernetes/kubelet-not-verified',
  citation: 'CIS Kubernetes Benchmark 1.2.5',
  severity: 'warning',
  check: (c) => {
    const callsFrom = new Map<string | null, number[]>()
    for (const [i, { number, from }] of c.plain.entries()) if (number === 11) push(callsFrom, from.node, i)
    return each(
      c.configurations.filter((x) => x.program === 'kube-apiserver' && x.hasFlags),
      (x) =>
        x.get('--kubelet-certificate-authority')
          ? null
          : { locations: x.sources.map((s) => s.location).slice(0, 1), calls: callsFrom.get(x.node) ?? [] },
    )
  },
})
