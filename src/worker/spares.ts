/** Workers started before they are needed, one that reads and one for its arithmetic: to parse and compile their program is most of the time a small drop takes. */
import { Assembly, type Shown } from './assembly.ts'
// oxlint-disable-next-line import/default -- Vite makes the export.
import AuditWorker from './audit.worker.ts?worker&inline'
import type { Answer, Request, WorkerFile } from './protocol.ts'

export type Part = 'reader' | 'calculator'
const spares: Record<Part, Worker | null> = { reader: null, calculator: null }
let rehearsed: readonly WorkerFile[] = []

/** What bears this id is of no drop: it must never be mixed with one. */
export const NO_DROP = -1

/** Starts the workers of the next drop, once the page has nothing better to do, and has them read `files` as if they were that; `done`: with what the page would be told. */
export function warmUp(files = rehearsed, done: (shown: Shown) => void = () => undefined): void {
  rehearsed = files
  if (spares.reader !== null) return
  const reader = spare('reader')
  if (navigator.hardwareConcurrency > 1) spares.calculator ??= spare('calculator')
  const helper = spares.calculator && portTo(spares.calculator)
  reader.postMessage({ id: NO_DROP, do: 'rehearse', files, helper } satisfies Request, helper === null ? [] : [helper])
  const assembly = new Assembly()
  // A drop that takes the worker hears it from then on.
  reader.onmessage = ({ data }: MessageEvent<Answer>) => {
    if (data.kind === 'slice') assembly.add(data.slice)
    else if (data.kind === 'judged') done(assembly.shown(true))
  }
}

function spare(as: Part): Worker {
  const worker = (spares[as] = new AuditWorker())
  // One that will not start is no spare: the next drop starts its own, and says so if that fails too.
  worker.onerror = (event) => {
    event.preventDefault()
    if (spares[as] === worker) spares[as] = null
  }
  return worker
}

/** One that was started beforehand, or one that starts now. */
export function take(as: Part): Worker {
  const worker = spares[as] ?? new AuditWorker()
  spares[as] = null
  return worker
}

/** Has a worker do arithmetic: what is asked for goes through the port. */
export function portTo(calculator: Worker): MessagePort {
  const { port1, port2 } = new MessageChannel()
  calculator.postMessage({ id: NO_DROP, do: 'calculate', port: port2 } satisfies Request, [port2])
  return port1
}
