/**
 * The page's side of the workers: one drop is one session, and closing it ends its workers and lets go of the files.
 * A large drop has a second worker for the arithmetic of the first: signatures, keys, digests. Workers that died are started again by the next request.
 */
import type { Audit, JudgeOptions } from '../engine/audit.ts'
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Explanation } from '../engine/verdicts/verdict.ts'
import type { Look, Overview } from '../report/overview/overview.ts'
import { Assembly, type Shown } from './assembly.ts'
import { EngineFailed, onFailure } from './engine-failed.ts'
import { type Answer, type ReadSoFar, type Request, sizeOf, type WorkerFile } from './protocol.ts'
import { NO_DROP, type Part, portTo, take, warmUp } from './spares.ts'

export interface Explained {
  readonly explanation: Explanation
  readonly inventory: Inventory
}
export interface AuditSession {
  /** As judged when it was opened. */
  readonly shown: Shown
  /** Files the browser would not open. */
  readonly unreadable: readonly string[]
  /** The audit has all that was found; of a large drop it has what the first screen speaks of, and holes for the rest. */
  readonly whole: boolean
  /** The same evidence at another moment, or with corrections. */
  judge(options: JudgeOptions, look: Look): Promise<Shown>
  /** Another look at the last audit judged. */
  look(look: Look): Promise<Overview>
  /** All of the last audit judged; null where another moment has been asked for since. */
  audit(): Promise<Audit | null>
  /** The same with what the rules found. */
  rules(look: Look): Promise<Shown | null>
  /** Every attempt behind one call (index into `Audit.calls`) of the last audit judged; and the inventory with what that speaks of. */
  explain(call: number): Promise<Explained>
  /** All that was found, slice by slice: whatever else is asked for meanwhile is answered between them. Tells which share has arrived. */
  found(onShare: (share: number) => void): Promise<Inventory>
  /** The last audit judged with all that was found and all its rules, for an export. */
  complete(): Promise<Audit>
  close(): void
}
export interface OpenOptions {
  readonly judge: JudgeOptions
  readonly look: Look
  readonly onProgress?: (progress: ReadSoFar) => void
  /** Aborting ends the workers at once, whatever they are doing. */
  readonly signal?: AbortSignal
}

/** A smaller drop is read faster than a second worker starts. */
const WORTH_TWO = 2 * 1024 * 1024

type Wish = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never
interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** The workers of one drop and the requests under way. */
class Engine {
  readonly #workers: Worker[] = []
  readonly #waiting = new Map<number, Waiting>()
  readonly #assembly = new Assembly()
  readonly #onProgress: OpenOptions['onProgress']
  #next = 0
  #whole = false
  closed = false

  constructor(onProgress: OpenOptions['onProgress']) {
    this.#onProgress = onProgress
    this.#start('reader').onmessage = ({ data }: MessageEvent<Answer>) => this.#take(data)
  }

  #start(as: Part): Worker {
    const worker = take(as)
    onFailure(worker, (error) => this.fail(error))
    this.#workers.push(worker)
    return worker
  }

  #take(answer: Answer): void {
    if (answer.id === NO_DROP) return
    if (answer.kind === 'progress') this.#onProgress?.(answer.progress)
    else if (answer.kind === 'slice') this.#assembly.add(answer.slice)
    else if (answer.kind === 'failed') this.fail(new EngineFailed(answer.name, answer.stack))
    else {
      this.#waiting.get(answer.id)?.resolve(answer)
      this.#waiting.delete(answer.id)
    }
  }

  #ask(wish: Wish, transfer: Transferable[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new EngineFailed('WorkerDied'))
      const id = this.#next++
      this.#waiting.set(id, { resolve, reject })
      this.#workers[0]?.postMessage({ ...wish, id }, transfer)
    })
  }

  async read(
    files: readonly WorkerFile[],
    options: JudgeOptions,
    look: Look,
  ): Promise<Pick<AuditSession, 'shown' | 'unreadable' | 'whole'>> {
    let helper: MessagePort | null = null
    if (sizeOf(files) > WORTH_TWO && navigator.hardwareConcurrency > 1) helper = portTo(this.#start('calculator'))
    const answer = await this.#ask({ do: 'read', files, options, look, helper }, helper === null ? [] : [helper])
    const { unreadable, whole, told } = answer.kind === 'judged' ? answer : { unreadable: [], whole: false, told: false }
    this.#whole = whole
    return { shown: this.#assembly.shown(told), unreadable, whole }
  }

  async judge(options: JudgeOptions, look: Look): Promise<Shown> {
    const answer = await this.#ask({ do: 'judge', options, look })
    return this.#assembly.shown(answer.kind === 'judged' && answer.told)
  }

  async look(look: Look): Promise<Overview> {
    await this.#ask({ do: 'look', look })
    return this.#assembly.overview()
  }

  async audit(): Promise<Audit | null> {
    const answer = await this.#ask({ do: 'tell' })
    return answer.kind === 'told' && answer.told ? this.#assembly.finish() : null
  }

  async rules(look: Look): Promise<Shown | null> {
    const answer = await this.#ask({ do: 'rules', look })
    return answer.kind === 'told' && answer.told ? this.#assembly.shown(true) : null
  }

  async explain(call: number): Promise<Explained> {
    const answer = await this.#ask({ do: 'explain', call })
    const explanation = answer.kind === 'explanation' ? answer.explanation : { callerAcceptsServer: null, providerAcceptsClient: null }
    return { explanation, inventory: this.#assembly.inventory() }
  }

  async found(onShare: (share: number) => void): Promise<Inventory> {
    for (let first = true; !this.#whole; first = false) {
      const answer = await this.#ask({ do: 'found', first })
      if (answer.kind !== 'found') break
      this.#whole = answer.whole
      onShare(answer.share)
    }
    return this.#assembly.inventory()
  }

  async complete(): Promise<Audit> {
    await this.found(() => undefined)
    await this.#ask({ do: 'controls' })
    return this.#assembly.complete()
  }

  /** Ends the workers; whoever waits is told why. */
  fail(error: unknown): void {
    this.closed = true
    for (const worker of this.#workers) worker.terminate()
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** In: the files of a drop. Out: a session. Rejects with the signal's reason, or with a fault of ours. */
export async function openSession(files: readonly WorkerFile[], { judge, look, onProgress, signal }: OpenOptions): Promise<AuditSession> {
  signal?.throwIfAborted()
  let engine = new Engine(onProgress)
  let options = judge
  signal?.addEventListener('abort', () => engine.fail(signal.reason))
  const opened = await engine.read(files, options, look)
  const alive = async (): Promise<Engine> => {
    if (!engine.closed) return engine
    engine = new Engine(onProgress)
    // What was judged first is what later ones are compared with.
    await engine.read(files, judge, look)
    if (options !== judge) await engine.judge(options, look)
    return engine
  }
  return {
    ...opened,
    judge: async (next, look) => {
      const one = await alive()
      options = next
      return one.judge(next, look)
    },
    look: async (look) => (await alive()).look(look),
    audit: async () => (await alive()).audit(),
    rules: async (look) => (await alive()).rules(look),
    explain: async (call) => (await alive()).explain(call),
    found: async (onShare) => (await alive()).found(onShare),
    complete: async () => (await alive()).complete(),
    close: () => {
      engine.fail(new EngineFailed('Closed'))
      warmUp()
    },
  }
}
