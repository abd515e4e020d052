/** etcd trusts the CA of the cluster: then every client certificate of the cluster reads and writes etcd, past all authorisation. */
import { sharedKeys, trusted } from '../trust.ts'
import { lint } from '../lint.ts'

export const etcdCaShared = lint({
  id: 'kubernetes/etcd-ca-shared',
  citation: 'CIS Kubernetes Benchmark 2.7; Kubernetes documentation, "PKI certificates and requirements"',
  severity: 'warning',
  check: (c) => {
    const etcd = trusted(c, ['--trusted-ca-file'])
    const cluster = trusted(c, ['--client-ca-file', '--requestheader-client-ca-file'])
    return sharedKeys(etcd, cluster)
  },
})
