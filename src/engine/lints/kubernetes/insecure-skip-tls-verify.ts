/** A kubeconfig that accepts any server: whoever is in between reads its credentials. */
import { kubeconfigClusters } from '../kubeconfigs.ts'
import { each, lint } from '../lint.ts'

export const insecureSkipTlsVerify = lint({
  id: 'kubernetes/insecure-skip-tls-verify',
  citation: 'client-go clientcmd api: insecure-skip-tls-verify',
  severity: 'warning',
  check: (c) =>
    each(kubeconfigClusters(c), ({ config, cluster }) =>
      cluster.insecureSkipTlsVerify
        ? { locations: [{ ...config.location, field: `clusters[${cluster.name}].insecure-skip-tls-verify`, line: cluster.line }] }
        : null,
    ),
})
