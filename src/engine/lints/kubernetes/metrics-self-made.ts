/** Listens beyond the node with a certificate made in memory for localhost alone: whoever scrapes it by address cannot verify it. */
import { each, lint } from '../lint.ts'

const LOOPBACK = /^(127\.|::1$|localhost$)/

export const metricsSelfMade = lint({
  id: 'kubernetes/metrics-self-made',
  citation: 'k8s.io/apiserver SecureServingOptions.MaybeDefaultWithSelfSignedCerts',
  severity: 'notice',
  check: (c) =>
    each(
      c.configurations.filter((x) => (x.program === 'kube-controller-manager' || x.program === 'kube-scheduler') && x.hasFlags),
      (x) => {
        const bound = x.get('--bind-address')
        if (bound === null || LOOPBACK.test(bound.value) || x.get('--tls-cert-file') || x.get('--secure-port')?.value === '0') return null
        return { locations: [bound.location], data: { component: x.program, port: x.program === 'kube-scheduler' ? '10259' : '10257' } }
      },
    ),
})
