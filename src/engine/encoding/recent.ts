/** Octets met before, each in the one place they lead to: what was made of them is found by comparing, without a key being made. */
import { sameOctets } from './same-octets.ts'

/** Longer ones do not come again and again. */
const LONGEST = 16_384

export class Recent<T> {
  readonly #places: ({ readonly octets: Uint8Array; readonly made: T } | undefined)[]

  /** `places`: a power of two. */
  constructor(places = 256) {
    this.#places = Array.from({ length: places })
  }

  find(octets: Uint8Array): T | undefined {
    const known = this.#places[this.#placeOf(octets)]
    return known !== undefined && sameOctets(known.octets, 0, known.octets.length, octets, 0, octets.length) ? known.made : undefined
  }

  /** Of a copy of the octets, which `forget` wipes as their place being taken does. */
  keep(octets: Uint8Array, made: T): void {
    if (octets.length > LONGEST) return
    const place = this.#placeOf(octets)
    const before = this.#places[place]?.octets
    before?.fill(0)
    // Most that come are as long as the one before.
    const copy = before?.length === octets.length ? before : new Uint8Array(octets.length)
    copy.set(octets)
    this.#places[place] = { octets: copy, made }
  }

  forget(): void {
    for (const [place, known] of this.#places.entries()) {
      known?.octets.fill(0)
      this.#places[place] = undefined
    }
  }

  /** By the length and some octets out of the whole. */
  #placeOf(octets: Uint8Array): number {
    const { length } = octets
    let place = length
    for (let at = length & 15; at < length; at += (length >> 4) + 1) place = (Math.imul(place, 31) + (octets[at] as number)) | 0
    return (place ^ (place >> 8)) & (this.#places.length - 1)
  }
}
