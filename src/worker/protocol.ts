/** What the page and its workers say to each other. Everything is plain data; an audit travels in slices, so that no message is a long task. */
import type { JudgeOptions } from '../engine/audit.ts'
import type { Progress } from '../engine/encoding/input.ts'
import type { SignatureAnswer } from '../engine/path/signatures.ts'
import type { Explanation } from '../engine/verdicts/verdict.ts'
import type { CertificateId, PublicKey } from '../engine/x509/certificate.ts'
import type { Signed } from '../engine/x509/signature.ts'
import type { Slice } from './slices.ts'

/** One file of a drop, under its path within what was dropped; its bytes are read where they are needed. */
export interface WorkerFile {
  readonly path: string
  readonly file: Blob
}

export type Request =
  /** Reads and judges; `verifier`, where given, leads to a worker that verifies half of the signatures. */
  | {
      readonly id: number
      readonly do: 'read'
      readonly files: readonly WorkerFile[]
      readonly options: JudgeOptions
      readonly verifier: MessagePort | null
    }
  | { readonly id: number; readonly do: 'judge'; readonly options: JudgeOptions }
  | { readonly id: number; readonly do: 'explain'; readonly call: number }
  /** Makes this worker a verifier that serves the port. */
  | { readonly id: number; readonly do: 'verify'; readonly port: MessagePort }

export type Answer =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'slice'; readonly slice: Slice }
  /** All slices of the audit asked for have been sent; `unreadable`: files the browser would not open. */
  | { readonly id: number; readonly kind: 'judged'; readonly unreadable: readonly string[] }
  | { readonly id: number; readonly kind: 'explanation'; readonly explanation: Explanation }
  /** A fault of ours: name and stack of the error, never its message, which might hold input. */
  | { readonly id: number; readonly kind: 'failed'; readonly name: string; readonly stack: string }

/** Signatures for the verifier, and its answers in the same order. */
export interface VerifyJobs {
  readonly batch: number
  readonly jobs: readonly { readonly child: Signed & { readonly id: CertificateId }; readonly key: PublicKey }[]
}
export interface VerifyAnswers {
  readonly batch: number
  readonly answers: readonly SignatureAnswer[]
}
