/** The engine off the page's thread: reads once, then judges and explains what it holds. Evidence never crosses to the page. */
import {
  type Audit,
  type Evidence,
  type Judged,
  type JudgeOptions,
  judgeWithoutRules,
  read,
  withControls,
  withRules,
} from '../engine/audit.ts'
import { BUDGET } from '../engine/encoding/budget.ts'
import type { InputFile, Progress } from '../engine/encoding/input.ts'
import { drained } from '../engine/encoding/steps.ts'
import { isArchive } from '../engine/encoding/unpack.ts'
import { explain } from '../engine/verdicts/explain.ts'
import { arithmeticBehind, NO_MORE, serveArithmetic } from './arithmetic.ts'
import { Crossing } from './crossing.ts'
import { faultOf } from './frames.ts'
import { mentionedBy, mentionedIn } from './mentioned.ts'
import { type Answer, isRuled, type Request, type WorkerFile } from './protocol.ts'
import { controlSlices, inventorySlices, keep, likest, type Slice, slicesOf } from './slices.ts'

/** At most this often, in milliseconds, a person is told how far it is: a message a file would be forty thousand. */
const TELL_EVERY = 100
/** At most this often, in milliseconds, reading lets messages in: the other worker's answers are among them. */
const BREATHE_EVERY = 5
/** Files opened ahead of the one being read: a browser takes a moment for each, whatever its size. */
const AHEAD = 32
/** And no more octets of them than that. */
const AHEAD_BYTES = 64 * 1024 * 1024
/** Of so few calls the rules are run in less time than the page would take to draw what they found a second time. */
const FEW_CALLS = 300

let evidence: Evidence | null = null
let judged: JudgeOptions = { at: 0 }
/** Those the page has, the last one first. */
let told: readonly Judged[] = []
/** The one whose controls the page has. */
let exported: Audit | null = null
let crossing: Crossing | null = null
const answer = (message: Answer): void => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  serve(data).catch((error: unknown) => answer({ id: data.id, kind: 'failed', ...faultOf(error) }))
})

async function serve(request: Request): Promise<void> {
  switch (request.do) {
    case 'calculate':
      // What it holds is memory for judging.
      return serveArithmetic(request.port, () => self.close())
    case 'rehearse': {
      const rehearsed = await read(inputs(request.files, []), behind(request.helper))
      const audit = drained(withRules(rehearsed, judgeWithoutRules(rehearsed, { at: 0 })))
      post(request.id, inventorySlices(rehearsed.inventory))
      post(request.id, slicesOf(audit, []))
      return answer({ id: request.id, kind: 'judged', unreadable: [], whole: true })
    }
    case 'read': {
      const unreadable: string[] = []
      evidence = await read(inputs(request.files, unreadable), {
        onProgress: throttled(request.id),
        breathe: breather(),
        ...behind(request.helper),
      })
      request.helper?.postMessage(NO_MORE)
      told = []
      exported = null
      crossing = new Crossing(evidence.inventory)
      post(request.id, crossing.first())
      return send(request.id, request.options, unreadable)
    }
    case 'judge':
      return send(request.id, request.options, [])
    case 'explain':
      return prove(request.id, request.call)
    case 'rules':
      await rules(request.id)
      return answer({ id: request.id, kind: 'rules' })
    case 'controls':
      if (evidence !== null && told[0] !== undefined) {
        if (!isRuled(told[0])) tell(request.id, drained(withRules(evidence, told[0])))
        const audit = withControls(evidence, told[0])
        post(request.id, controlSlices(audit, exported))
        exported = audit
      }
      return answer({ id: request.id, kind: 'controls' })
    case 'found':
      if (crossing !== null) {
        const slice = crossing.next(request.first)
        if (slice !== null) post(request.id, [slice])
        answer({ id: request.id, kind: 'found', share: crossing.share, whole: slice === null })
      }
  }
}

const behind = (helper: MessagePort | null) => (helper === null ? {} : { arithmetic: arithmeticBehind(helper) })

function post(id: number, slices: Iterable<Slice> = []): void {
  for (const slice of slices) answer({ id, kind: 'slice', slice })
}

function prove(id: number, index: number): void {
  if (evidence === null) return
  const explanation = explain(evidence, judged, index)
  const call = told[0]?.calls[index]
  if (call)
    post(
      id,
      crossing?.mentioned((inventory) => mentionedIn(call, explanation, inventory)),
    )
  answer({ id, kind: 'explanation', explanation })
}

/** With the rules, where there is little for them to look at or most of them have run for another moment already. */
function send(id: number, options: JudgeOptions, unreadable: readonly string[]): void {
  if (evidence === null) return
  judged = options
  const plain = judgeWithoutRules(evidence, options)
  const atOnce = plain.calls.length < FEW_CALLS || told.some((one) => isRuled(one) && one.clusters === plain.clusters)
  tell(id, atOnce ? drained(withRules(evidence, plain)) : plain)
  answer({ id, kind: 'judged', unreadable, whole: crossing?.whole ?? false })
}

/** Runs the rules one by one: whatever else is asked meanwhile is answered between them, and another moment ends it. */
async function rules(id: number): Promise<void> {
  const [plain] = told
  if (evidence === null || plain === undefined || isRuled(plain)) return
  const breathe = breather()
  const steps = withRules(evidence, plain)
  while (told[0] === plain) {
    const step = steps.next()
    if (step.done === true) return tell(id, step.value)
    await breathe()
  }
}

function tell(id: number, audit: Judged): void {
  post(
    id,
    crossing?.mentioned(() => mentionedBy(audit, told[likest(audit, told)] ?? null)),
  )
  post(id, slicesOf(audit, told))
  told = keep(audit, told)
}

/** The files in order, some opened ahead; those the browser refuses are named in `unreadable`. */
async function* inputs(files: readonly WorkerFile[], unreadable: string[]): AsyncGenerator<InputFile> {
  const waiting: { readonly opened: Promise<InputFile | null>; readonly size: number }[] = []
  let ahead = 0
  const take = async (): Promise<InputFile | null> => {
    const first = waiting.shift()
    ahead -= first?.size ?? 0
    return (await first?.opened) ?? null
  }
  for (const file of files) {
    const opened = open(file).catch(() => {
      unreadable.push(file.path)
      return null
    })
    waiting.push({ opened, size: file.file.size })
    ahead += file.file.size
    while (waiting.length >= AHEAD || (waiting.length > 0 && ahead > AHEAD_BYTES)) {
      const next = await take()
      if (next) yield next
    }
  }
  while (waiting.length > 0) {
    const next = await take()
    if (next) yield next
  }
}

/** A film or a disk image is looked at, not read: what is too large and no archive goes on with its size alone. */
async function open({ path, file }: WorkerFile): Promise<InputFile> {
  if (file.size > BUDGET.fileBytes) {
    const head = new Uint8Array(await file.slice(0, 512).arrayBuffer())
    if (file.size > BUDGET.droppedBytes || !isArchive(head)) return { path, bytes: new Uint8Array(0), size: file.size }
  }
  return { path, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** Lets waiting messages in, at most every few milliseconds. Timers would be held back to four milliseconds each; a message of one's own is not. */
function breather(): () => Promise<void> | undefined {
  const { port1, port2 } = new MessageChannel()
  let go: () => void = () => undefined
  port1.onmessage = () => go()
  let last = performance.now()
  return () => {
    if (performance.now() - last < BREATHE_EVERY) return undefined
    return new Promise((resolve) => {
      go = () => {
        last = performance.now()
        resolve()
      }
      port2.postMessage(null)
    })
  }
}

function throttled(id: number): (progress: Progress) => void {
  let told = 0
  let verified = 0
  return (progress) => {
    const now = performance.now()
    // The first result is told of at once.
    if (now - told < TELL_EVERY && (verified > 0 || !progress.verified)) return
    told = now
    verified = progress.verified ?? 0
    answer({ id, kind: 'progress', progress })
  }
}
