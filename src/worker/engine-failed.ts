/** A fault of ours in a worker: named, located, and without a byte of the drop. */
export class EngineFailed extends Error {
  constructor(name: string, stack = '') {
    super(name)
    this.name = name
    this.stack = stack
  }
}
