/** The page's side of the worker that writes an export: one for each, ended when the file is there. */
import type { Audit } from '../engine/audit.ts'
import { EngineFailed, onFailure } from './engine-failed.ts'
import type { ExportAnswer, ExportRequest, ExportWish } from './export-protocol.ts'
// oxlint-disable-next-line import/default -- Vite makes the export.
import ExportWorker from './export.worker.ts?worker&inline'
import { inventorySlices, ruleSlices, type Slice, slicesOf } from './slices.ts'

function* slices(audit: Audit): Generator<Slice> {
  yield* inventorySlices(audit.inventory)
  yield* slicesOf(audit, null)
  yield* ruleSlices(audit, null)
}

/** In: a whole audit with its rules, and what to write of it. Out: the file. The page goes on meanwhile. */
export async function written(audit: Audit, wish: ExportWish): Promise<Extract<ExportAnswer, { kind: 'written' }>> {
  const worker = new ExportWorker({ name: 'export' })
  const post = (request: ExportRequest) => worker.postMessage(request)
  try {
    const answered = new Promise<ExportAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<ExportAnswer>) => resolve(data)
      onFailure(worker, reject)
    })
    for (const slice of slices(audit)) {
      post({ slice })
      // Each in a task of its own: a fleet's would be one of a second.
      await new Promise((next) => setTimeout(next))
    }
    post(wish)
    const answer = await answered
    if (answer.kind === 'failed') throw new EngineFailed(answer.name, answer.stack)
    return answer
  } finally {
    worker.terminate()
  }
}
