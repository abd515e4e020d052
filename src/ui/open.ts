/** How a drop becomes a session: our own exports are reopened here, everything else goes to the worker. */
import type { Opened, Dropped, Open } from '../state/controller.ts'
import type { Audit } from '../engine/audit.ts'
import { type Look, overviewOf } from '../report/overview/overview.ts'
import type { Session } from '../state/session.ts'

const NOTHING_EXPLAINED = { callerAcceptsServer: null, providerAcceptsClient: null }
/** A reopened audit says what its file says: it is not judged again, and has no bytes to decode. */
export function reopenedSession(audit: Audit, fingerprints: readonly string[], soonDays: number): Session {
  const { inventory } = audit
  const overview = (look: Look) => overviewOf(audit, audit, look)
  const shown = (look: Look) => ({ overview: overview(look), inventory, audit })
  return {
    shown: shown({ cluster: null, node: null, soonDays }),
    whole: true,
    fingerprints,
    judge: (_at, _corrections, look) => Promise.resolve(shown(look)),
    look: (look) => Promise.resolve(overview(look)),
    audit: () => Promise.resolve(audit),
    rules: (look) => Promise.resolve(shown(look)),
    explain: () => Promise.resolve({ explanation: NOTHING_EXPLAINED, inventory }),
    found: () => Promise.resolve(inventory),
    complete: () => Promise.resolve(audit),
    close: () => undefined,
  }
}
/** Our JSON or PDF, as the only file of a drop? Its name does not say yet that it is. */
const mayBeOurs = (files: readonly Dropped[]): boolean => files.length === 1 && /\.(json|pdf)$/i.test(files[0]?.path ?? '')
/** Null for anything else, and for a file the browser would not open: the worker names it. */
async function reopened([only]: readonly Dropped[], { soonDays }: Look): Promise<Opened | null> {
  const { looksOurs, MOST_BYTES, reopen } = await import('../report/reopen.ts')
  if (!only || only.file.size > MOST_BYTES) return null
  const read = await only.file.arrayBuffer().catch(() => null)
  const bytes = new Uint8Array(read ?? new ArrayBuffer(0))
  if (!looksOurs(bytes)) return null
  const result = reopen(bytes)
  if (!result.ok) return null
  return { session: reopenedSession(result.value.audit, result.value.fingerprints, soonDays), reopened: true, unread: [], refusals: [] }
}
let opening: typeof import('./open-in-worker.ts') | null = null
/** Afterwards a drop is with the worker before anything is awaited. */
export async function loadOpening(): Promise<typeof import('./open-in-worker.ts')> {
  return (opening ??= await import('./open-in-worker.ts'))
}
export const openDrop: Open = async (files, options) => {
  const ours = mayBeOurs(files) ? await reopened(files, options.look) : null
  if (ours) return ours
  const { openInWorker } = opening ?? (await loadOpening())
  return openInWorker(files, options)
}
