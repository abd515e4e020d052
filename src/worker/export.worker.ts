/** Writes one export off the page's thread: takes an audit slice by slice, answers with the pieces of the file, and is ended. */
import { EXPORTS } from '../report/exports.ts'
import { redact } from '../report/redact.ts'
import { warmUp } from '../report/report.ts'
import type { ExportAnswer, ExportRequest } from './export-protocol.ts'
import { faultOf } from './frames.ts'
import { Assembly } from './assembly.ts'

const assembly = new Assembly()
// What most ask for, while they look for it; if it fails, it is asked for again and then says so.
warmUp().catch(() => undefined)
const answer = (message: ExportAnswer): void => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ExportRequest>) => {
  if ('slice' in data) assembly.add(data.slice)
  else write(data).catch((error: unknown) => answer({ kind: 'failed', ...faultOf(error) }))
})

async function write({ id, language, redacted, reopened, fingerprints }: Extract<ExportRequest, { id: unknown }>): Promise<void> {
  const audit = assembly.complete()
  const hidden = redacted ? redact(audit, fingerprints ?? undefined) : null
  const known = hidden?.fingerprints ?? fingerprints
  const options = { language, redacted, reopened, ...(known ? { fingerprints: known } : {}) }
  const one = EXPORTS.find((each) => each.id === id)
  if (one === undefined) throw new RangeError()
  const parts: (string | Uint8Array<ArrayBuffer>)[] = []
  for await (const part of one.make(hidden?.audit ?? audit, options)) parts.push(part)
  answer({ kind: 'written', extension: one.extension, blob: new Blob(parts, { type: one.mediaType }) })
}
