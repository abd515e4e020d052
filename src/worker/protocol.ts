/** What the page and its workers say to each other. Everything is plain data; an audit travels in slices, so that no message is a long task. */
import type { JudgeOptions } from '../engine/audit.ts'
import type { Progress } from '../engine/encoding/input.ts'
import type { Explanation } from '../engine/verdicts/verdict.ts'
import type { Look } from '../report/overview/overview.ts'
import type { Slice } from './slices.ts'

/** One file of a drop, under its path within what was dropped; its bytes are read where they are needed. */
export interface WorkerFile {
  readonly path: string
  readonly file: Blob
}
/** How many octets they have together. */
export const sizeOf = (files: readonly WorkerFile[]): number => files.reduce((sum, { file }) => sum + file.size, 0)

export type Request =
  /** Reads and judges, and answers with the overview of a large drop, with all of a small one; `helper`, where given, leads to a worker that serves arithmetic. */
  | {
      readonly id: number
      readonly do: 'read'
      readonly files: readonly WorkerFile[]
      readonly options: JudgeOptions
      readonly look: Look
      readonly helper: MessagePort | null
    }
  | { readonly id: number; readonly do: 'judge'; readonly options: JudgeOptions; readonly look: Look }
  /** Another look at the last audit judged. */
  | { readonly id: number; readonly do: 'look'; readonly look: Look }
  /** All of it. */
  | { readonly id: number; readonly do: 'tell' }
  | { readonly id: number; readonly do: 'explain'; readonly call: number }
  /** All of it with what the rules find. */
  | { readonly id: number; readonly do: 'rules'; readonly look: Look }
  /** What each control of a benchmark answers there. */
  | { readonly id: number; readonly do: 'controls' }
  /** The next slice of all that was found, or the first: the page asks for one after the other, so that nothing else it asks waits behind them. */
  | { readonly id: number; readonly do: 'found'; readonly first: boolean }
  /** Reads, judges, tells of it like of a drop, and forgets: what the first drop runs through has then been compiled. */
  | { readonly id: number; readonly do: 'rehearse'; readonly files: readonly WorkerFile[]; readonly helper: MessagePort | null }
  /** Makes this worker one that serves arithmetic at the port. */
  | { readonly id: number; readonly do: 'calculate'; readonly port: MessagePort }

/** How far a drop has been read. */
export interface ReadSoFar extends Progress {
  /** Of the octets dropped, 0 to 1. */
  readonly share: number
}

export type Answer =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: ReadSoFar }
  | { readonly id: number; readonly kind: 'slice'; readonly slice: Slice }
  /** The overview of the audit asked for has been sent; `told`: and all of it; `unreadable`: files the browser would not open; `whole`: with all that was found. */
  | {
      readonly id: number
      readonly kind: 'judged'
      readonly told: boolean
      readonly unreadable: readonly string[]
      readonly whole: boolean
    }
  | { readonly id: number; readonly kind: 'looked' }
  /** All of the last audit judged has been sent; not so, if it has been judged anew since. */
  | { readonly id: number; readonly kind: 'told'; readonly told: boolean }
  /** All slices of the rules and of the controls have been sent. */
  | { readonly id: number; readonly kind: 'controls' }
  /** One more slice of what was found was sent, with it this share of all, 0 to 1; `whole`: there are no more. */
  | { readonly id: number; readonly kind: 'found'; readonly share: number; readonly whole: boolean }
  | { readonly id: number; readonly kind: 'explanation'; readonly explanation: Explanation }
  /** A fault of ours: name and stack of the error, never its message, which might hold input. */
  | { readonly id: number; readonly kind: 'failed'; readonly name: string; readonly stack: string }
