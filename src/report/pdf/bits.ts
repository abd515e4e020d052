/** Bits packed into octets from the lowest on (RFC 1951 section 3.1.1). */
export class Bits {
  #octets: Uint8Array<ArrayBuffer>
  #at = 0
  #held = 0
  #count = 0

  /** `expected`: octets there may be, to begin with. */
  constructor(expected: number) {
    this.#octets = new Uint8Array(expected + 64)
  }

  /** At most 16 bits, of which the lowest is the first. */
  write(value: number, count: number): void {
    this.#held |= value << this.#count
    this.#count += count
    if (this.#count < 16) return
    if (this.#at + 2 > this.#octets.length) this.#grow()
    this.#octets[this.#at++] = this.#held
    this.#octets[this.#at++] = this.#held >>> 8
    this.#held >>>= 16
    this.#count -= 16
  }
  #grow(): void {
    const larger = new Uint8Array(this.#octets.length * 2)
    larger.set(this.#octets)
    this.#octets = larger
  }

  /** All of it, filled up to a whole octet, and a number of four octets, the highest first. */
  end(number: number): Uint8Array<ArrayBuffer> {
    const result = new Uint8Array(this.#at + Math.ceil(this.#count / 8) + 4)
    result.set(this.#octets.subarray(0, this.#at))
    let at = this.#at
    for (let held = this.#held; at < result.length - 4; held >>>= 8) result[at++] = held
    new DataView(result.buffer).setUint32(at, number)
    return result
  }
}
