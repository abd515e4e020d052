/** The engine off the page's thread: reads once, then judges and explains what it holds. Evidence never crosses to the page. */
import { prepare, read } from '../engine/audit.ts'
import type { Progress } from '../engine/encoding/input.ts'
import { arithmeticBehind, NO_MORE, serveArithmetic } from './arithmetic.ts'
import { faultOf } from './frames.ts'
import { inputs } from './opening.ts'
import type { Answer, Request } from './protocol.ts'
import { Telling } from './telling.ts'

/** At most this often, in milliseconds, a person is told how far it is: a message a file would be forty thousand. */
const TELL_EVERY = 100
/** At most this often, in milliseconds, reading lets messages in: the other worker's answers are among them. */
const BREATHE_EVERY = 5
/** Of the files read beforehand: at no moment in particular. */
const REHEARSED = { options: { at: 0 }, look: { cluster: null, node: null, soonDays: 30 } }

let telling: Telling | null = null
const answer = (message: Answer): void => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  serve(data).catch((error: unknown) => answer({ id: data.id, kind: 'failed', ...faultOf(error) }))
})

async function serve(request: Request): Promise<void> {
  const { id } = request
  if (request.do === 'calculate')
    // What it holds is memory for judging.
    return serveArithmetic(request.port, () => self.close())
  if (request.do === 'rehearse' || request.do === 'read') {
    const unreadable: string[] = []
    const { options, look } = request.do === 'read' ? request : REHEARSED
    let share = 0
    const files = () => inputs(request.files, unreadable, (now) => (share = now))
    const evidence = await read(files(), {
      again: files,
      onProgress: throttled((progress) => answer({ id, kind: 'progress', progress: { ...progress, share } })),
      breathe: breather(),
      meanwhile: (inventory) => void prepare(inventory, options),
      ...behind(request.helper),
    })
    if (request.do === 'read') request.helper?.postMessage(NO_MORE)
    const opened = new Telling(evidence, (slice) => answer({ id, kind: 'slice', slice }))
    const told = opened.judge(options, look)
    answer({ id, kind: 'judged', told, unreadable, whole: opened.whole })
    if (request.do === 'read') telling = opened
    return
  }
  if (telling === null) return
  switch (request.do) {
    case 'judge':
      return answer({ id, kind: 'judged', told: telling.judge(request.options, request.look), unreadable: [], whole: telling.whole })
    case 'look':
      telling.look(request.look)
      return answer({ id, kind: 'looked' })
    case 'tell':
      return answer({ id, kind: 'told', told: await breathing(telling.all()) })
    case 'rules':
      answer({ id, kind: 'told', told: await breathing(telling.rules(request.look)) })
      return breathing(telling.foresee())
    case 'controls':
      telling.controls()
      return answer({ id, kind: 'controls' })
    case 'explain':
      return answer({ id, kind: 'explanation', explanation: telling.explain(request.call) })
    case 'found': {
      const whole = telling.found(request.first)
      return answer({ id, kind: 'found', share: telling.share, whole })
    }
  }
}

const behind = (helper: MessagePort | null) => (helper === null ? {} : { arithmetic: arithmeticBehind(helper) })

/** Takes the steps; whatever else is asked meanwhile is answered between them. */
async function breathing<T>(steps: Generator<unknown, T>): Promise<T> {
  const breathe = breather()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await breathe()
  }
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

function throttled(tell: (progress: Progress) => void): (progress: Progress) => void {
  let told = 0
  let verified = 0
  return (progress) => {
    const now = performance.now()
    // The first result is told of at once.
    if (now - told < TELL_EVERY && (verified > 0 || !progress.verified)) return
    told = now
    verified = progress.verified ?? 0
    tell(progress)
  }
}
