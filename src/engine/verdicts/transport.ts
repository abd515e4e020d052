/** What the two ends of a call show each other. */
import type { Call } from './verdict.ts'

/** `unknown`: a certificate of the caller's is configured, or may be, and is not in the drop or cannot be read. */
export type Transport = 'mutual' | 'one-way' | 'unknown' | 'plaintext' | 'key-pair'

export function transportOf(call: Call): Transport {
  const { client, callerAcceptsServer, providerAcceptsClient: half } = call
  if (call.number === 12) return 'key-pair'
  if (callerAcceptsServer.status === 'plaintext' || half.status === 'plaintext') return 'plaintext'
  if (client !== null && client.certificate !== null) return 'mutual'
  if (client !== null && client.token !== null) return 'one-way'
  return half.status === 'unproven' || half.faults.some(({ id }) => id === 'edge/file-unusable') ? 'unknown' : 'one-way'
}
