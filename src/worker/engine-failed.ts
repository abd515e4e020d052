/** A fault of ours in a worker: named, located, and without a byte of the drop. */
export class EngineFailed extends Error {
  constructor(name: string, stack = '') {
    super(name)
    this.name = name
    this.stack = stack
  }
}

/** Says that a worker died, or that a message was lost on the way from it. */
export function onFailure(worker: Worker, fail: (error: EngineFailed) => void): void {
  worker.onerror = (event) => {
    event.preventDefault()
    fail(new EngineFailed('WorkerDied'))
  }
  worker.onmessageerror = () => fail(new EngineFailed('MessageLost'))
}
