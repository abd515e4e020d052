/** What the other end of a refused handshake logs or is told: the words one finds who sits at that end. */
import type { PlannedCall } from '../cluster/plan.ts'
import { rfc3339 } from '../path/log.ts'
import type { Half } from './verdict.ts'

/** They answer HTTP: whom they do not know is told so after the handshake. */
const ANSWERS_HTTP: ReadonlySet<PlannedCall['to']['component']> = new Set(['kube-apiserver', 'kubelet', 'extension-apiserver'])
const PERSONS: ReadonlySet<PlannedCall['edge']> = new Set(['admin->kube-apiserver', 'super-admin->kube-apiserver', 'user->kube-apiserver'])
const alert = (name: string): string => `remote error: tls: ${name}`

/** The caller refuses the server: crypto/tls sends one alert whatever the reason (verifyServerCertificate). */
export function toldServer(call: PlannedCall, half: Half): readonly string[] {
  const [fault] = half.faults
  if (half.status !== 'broken' || fault === undefined) return []
  if (fault.id.startsWith('path/') || fault.id === 'edge/name-not-allowed') return [alert('bad certificate')]
  return serverCannotServe(call, half)
}

/** The provider refuses the client: an alert of the handshake, or an answer. */
export function toldClient(call: PlannedCall, half: Half): readonly string[] {
  const [fault] = half.faults
  if (half.status !== 'broken' || fault === undefined) return []
  const serving = serverCannotServe(call, half)
  if (serving.length > 0) return serving
  if (call.token !== null) return ['Unauthorized']
  if (!fault.id.startsWith('path/')) return []
  if (ANSWERS_HTTP.has(call.to.component)) {
    const answer = PERSONS.has(call.edge) ? 'error: You must be logged in to the server (Unauthorized)' : 'Unauthorized'
    return [...ownView(call, half), answer]
  }
  // Go 1.21 and later tell the two commonest reasons apart (processCertsFromClient).
  const log = half.log ?? ''
  if (log.includes('unknown authority')) return [alert('bad certificate'), alert('unknown certificate authority')]
  return log.includes('has expired') ? [alert('bad certificate'), alert('expired certificate')] : [alert('bad certificate')]
}

/** A process that does not start is not listening; a kubelet without a serving certificate listens and ends the handshake. */
function serverCannotServe({ to }: PlannedCall, { faults: [fault] }: Half): readonly string[] {
  if (fault?.id !== 'edge/file-unusable' && fault?.id !== 'edge/key-mismatch') return []
  if (fault.use.component !== to.component) return []
  return [fault.id === 'edge/file-unusable' && fault.why === 'not-issued' ? alert('internal error') : 'connect: connection refused']
}

/** A kubelet whose certificate has run out does not get as far as asking (pkg/kubelet/certificate/bootstrap). */
function ownView(call: PlannedCall, { faults }: Half): readonly string[] {
  const expired = faults.find((fault) => fault.id === 'path/expired' && fault.role === 'end-entity')
  if (call.edge !== 'kubelet->kube-apiserver' || expired?.id !== 'path/expired') return []
  const moment = rfc3339(expired.notAfter).replace('T', ' ').replace('Z', ' +0000 UTC')
  return [
    `part of the existing bootstrap client certificate in /etc/kubernetes/kubelet.conf is expired: ${moment}`,
    'unable to load bootstrap kubeconfig: stat /etc/kubernetes/bootstrap-kubelet.conf: no such file or directory',
  ]
}
