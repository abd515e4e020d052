/** Test side: our faults in the coarse classes of the fixtures' oracle (real TLS handshakes), for the share of reasons that agree. */
import type { Call, Fault } from './verdict.ts'

const PATH: Readonly<Partial<Record<Fault['id'], string>>> = {
  'path/expired': 'expired',
  'path/not-yet-valid': 'not-yet-valid',
  'path/issuer-unknown': 'unknown-authority',
  'path/name-encoding-differs': 'unknown-authority',
  'path/signature-invalid': 'unknown-authority-same-name',
  'path/not-a-ca': 'issuer-not-a-ca',
  'path/usage-not-allowed': 'wrong-eku',
  'path/length-exceeded': 'path-length',
  'path/name-constrained': 'name-constraint',
  'path/critical-extension-unknown': 'unhandled-critical-extension',
  'path/algorithm-insecure': 'insecure-signature',
  'path/name-not-covered': 'hostname-mismatch',
  'edge/peer-address-not-covered': 'hostname-mismatch',
  'edge/no-client-certificate': 'no-client-certificate',
  'edge/name-not-allowed': 'name-not-allowed',
  'edge/identity-wrong': 'wrong-identity',
  'edge/signing-key-not-accepted': 'token-signature',
  'edge/token-issuer-not-accepted': 'token-issuer',
  'edge/token-expired': 'token-expired',
}

const SIGNERS = new Set(['controller-manager-signer', 'apiserver-signer'])

/** The oracle's class of the headline fault of one half; '' where there is none. */
export function oracleClass(call: Call, half: 'callerAcceptsServer' | 'providerAcceptsClient' | 'identityAuthorised'): string {
  const fault = call[half].faults[0]
  if (fault === undefined) return ''
  const coarse = PATH[fault.id]
  if (coarse !== undefined) return coarse
  if (fault.id === 'edge/kubeconfig-invalid') return 'client-load:bad-kubeconfig'
  if (fault.id !== 'edge/file-unusable' && fault.id !== 'edge/key-mismatch') return fault.id
  if (fault.id === 'edge/file-unusable' && fault.why === 'key-too-small') return 'key-too-small'
  return `${side(call, half, fault)}:${fault.id === 'edge/key-mismatch' ? 'key-mismatch' : loadClass(fault)}`
}

/** Which process cannot load: the provider's own files, else the signer's or the caller's. */
function side(call: Call, half: string, fault: Extract<Fault, { id: 'edge/file-unusable' | 'edge/key-mismatch' }>): string {
  if (SIGNERS.has(call.from.component)) return fault.use.setting === '--service-account-key-file' ? 'server-load' : 'signer-load'
  if (call.from.component === 'token') return 'server-load'
  if (fault.id === 'edge/file-unusable' && (fault.why === 'bad-base64' || fault.why === 'bad-kubeconfig')) return 'client-load'
  if (half === 'callerAcceptsServer') return fault.use === call.callerAcceptsServer.trusts ? 'client-load' : 'server-load'
  if (fault.use === call.providerAcceptsClient.trusts) return 'server-load'
  const folder = (file: string | null | undefined): string => (file ?? '').replace(/[^/]*$/, '')
  const clients =
    fault.use === call.providerAcceptsClient.presents ||
    (fault.use.component === call.from.component && folder(fault.use.file) === folder(call.client?.use?.file))
  const servers = fault.use.component === call.to.component && folder(fault.use.file) === folder(call.server?.use?.file)
  return clients && !(servers && call.from.component !== call.to.component) ? 'client-load' : 'server-load'
}

function loadClass({ why, error }: Extract<Fault, { id: 'edge/file-unusable' }>): string {
  if (why === 'empty') return error.startsWith('missing content') ? 'empty-file' : 'bad-pem'
  if (why === 'bad-base64' || why === 'bad-kubeconfig' || why === 'malformed') return why
  if (why === 'unsupported-key') return error.startsWith('unknown private key') ? 'unsupported' : 'bad-pem'
  return 'bad-pem'
}
