/** Arithmetic behind a port: signatures, keys and digests of the worker that reads, done by another one. */
import { type Arithmetic, HERE } from '../engine/x509/arithmetic.ts'
import type { PublicKey } from '../engine/x509/certificate.ts'
import { SIGNATURE_ALGORITHMS } from '../engine/x509/signature.ts'

/** Tasks of one message at most. */
const BATCH = 256
/** Octets of one message, but for a task that has more by itself. */
const BATCH_OCTETS = 256 << 10
/** What may wait behind the port. Beyond it the one that reads is the less busy of the two, and does the task itself: nothing piles up. */
const WAITING_OCTETS = 8 << 20
/** The same before the first answer: a worker takes a tenth of a second to start. */
const WAITING_AT_FIRST = 64 << 10

/** A task is a row of numbers, which cross as octets where objects would cross member by member; only a VERIFY has all of them. */
const ROW = 9
/** Behind the task and the length of its octets. */
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
  /** Nobody waits for it who has anything else to do. */
  readonly late: boolean
  /** Those of the tasks, one after the other; behind them may be more. */
  readonly octets: Uint8Array<ArrayBuffer>
  readonly rows: Int32Array<ArrayBuffer>
  /** Keys not sent before; all that were sent are numbered in their order. */
  readonly keys: readonly PublicKey[]
}
interface Answers {
  readonly id: number
  readonly answers: readonly unknown[]
}

/** Sent behind the last batch. */
export const NO_MORE = 'no-more'

/** The far side: answers batch by batch, those that are late behind the others. */
export function serveArithmetic(port: MessagePort, finished: () => void = () => undefined): void {
  const known: PublicKey[] = []
  const soon: Batch[] = []
  const late: Batch[] = []
  const run = (rows: Int32Array, row: number, der: Uint8Array<ArrayBuffer>): Promise<unknown> => {
    const task = rows[row]
    if (task === DIGEST) return HERE.digest(der)
    if (task === READ_KEY) return HERE.readKey(der, false)
    const signed = {
      id: rows[row + 2]!,
      der,
      signatureAlgorithm: SIGNATURE_ALGORITHMS[rows[row + 4]!]!,
      tbs: { start: rows[row + 5]!, length: rows[row + 6]! },
      signature: { start: rows[row + 7]!, length: rows[row + 8]! },
    }
    return HERE.verify(signed, known[rows[row + 3]!]!)
  }
  const serve = async ({ id, octets, rows }: Batch): Promise<void> => {
    const running: Promise<unknown>[] = []
    for (let row = 0, at = 0; row < rows.length; row += ROW) running.push(run(rows, row, octets.subarray(at, (at += rows[row + 1]!))))
    const answers = await Promise.all(running)
    // Private keys were among them.
    octets.fill(0)
    port.postMessage({ id, answers } satisfies Answers)
  }
  // One batch at a time, with a message of one's own before each: by then all that came meanwhile has been seen.
  const { port1: turn, port2: turns } = new MessageChannel()
  let busy = false
  const next = (): void => {
    if (busy || soon.length + late.length === 0) return
    busy = true
    turns.postMessage(null)
  }
  const served = (): void => {
    busy = false
    next()
  }
  // A fault of ours ends the session: nobody would answer the one that waits.
  turn.onmessage = () => void serve((soon.shift() ?? late.shift()) as Batch).then(served, (error: unknown) => reportError(error))
  port.onmessage = ({ data }: MessageEvent<Batch | typeof NO_MORE>) => {
    if (data === NO_MORE) {
      turn.close()
      return finished()
    }
    known.push(...data.keys)
    ;(data.late ? late : soon).push(data)
    next()
  }
}

type Answered = (answer: never) => void

/** Messages of one lane under way, so that the far side has the next one when it has answered the last. */
const UNDER_WAY = 2

/** What is asked and not yet sent: copied at once. */
class Outgoing {
  readonly isLate: boolean
  readonly #rows = new Int32Array(ROW * BATCH)
  #octets = new Uint8Array(BATCH_OCTETS)
  #waiting: Answered[] = []
  #size = 0
  /** Messages that are not answered. */
  underWay = 0

  constructor(isLate: boolean) {
    this.isLate = isLate
  }
  get empty(): boolean {
    return this.#waiting.length === 0
  }
  get full(): boolean {
    return this.#waiting.length === BATCH
  }
  fits(bytes: Uint8Array): boolean {
    return this.#size + bytes.length <= this.#octets.length
  }
  add(bytes: Uint8Array, task: number, verify: Verify, answered: Answered): void {
    // Only where it is empty.
    if (bytes.length > this.#octets.length) this.#octets = new Uint8Array(bytes.length)
    this.#octets.set(bytes, this.#size)
    this.#size += bytes.length
    const row = ROW * this.#waiting.length
    this.#rows[row] = task
    this.#rows[row + 1] = bytes.length
    this.#rows.set(verify, row + 2)
    this.#waiting.push(answered)
  }
  /** All of it; the octets are no longer held here, private keys among them. */
  take(): Pick<Batch, 'octets' | 'rows'> & { readonly waiting: readonly Answered[]; readonly size: number } {
    const waiting = this.#waiting
    const taken = { octets: this.#octets, rows: this.#rows.slice(0, ROW * waiting.length), waiting, size: this.#size }
    this.#octets = new Uint8Array(BATCH_OCTETS)
    this.#waiting = []
    this.#size = 0
    return taken
  }
}

/**
 * The near side. What is asked is sent when it fills a message, or when little is under way (Nagle, RFC 896): the far side is never without
 * work, and messages are few. Signatures and digests are late: reading goes on without them.
 */
export function arithmeticBehind(port: MessagePort): Arithmetic {
  const sent = new Map<number, { readonly waiting: readonly Answered[]; readonly size: number; readonly out: Outgoing }>()
  const numbers = new Map<string, number>()
  const soon = new Outgoing(false)
  const late = new Outgoing(true)
  let keys: PublicKey[] = []
  let outside = 0
  let batches = 0
  let started = false
  let timed = false

  port.onmessage = ({ data: { id, answers } }: MessageEvent<Answers>) => {
    const batch = sent.get(id)
    if (batch === undefined) return
    started = true
    sent.delete(id)
    outside -= batch.size
    batch.out.underWay--
    const { waiting } = batch
    for (let i = 0; i < waiting.length; i++) waiting[i]!(answers[i] as never)
    flushIfFew(batch.out)
  }
  const flush = (out: Outgoing): void => {
    const { octets, rows, waiting, size } = out.take()
    const id = batches++
    sent.set(id, { waiting, size, out })
    out.underWay++
    const { isLate } = out
    port.postMessage({ id, late: isLate, octets, rows, keys: isLate ? keys : [] } satisfies Batch, [octets.buffer])
    if (isLate) keys = []
  }
  const flushIfFew = (out: Outgoing): void => {
    if (!out.empty && out.underWay < UNDER_WAY) flush(out)
  }
  const later = (): void => {
    timed = false
    flushIfFew(soon)
    flushIfFew(late)
  }
  const send = <T>(out: Outgoing, bytes: Uint8Array<ArrayBuffer>, task: number, verify: Verify = NOTHING): Promise<T> =>
    new Promise<T>((answered) => {
      if (!out.fits(bytes) && !out.empty) flush(out)
      outside += bytes.length
      out.add(bytes, task, verify, answered)
      if (out.full) flush(out)
      else if (!timed && out.underWay < UNDER_WAY) {
        timed = true
        setTimeout(later)
      }
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
    digest: (bytes) => (busy() ? HERE.digest(bytes) : send(late, bytes, DIGEST)),
    readKey: (der, isLate) => (busy() ? HERE.readKey(der, isLate) : send(isLate ? late : soon, der, READ_KEY)),
    verify: (child, key) => {
      if (busy()) return HERE.verify(child, key)
      const { id, der, tbs, signature, signatureAlgorithm } = child
      const algorithm = SIGNATURE_ALGORITHMS.indexOf(signatureAlgorithm)
      return send(late, der, VERIFY, [id, numberOf(key), algorithm, tbs.start, tbs.length, signature.start, signature.length])
    },
  }
}
