/** Arithmetic behind a port: signatures, keys and digests of the worker that reads, done by another one. */
import { type Arithmetic, HERE } from '../engine/x509/arithmetic.ts'
import type { PublicKey } from '../engine/x509/certificate.ts'
import { SIGNATURE_ALGORITHMS } from '../engine/x509/signature.ts'

/** Tasks of one message: enough to make its cost small beside the work. */
const BATCH = 64
/** What may wait behind the port. Beyond it the one that reads is the less busy of the two, and does the task itself: nothing piles up. */
const WAITING_OCTETS = 8 << 20
/** The same before the first answer: a worker takes a tenth of a second to start. */
const WAITING_AT_FIRST = 64 << 10

/** A task is a row of numbers, which cross as octets where objects would cross member by member; only a VERIFY has all of them. */
const ROW = 9
type Row = readonly [task: number, length: number, ...verify: Verify]
type Verify = readonly [
  id: number,
  key: number,
  algorithm: number,
  tbsStart: number,
  tbsLength: number,
  signatureStart: number,
  signatureLength: number,
]
const [DIGEST, READ_KEY, VERIFY] = [0, 1, 2]
const NOTHING: Verify = [0, 0, 0, 0, 0, 0, 0]

interface Batch {
  readonly id: number
  /** Those of the tasks, one after the other. */
  readonly octets: Uint8Array<ArrayBuffer>
  readonly rows: Int32Array<ArrayBuffer>
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
  const run = ([task, , ...verify]: Row, der: Uint8Array<ArrayBuffer>): Promise<unknown> => {
    if (task === DIGEST) return HERE.digest(der)
    if (task === READ_KEY) return HERE.readKey(der)
    const [id, key, algorithm, tbsStart, tbsLength, signatureStart, signatureLength] = verify
    const signed = {
      id,
      der,
      tbs: { start: tbsStart, length: tbsLength },
      signature: { start: signatureStart, length: signatureLength },
      signatureAlgorithm: SIGNATURE_ALGORITHMS[algorithm]!,
    }
    return HERE.verify(signed, known[key]!)
  }
  const serve = async ({ id, octets, rows, keys }: Batch): Promise<void> => {
    known.push(...keys)
    const running: Promise<unknown>[] = []
    for (let row = 0, at = 0; row < rows.length; row += ROW) {
      const task = Array.from(rows.subarray(row, row + ROW)) as unknown as Row
      running.push(run(task, octets.subarray(at, (at += task[1]))))
    }
    const answers = await Promise.all(running)
    // Private keys were among them.
    octets.fill(0)
    port.postMessage({ id, answers } satisfies Answers)
  }
  // A fault of ours ends the session: nobody would answer the one that waits.
  port.onmessage = ({ data }: MessageEvent<Batch>) => void serve(data).catch((error: unknown) => reportError(error))
}

type Answered = (answer: never) => void

/** The near side. */
export function arithmeticBehind(port: MessagePort): Arithmetic {
  const sent = new Map<number, { readonly waiting: readonly Answered[]; readonly size: number }>()
  const numbers = new Map<string, number>()
  let keys: PublicKey[] = []
  let octets: Uint8Array<ArrayBuffer>[] = []
  let rows: number[] = []
  let waiting: Answered[] = []
  let size = 0
  let outside = 0
  let batches = 0
  let started = false

  port.onmessage = ({ data: { id, answers } }: MessageEvent<Answers>) => {
    const batch = sent.get(id)
    if (batch === undefined) return
    started = true
    sent.delete(id)
    outside -= batch.size
    for (const [i, answered] of batch.waiting.entries()) answered(answers[i] as never)
  }
  const flush = (): void => {
    if (waiting.length === 0) return
    const together = new Uint8Array(size)
    let at = 0
    for (const one of octets) {
      together.set(one, at)
      at += one.length
    }
    const id = batches++
    sent.set(id, { waiting, size })
    port.postMessage({ id, octets: together, rows: Int32Array.from(rows), keys } satisfies Batch, [together.buffer])
    keys = []
    octets = []
    rows = []
    waiting = []
    size = 0
  }
  const send = <T>(bytes: Uint8Array<ArrayBuffer>, task: number, verify: Verify = NOTHING): Promise<T> =>
    new Promise<T>((answered) => {
      outside += bytes.length
      size += bytes.length
      octets.push(bytes)
      rows.push(task, bytes.length, ...verify)
      waiting.push(answered)
      if (waiting.length >= BATCH) flush()
      else if (waiting.length === 1) queueMicrotask(flush)
    })
  const numberOf = (key: PublicKey): number => {
    let number = numbers.get(key.spki)
    if (number === undefined) {
      numbers.set(key.spki, (number = numbers.size))
      keys.push(key)
    }
    return number
  }
  const busy = (): boolean => outside > (started ? WAITING_OCTETS : WAITING_AT_FIRST)
  return {
    digest: (bytes) => (busy() ? HERE.digest(bytes) : send(bytes, DIGEST)),
    readKey: (der) => (busy() ? HERE.readKey(der) : send(der, READ_KEY)),
    verify: (child, key) => {
      if (busy()) return HERE.verify(child, key)
      const { id, der, tbs, signature, signatureAlgorithm } = child
      const algorithm = SIGNATURE_ALGORITHMS.indexOf(signatureAlgorithm)
      return send(der, VERIFY, [id, numberOf(key), algorithm, tbs.start, tbs.length, signature.start, signature.length])
    },
  }
}
