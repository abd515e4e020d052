/**
 * The page's side of the worker that writes an export: one for each, which starts and is given the audit while its reader still looks for
 * what to ask, and is ended when the file is there.
 */
import type { Audit } from '../engine/audit.ts'
import { EngineFailed, onFailure } from './engine-failed.ts'
import type { ExportAnswer, ExportRequest, ExportWish } from './export-protocol.ts'
// oxlint-disable-next-line import/default -- Vite makes the export.
import ExportWorker from './export.worker.ts?worker&inline'
import { controlSlices, inventorySlices, type Slice, slicesOf } from './slices.ts'

type Written = Extract<ExportAnswer, { kind: 'written' }>
export interface Writer {
  /** Asked once. The page goes on meanwhile. */
  write(wish: ExportWish): Promise<Written>
  /** Nothing will be asked any more; what was asked is written all the same. */
  close(): void
}

function* slices(audit: Audit): Generator<Slice> {
  yield* inventorySlices(audit.inventory)
  yield* slicesOf(audit, [])
  yield* controlSlices(audit, null)
}

/** In: a whole audit with its rules, as soon as it is there. Out: what writes one file of it. */
export function writerOf(audit: Promise<Audit>): Writer {
  const worker = new ExportWorker({ name: 'export' })
  const post = (request: ExportRequest) => worker.postMessage(request)
  let open = true
  let asked = false
  const answered = new Promise<ExportAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ExportAnswer>) => resolve(data)
    onFailure(worker, reject)
  })
  const given = audit.then(async (whole) => {
    const { port1, port2 } = new MessageChannel()
    for (const slice of slices(whole)) {
      // Each in a task of its own: a fleet's would be one of a second. Timers within timers are held back four milliseconds each, messages are not.
      await new Promise((next) => {
        port1.onmessage = next
        port2.postMessage(null)
      })
      if (!open) break
      post({ slice })
    }
    port1.close()
  })
  // Told by `write`, where somebody asks.
  for (const one of [answered, given]) one.catch(() => undefined)
  const end = () => {
    open = false
    worker.terminate()
  }
  return {
    write: async (wish) => {
      if (!open) throw new EngineFailed('Closed')
      asked = true
      try {
        await Promise.race([given, answered])
        post(wish)
        const answer = await answered
        if (answer.kind === 'failed') throw new EngineFailed(answer.name, answer.stack)
        return answer
      } finally {
        end()
      }
    },
    close: () => {
      if (!asked) end()
    },
  }
}
