/** Moments between which nothing changes. */

/** The stretch of moments for which what was just judged holds: every date looked at cuts it. */
export class Span {
  from = Number.NEGATIVE_INFINITY
  to = Number.POSITIVE_INFINITY

  reset(): void {
    this.from = Number.NEGATIVE_INFINITY
    this.to = Number.POSITIVE_INFINITY
  }

  /** Holds for [from, to) at most. */
  within(from: number, to: number): void {
    if (from > this.from) this.from = from
    if (to < this.to) this.to = to
  }

  holds(at: number): boolean {
    return at >= this.from && at < this.to
  }

  /** Something changes at this moment. */
  cut(moment: number, at: number): void {
    if (moment <= at) this.within(moment, Number.POSITIVE_INFINITY)
    else this.within(Number.NEGATIVE_INFINITY, moment)
  }
}
