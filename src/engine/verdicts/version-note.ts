/** Where another version of Go, Kubernetes or etcd would decide otherwise. */
import type { PlannedCall } from '../cluster/plan.ts'
import type { Half, IdentityHalf, VersionNote } from './verdict.ts'

/** `before`: Kubernetes (or etcd) versions older than this one decide otherwise; `from`: this one and newer. */
export function versionNote(call: PlannedCall, halves: readonly [Half, Half, IdentityHalf]): VersionNote | null {
  for (const { faults } of halves) {
    for (const fault of faults) {
      if (fault.id === 'path/algorithm-insecure' && /SHA1/.test(fault.algorithm)) return { id: 'sha1', before: '1.24', from: null }
      if (fault.id === 'path/name-not-covered' && fault.why === 'legacy-common-name')
        return { id: 'legacy-common-name', before: '1.19', from: null }
      if (fault.id === 'edge/file-unusable' && /negative serial/.test(fault.error))
        return { id: 'negative-serial', before: '1.32', from: null }
      if (fault.id === 'edge/identity-wrong' && (call.edge === 'admin->kube-apiserver' || call.edge === 'kube-apiserver->kubelet'))
        return { id: 'organisation-by-version', before: null, from: null }
    }
  }
  if (call.to.component === 'etcd' && call.serverTrusts.kind === 'bundle' && call.serverTrusts.byAuthorityAlone === true)
    return { id: 'etcd-client-auth-3.3', before: '3.4', from: null }
  return null
}
