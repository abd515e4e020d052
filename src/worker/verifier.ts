/** Verification shared by two workers: every second batch of signatures goes through a port to the other one. */
import type { Verify } from '../engine/path/verify-signatures.ts'
import type { SignatureAnswer } from '../engine/path/signatures.ts'
import { verifySignature } from '../engine/x509/signature.ts'
import type { VerifyAnswers, VerifyJobs } from './protocol.ts'

/** Signatures of one message: enough to make its cost small beside their verification. */
const BATCH = 32

/** The verifier's side: answers each batch in its order. */
export function serveVerifier(port: MessagePort): void {
  port.onmessage = ({ data: { batch, jobs } }: MessageEvent<VerifyJobs>) => {
    void Promise.all(jobs.map(({ child, key }) => verifySignature(child, key))).then((answers) =>
      port.postMessage({ batch, answers } satisfies VerifyAnswers),
    )
  }
}

type Waiting = {
  readonly job: VerifyJobs['jobs'][number]
  readonly answered: (answer: SignatureAnswer) => void
  readonly failed: (error: unknown) => void
}

/** A verifier for `read`: half of the work is done here, half behind the port, in batches by turns. */
export function sharedVerify(port: MessagePort): Verify {
  const sent = new Map<number, readonly Waiting[]>()
  let batch = 0
  let gathering: Waiting[] = []
  port.onmessage = ({ data }: MessageEvent<VerifyAnswers>) => {
    const waiting = sent.get(data.batch) ?? []
    sent.delete(data.batch)
    waiting.forEach(({ answered }, i) => answered(data.answers[i] ?? 'unsupported'))
  }
  const flush = (): void => {
    const waiting = gathering
    if (waiting.length === 0) return
    gathering = []
    batch++
    if (batch % 2 === 0) {
      sent.set(batch, waiting)
      port.postMessage({ batch, jobs: waiting.map(({ job }) => job) } satisfies VerifyJobs)
    } else for (const { job, answered, failed } of waiting) verifySignature(job.child, job.key).then(answered, failed)
  }
  return ({ id, der, tbs, signature, signatureAlgorithm }, key) =>
    new Promise((answered, failed) => {
      gathering.push({ job: { child: { id, der, tbs, signature, signatureAlgorithm }, key }, answered, failed })
      if (gathering.length >= BATCH) flush()
      else if (gathering.length === 1) queueMicrotask(flush)
    })
}
