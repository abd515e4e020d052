/** Long work in steps that never hold the page: a task is left after some milliseconds and gone on with in the next. */

/** Half a frame: what a person does in the meantime is answered within one. */
const TASK_MS = 8

/** Runs the steps in tasks of their own, the first one too. Out: how to stop. */
export function paced(steps: Iterator<unknown>, done: () => void): () => void {
  let timer = setTimeout(run)
  function run(): void {
    const from = performance.now()
    do {
      if (steps.next().done === true) {
        done()
        return
      }
    } while (performance.now() - from < TASK_MS)
    timer = setTimeout(run)
  }
  return () => {
    clearTimeout(timer)
    steps.return?.()
  }
}
