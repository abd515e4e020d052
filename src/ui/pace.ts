/** Long work in steps that never hold the page: a task is left after some milliseconds and gone on with in the next. */

/** Half a frame: what a person does in the meantime is answered within one. */
const TASK_MS = 8

/** Runs the steps in tasks of their own, the first one too. Out: how to stop. */
export function paced(steps: Iterator<unknown>, done: () => void): () => void {
  // Timers within timers are held back four milliseconds each, messages are not.
  const { port1, port2 } = new MessageChannel()
  const stop = () => {
    // A message under way may still arrive.
    port1.onmessage = null
    port1.close()
  }
  port1.onmessage = () => {
    const from = performance.now()
    do {
      if (steps.next().done === true) {
        stop()
        done()
        return
      }
    } while (performance.now() - from < TASK_MS)
    port2.postMessage(null)
  }
  port2.postMessage(null)
  return () => {
    stop()
    steps.return?.()
  }
}

/** Runs `then` once what is drawn now is on the screen: what one frame paints is shown while the next one begins. Out: how to stop. */
export function afterPaint(then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = setTimeout(then)
    })
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
