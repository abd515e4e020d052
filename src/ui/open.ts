/** How a drop becomes a session: our own exports are reopened here, everything else goes to the worker. */
import type { Opened, Dropped, Open } from '../state/controller.ts'
import type { Audit } from '../engine/audit.ts'
import type { Session } from '../state/session.ts'

const NOTHING_EXPLAINED = { callerAcceptsServer: null, providerAcceptsClient: null }
/** A reopened audit says what its file says: it is not judged again, and has no bytes to decode. */
export function reopenedSession(audit: Audit, fingerprints: readonly string[]): Session {
  return {
    audit,
    whole: true,
    fingerprints,
    judge: () => Promise.resolve(audit),
    explain: () => Promise.resolve({ explanation: NOTHING_EXPLAINED, inventory: audit.inventory }),
    found: () => Promise.resolve(audit.inventory),
    complete: () => Promise.resolve(audit),
    close: () => undefined,
  }
}
/** Our JSON or PDF, as the only file of a drop; null for anything else. */
async function reopened(files: readonly Dropped[]): Promise<Opened | null> {
  const [only] = files
  if (!only || files.length > 1 || !/\.(json|pdf)$/i.test(only.path)) return null
  const { looksOurs, MOST_BYTES, reopen } = await import('../report/reopen.ts')
  if (only.file.size > MOST_BYTES) return null
  const bytes = new Uint8Array(await only.file.arrayBuffer())
  if (!looksOurs(bytes)) return null
  const result = reopen(bytes)
  if (!result.ok) return null
  return { session: reopenedSession(result.value.audit, result.value.fingerprints), reopened: true, unread: [], refusals: [] }
}
export const openDrop: Open = async (files, options) => {
  const ours = await reopened(files)
  if (ours) return ours
  const { openInWorker } = await import('./open-in-worker.ts')
  return openInWorker(files, options)
}
