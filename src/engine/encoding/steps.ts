/** Long work in steps, for who has something else to do in between, and for who has not. */

/** What is made step by step, made at one go. */
export function drained<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
