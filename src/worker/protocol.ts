/** What the page and its workers say to each other. Everything is plain data; an audit travels in slices, so that no message is a long task. */
import type { JudgeOptions } from '../engine/audit.ts'
import type { Progress } from '../engine/encoding/input.ts'
import type { Explanation } from '../engine/verdicts/verdict.ts'
import type { Slice } from './slices.ts'

/** One file of a drop, under its path within what was dropped; its bytes are read where they are needed. */
export interface WorkerFile {
  readonly path: string
  readonly file: Blob
}

export type Request =
  /** Reads and judges; `helper`, where given, leads to a worker that serves arithmetic. */
  | {
      readonly id: number
      readonly do: 'read'
      readonly files: readonly WorkerFile[]
      readonly options: JudgeOptions
      readonly helper: MessagePort | null
    }
  | { readonly id: number; readonly do: 'judge'; readonly options: JudgeOptions }
  | { readonly id: number; readonly do: 'explain'; readonly call: number }
  /** The rules of the last audit judged. */
  | { readonly id: number; readonly do: 'rules' }
  /** The next slice of all that was found, or the first: the page asks for one after the other, so that nothing else it asks waits behind them. */
  | { readonly id: number; readonly do: 'found'; readonly first: boolean }
  /** Reads and judges, and forgets: what the first drop runs through has then been compiled. */
  | { readonly id: number; readonly do: 'rehearse'; readonly files: readonly WorkerFile[] }
  /** Makes this worker one that serves arithmetic at the port. */
  | { readonly id: number; readonly do: 'calculate'; readonly port: MessagePort }

export type Answer =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'slice'; readonly slice: Slice }
  /** All slices of the audit asked for have been sent; `unreadable`: files the browser would not open; `whole`: with all that was found. */
  | { readonly id: number; readonly kind: 'judged'; readonly unreadable: readonly string[]; readonly whole: boolean }
  /** All slices of the rules have been sent. */
  | { readonly id: number; readonly kind: 'rules' }
  /** One more slice of what was found was sent, with it this share of all, 0 to 1; `whole`: there are no more. */
  | { readonly id: number; readonly kind: 'found'; readonly share: number; readonly whole: boolean }
  | { readonly id: number; readonly kind: 'explanation'; readonly explanation: Explanation }
  /** A fault of ours: name and stack of the error, never its message, which might hold input. */
  | { readonly id: number; readonly kind: 'failed'; readonly name: string; readonly stack: string }
