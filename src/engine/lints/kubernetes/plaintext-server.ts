/** A kubeconfig whose server is http: credentials travel in the clear. */
import { kubeconfigClusters } from '../kubeconfigs.ts'
import { each, lint } from '../lint.ts'

export const plaintextServer = lint({
  id: 'kubernetes/plaintext-server',
  citation: 'Kubernetes removed the insecure port in 1.24',
  severity: 'warning',
  check: (c) =>
    each(kubeconfigClusters(c), ({ config, cluster }) =>
      /^http:\/\//i.test(cluster.server)
        ? {
            locations: [{ ...config.location, field: `clusters[${cluster.name}].server`, line: cluster.line }],
            data: { server: cluster.server },
          }
        : null,
    ),
})
