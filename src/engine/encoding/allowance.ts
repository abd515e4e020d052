/** What may be inflated: of each file dropped, with the archives within it, and of the drop. One bomb leaves the others their share. */
import { BUDGET } from './budget.ts'

export class LimitReached extends Error {
  readonly limit: number
  readonly what: 'ratio' | 'too-large'
  constructor(what: 'ratio' | 'too-large', limit: number) {
    super(what)
    this.what = what
    this.limit = limit
  }
}

export class Allowance {
  #dropped = 0
  #inflated = 0
  #before = 0

  /** From here on it is this file that is opened, of so many octets. */
  dropped(octets: number): void {
    this.#before += this.#inflated
    this.#inflated = 0
    this.#dropped = octets
  }
  /** Throws LimitReached once more has been inflated than `budget.ts` allows, whatever became of it. */
  inflated(octets: number): void {
    this.#inflated += octets
    if (this.#inflated > BUDGET.ratioFrom && this.#inflated > this.#dropped * BUDGET.ratio) throw new LimitReached('ratio', BUDGET.ratio)
    if (this.#inflated > BUDGET.inflatedBytes) throw new LimitReached('too-large', BUDGET.inflatedBytes)
    if (this.#before + this.#inflated > BUDGET.allInflatedBytes) throw new LimitReached('too-large', BUDGET.allInflatedBytes)
  }
}
