/** Copies of octets that are held together: a buffer each would cost as much again. */

const SIZE = 65_536

export class Slab {
  #octets = new Uint8Array(SIZE)
  #used = 0

  /** A copy of `octets[start, end)`, which the next copy overwrites unless it is kept. */
  copy(octets: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> {
    const length = end - start
    if (length > SIZE / 4) return new Uint8Array(octets.subarray(start, end))
    if (this.#used + length > SIZE) {
      this.#octets = new Uint8Array(SIZE)
      this.#used = 0
    }
    const copy = this.#octets.subarray(this.#used, this.#used + length)
    copy.set(octets.subarray(start, end))
    return copy
  }

  /** The copy made last stays. */
  keep(copy: Uint8Array): void {
    if (copy.buffer === this.#octets.buffer) this.#used += copy.length
  }
}
