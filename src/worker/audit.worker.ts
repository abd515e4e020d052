/** The engine off the page's thread: reads once, then judges and explains what it holds. Evidence never crosses to the page. */
import { type Audit, type Evidence, type JudgeOptions, judge, read } from '../engine/audit.ts'
import type { InputFile, Progress } from '../engine/encoding/input.ts'
import { explain } from '../engine/verdicts/explain.ts'
import { arithmeticBehind, serveArithmetic } from './arithmetic.ts'
import type { Answer, Request, WorkerFile } from './protocol.ts'
import { inventorySlices, slicesOf } from './slices.ts'

/** At most this often, in milliseconds, a person is told how far it is: a message a file would be forty thousand. */
const TELL_EVERY = 100
/** Files opened ahead of the one being read: a browser takes a moment for each, whatever its size. */
const AHEAD = 32

let evidence: Evidence | null = null
let judged: JudgeOptions = { at: 0 }
let last: Audit | null = null
const answer = (message: Answer): void => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  serve(data).catch((error: unknown) => {
    const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' }
    const lines = (stack ?? '').split('\n').filter((line) => /^\s+at |@/.test(line))
    answer({ id: data.id, kind: 'failed', name, stack: lines.slice(0, 12).join('\n') })
  })
})

async function serve(request: Request): Promise<void> {
  switch (request.do) {
    case 'calculate':
      return serveArithmetic(request.port)
    case 'read': {
      const unreadable: string[] = []
      const arithmetic = request.helper === null ? {} : { arithmetic: arithmeticBehind(request.helper) }
      evidence = await read(inputs(request.files, unreadable), { onProgress: throttled(request.id), ...arithmetic })
      last = null
      for (const slice of inventorySlices(evidence.inventory)) answer({ id: request.id, kind: 'slice', slice })
      return send(request.id, request.options, unreadable)
    }
    case 'judge':
      return send(request.id, request.options, [])
    case 'explain':
      if (evidence !== null) answer({ id: request.id, kind: 'explanation', explanation: explain(evidence, judged, request.call) })
  }
}

function send(id: number, options: JudgeOptions, unreadable: readonly string[]): void {
  if (evidence === null) return
  judged = options
  const audit = judge(evidence, options)
  for (const slice of slicesOf(audit, last)) answer({ id, kind: 'slice', slice })
  last = audit
  answer({ id, kind: 'judged', unreadable })
}

/** The files in order, some opened ahead; those the browser refuses are named in `unreadable`. */
async function* inputs(files: readonly WorkerFile[], unreadable: string[]): AsyncGenerator<InputFile> {
  const waiting: Promise<InputFile | null>[] = []
  const open = ({ path, file }: WorkerFile): Promise<InputFile | null> =>
    file.arrayBuffer().then(
      (buffer) => ({ path, bytes: new Uint8Array(buffer) }),
      () => {
        unreadable.push(path)
        return null
      },
    )
  for (const file of files) {
    waiting.push(open(file))
    if (waiting.length < AHEAD) continue
    const next = await waiting.shift()
    if (next) yield next
  }
  for (const one of waiting) {
    const next = await one
    if (next) yield next
  }
}

function throttled(id: number): (progress: Progress) => void {
  let told = 0
  return (progress) => {
    const now = performance.now()
    if (now - told < TELL_EVERY) return
    told = now
    answer({ id, kind: 'progress', progress })
  }
}
