/** Arithmetic behind a port: signatures, keys and digests of the worker that reads, done by another one. */
import { type Arithmetic, HERE } from '../engine/x509/arithmetic.ts'
import type { PublicKey } from '../engine/x509/certificate.ts'
import type { Signed } from '../engine/x509/signature.ts'

/** Tasks of one message: enough to make its cost small beside the work. */
const BATCH = 64
/** What may wait behind the port. Beyond it the one that reads is the less busy of the two, and does the task itself: nothing piles up. */
const WAITING_OCTETS = 8 << 20

/** What is to be done with the next `length` octets of the batch. */
type Task = { readonly length: number } & (
  | { readonly do: 'digest' | 'readKey' }
  | ({ readonly do: 'verify'; readonly id: number; readonly key: number } & Omit<Signed, 'der'>)
)
interface Batch {
  readonly id: number
  readonly octets: Uint8Array<ArrayBuffer>
  readonly tasks: readonly Task[]
  /** Keys not sent before; all that were sent are numbered in their order. */
  readonly keys: readonly PublicKey[]
}
interface Answers {
  readonly id: number
  readonly answers: readonly unknown[]
}

/** The far side: answers each batch in its order. */
export function serveArithmetic(port: MessagePort): void {
  const known: PublicKey[] = []
  const run = (task: Task, octets: Uint8Array<ArrayBuffer>): Promise<unknown> => {
    if (task.do !== 'verify') return HERE[task.do](octets)
    const { id, key, tbs, signature, signatureAlgorithm } = task
    return HERE.verify({ id, der: octets, tbs, signature, signatureAlgorithm }, known[key] as PublicKey)
  }
  const serve = async ({ id, octets, tasks, keys }: Batch): Promise<void> => {
    known.push(...keys)
    let at = 0
    const answers = await Promise.all(tasks.map((task) => run(task, octets.subarray(at, (at += task.length)))))
    // Private keys were among them.
    octets.fill(0)
    port.postMessage({ id, answers } satisfies Answers)
  }
  // A fault of ours ends the session: nobody would answer the one that waits.
  port.onmessage = ({ data }: MessageEvent<Batch>) => void serve(data).catch((error: unknown) => reportError(error))
}

interface Waiting {
  readonly octets: Uint8Array<ArrayBuffer>
  readonly task: Task
  readonly answered: (answer: never) => void
}

/** The near side. */
export function arithmeticBehind(port: MessagePort): Arithmetic {
  const sent = new Map<number, { readonly waiting: readonly Waiting[]; readonly size: number }>()
  const numbers = new Map<string, number>()
  let keys: PublicKey[] = []
  let gathered: Waiting[] = []
  let outside = 0
  let batches = 0

  port.onmessage = ({ data: { id, answers } }: MessageEvent<Answers>) => {
    const { waiting = [], size = 0 } = sent.get(id) ?? {}
    sent.delete(id)
    outside -= size
    waiting.forEach(({ answered }, i) => answered(answers[i] as never))
  }
  const flush = (): void => {
    if (gathered.length === 0) return
    const size = gathered.reduce((sum, { task }) => sum + task.length, 0)
    const octets = new Uint8Array(size)
    let at = 0
    for (const one of gathered) {
      octets.set(one.octets, at)
      at += one.octets.length
    }
    const id = batches++
    sent.set(id, { waiting: gathered, size })
    port.postMessage({ id, octets, tasks: gathered.map(({ task }) => task), keys } satisfies Batch, [octets.buffer])
    gathered = []
    keys = []
  }
  const send = <T>(octets: Uint8Array<ArrayBuffer>, task: Task): Promise<T> =>
    new Promise<T>((answered) => {
      outside += octets.length
      gathered.push({ octets, task, answered })
      if (gathered.length >= BATCH) flush()
      else if (gathered.length === 1) queueMicrotask(flush)
    })
  const numberOf = (key: PublicKey): number => {
    let number = numbers.get(key.spki)
    if (number === undefined) {
      numbers.set(key.spki, (number = numbers.size))
      keys.push(key)
    }
    return number
  }
  const busy = (): boolean => outside > WAITING_OCTETS
  return {
    digest: (bytes) => (busy() ? HERE.digest(bytes) : send(bytes, { do: 'digest', length: bytes.length })),
    readKey: (der) => (busy() ? HERE.readKey(der) : send(der, { do: 'readKey', length: der.length })),
    verify: (child, key) => {
      if (busy()) return HERE.verify(child, key)
      const { id, der, tbs, signature, signatureAlgorithm } = child
      return send(der, { do: 'verify', id, key: numberOf(key), tbs, signature, signatureAlgorithm, length: der.length })
    },
  }
}
