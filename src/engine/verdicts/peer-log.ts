/** What the other end of a refused handshake logs or is told: the words one finds who sits at that end. */
import type { PlannedCall } from '../cluster/plan.ts'
import { rfc3339 } from '../path/log.ts'
import type { Half } from './verdict.ts'

/** They answer HTTP: whom they do not know is told so after the handshake. */
const ANSWERS_HTTP: ReadonlySet<PlannedCall['to']['component']> = new Set(['kube-apiserver', 'kubelet', 'extension-apiserver'])
const PERSONS: ReadonlySet<PlannedCall['edge']> = new Set(['admin->kube-apiserver', 'super-admin->kube-apiserver', 'user->kube-apiserver'])
const alert = (name: string): string => `remote error: tls: ${name}`
/** Each is one list for all calls. */
const NOTHING: readonly string[] = []
const BAD = [alert('bad certificate')]
const UNKNOWN_AUTHORITY = [...BAD, alert('unknown certificate authority')]
const EXPIRED = [...BAD, alert('expired certificate')]
const NOT_ISSUED = [alert('internal error')]
const NOT_LISTENING = ['connect: connection refused']
const UNAUTHORIZED = ['Unauthorized']
const TO_A_PERSON = ['error: You must be logged in to the server (Unauthorized)']

/** The caller refuses the server: crypto/tls sends one alert whatever the reason (verifyServerCertificate). */
export function toldServer(call: PlannedCall, half: Half): readonly string[] {
  const [fault] = half.faults
  if (half.status !== 'broken' || fault === undefined) return NOTHING
  if (fault.id.startsWith('path/') || fault.id === 'edge/name-not-allowed') return BAD
  return serverCannotServe(call, half)
}

/** The provider refuses the client: an alert of the handshake, or an answer. */
export function toldClient(call: PlannedCall, half: Half): readonly string[] {
  const [fault] = half.faults
  if (half.status !== 'broken' || fault === undefined) return NOTHING
  const serving = serverCannotServe(call, half)
  if (serving.length > 0) return serving
  if (call.token !== null) return UNAUTHORIZED
  if (!fault.id.startsWith('path/')) return NOTHING
  if (ANSWERS_HTTP.has(call.to.component)) {
    const answer = PERSONS.has(call.edge) ? TO_A_PERSON : UNAUTHORIZED
    const own = ownView(call, half)
    return own.length === 0 ? answer : [...own, ...answer]
  }
  // Go 1.21 and later tell the two commonest reasons apart (processCertsFromClient).
  const log = half.log ?? ''
  if (log.includes('unknown authority')) return UNKNOWN_AUTHORITY
  return log.includes('has expired') ? EXPIRED : BAD
}

/** A process that does not start is not listening; a kubelet without a serving certificate listens and ends the handshake. */
function serverCannotServe({ to }: PlannedCall, { faults: [fault] }: Half): readonly string[] {
  if (fault?.id !== 'edge/file-unusable' && fault?.id !== 'edge/key-mismatch') return NOTHING
  if (fault.use.component !== to.component) return NOTHING
  return fault.id === 'edge/file-unusable' && fault.why === 'not-issued' ? NOT_ISSUED : NOT_LISTENING
}

/** A kubelet whose certificate has run out does not get as far as asking (pkg/kubelet/certificate/bootstrap). */
function ownView(call: PlannedCall, { faults }: Half): readonly string[] {
  const expired = faults.find((fault) => fault.id === 'path/expired' && fault.role === 'end-entity')
  if (call.edge !== 'kubelet->kube-apiserver' || expired?.id !== 'path/expired') return NOTHING
  const moment = rfc3339(expired.notAfter).replace('T', ' ').replace('Z', ' +0000 UTC')
  return [
    `part of the existing bootstrap client certificate in /etc/kubernetes/kubelet.conf is expired: ${moment}`,
    'unable to load bootstrap kubeconfig: stat /etc/kubernetes/bootstrap-kubelet.conf: no such file or directory',
  ]
}
