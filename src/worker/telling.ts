/**
 * What the page is told of one drop: first what it found, where that is little; of every audit the overview at once, and all of it in steps
 * that another wish may end.
 */
import {
  type Audit,
  type Evidence,
  isRuled,
  type Judged,
  type JudgeOptions,
  judgeWithoutRules,
  withControls,
  withRules,
} from '../engine/audit.ts'
import { drained } from '../engine/encoding/steps.ts'
import { explain } from '../engine/verdicts/explain.ts'
import type { Explanation } from '../engine/verdicts/verdict.ts'
import { type Look, type Overview, overviewOf } from '../report/overview/overview.ts'
import { Crossing } from './crossing.ts'
import { foreseen } from './foresight.ts'
import { lean } from './lean.ts'
import { mentionedBy, mentionedIn, mentionedInOverview } from './mentioned.ts'
import { controlSlices, keep, likest, type Slice, slicesOf } from './slices.ts'

export interface Limits {
  /** Of fewer calls the rules are run, and all is told, in less time than the page would take to draw what they found a second time. */
  readonly few: number
  /** An inventory of no more items crosses with the first audit: an answer later would cost more than it saves. */
  readonly small: number
}
const LIMITS: Limits = { few: 300, small: 5000 }

export class Telling {
  readonly #evidence: Evidence
  readonly #post: (slice: Slice) => void
  readonly #crossing: Crossing
  readonly #few: number
  #options: JudgeOptions = { at: 0 }
  /** The audit at the moment of the drop. */
  #base: Judged | null = null
  /** The last one judged. */
  #now: Judged | null = null
  /** The last overview told. */
  #shown: Overview | null = null
  /** Those the page has, the last one first. */
  #told: readonly Judged[] = []
  /** The one whose controls the page has. */
  #exported: Audit | null = null
  /** Counts who tells all of an audit: slices of two would mix. */
  #turn = 0

  /** `post`: to the page. */
  constructor(evidence: Evidence, post: (slice: Slice) => void, { few, small } = LIMITS) {
    this.#evidence = evidence
    this.#post = post
    this.#crossing = new Crossing(evidence.inventory)
    this.#few = few
    this.#send(this.#crossing.first(small))
  }

  #send(slices: Iterable<Slice>): void {
    for (const slice of slices) this.#post(slice)
  }

  /** Judges, and tells the overview. Out: all of it has been told; where it has not, `all` does. */
  judge(options: JudgeOptions, look: Look): boolean {
    this.#options = options
    const plain = judgeWithoutRules(this.#evidence, options)
    const few = plain.calls.length < this.#few
    // Most rules have run for another moment already.
    const known = few || this.#told.some((one) => isRuled(one) && one.clusters === plain.clusters)
    this.#now = known ? drained(withRules(this.#evidence, plain)) : plain
    this.#base ??= this.#now
    this.look(look)
    // The calls of a moment told before cross as "the same".
    const atOnce = few || this.#told.some(({ calls }) => calls === plain.calls)
    if (atOnce) drained(this.all())
    return atOnce
  }

  /** Tells another look at the last audit judged. */
  look(look: Look): void {
    if (this.#now === null) return
    const overview = overviewOf(this.#now, this.#base ?? this.#now, look)
    this.#send(this.#crossing.mentioned((inventory) => mentionedInOverview(overview, inventory)))
    this.#post({ of: 'overview', overview: lean(overview, this.#shown) })
    this.#shown = overview
  }

  /** Tells all of the last audit judged, slice by slice. Out: it has been told; not so where it has been judged anew meanwhile. */
  *all(): Generator<undefined, boolean> {
    const audit = this.#now
    if (audit === null) return false
    if (this.#told[0] === audit) return true
    const turn = ++this.#turn
    const last = this.#told[likest(audit, this.#told)] ?? null
    for (const slices of [this.#crossing.mentioned(() => mentionedBy(audit, last)), slicesOf(audit, this.#told)])
      for (const slice of slices) {
        this.#post(slice)
        yield
        if (this.#now !== audit || this.#turn !== turn) return this.#told[0] === audit
      }
    this.#told = keep(audit, this.#told)
    return true
  }

  /** The same with what the rules find, rule by rule, and the overview with that. */
  *rules(look: Look): Generator<undefined, boolean> {
    const plain = this.#now
    if (plain === null) return false
    if (!isRuled(plain)) {
      const steps = withRules(this.#evidence, plain)
      let step = steps.next()
      for (; step.done !== true; step = steps.next()) {
        yield
        if (this.#now !== plain) return false
      }
      this.#now = step.value
    }
    const told = yield* this.all()
    if (told) this.look(look)
    return told
  }

  /** Judges beforehand what is asked for next most likely; tells nothing. */
  *foresee(): Generator<undefined, void> {
    const [now, shown] = [this.#now, this.#shown]
    if (now === null || shown === null) return
    for (const step of foreseen(this.#evidence, this.#options, shown, this.#base ?? now)) {
      yield step
      // Corrected meanwhile: it is another cluster's.
      if (this.#now?.clusters !== now.clusters) return
    }
  }

  /** Tells what each control of a benchmark answers, behind all else. */
  controls(): void {
    const audit = this.#now
    if (audit === null) return
    if (!isRuled(audit)) this.#now = drained(withRules(this.#evidence, audit))
    drained(this.all())
    const next = withControls(this.#evidence, this.#now ?? audit)
    this.#send(controlSlices(next, this.#exported))
    this.#exported = next
  }

  /** In: the index of a call of the last audit judged. Out: the proof behind it; tells what that speaks of. */
  explain(index: number): Explanation {
    const explanation = explain(this.#evidence, this.#options, index)
    const call = this.#now?.calls[index]
    if (call) this.#send(this.#crossing.mentioned((inventory) => mentionedIn(call, explanation, inventory)))
    return explanation
  }

  /** Tells the next slice of all that was found, or the `first`. Out: there are no more. */
  found(first: boolean): boolean {
    const slice = this.#crossing.next(first)
    if (slice !== null) this.#post(slice)
    return slice === null
  }

  /** Which share of what was found has been told, 0 to 1. */
  get share(): number {
    return this.#crossing.share
  }

  get whole(): boolean {
    return this.#crossing.whole
  }
}
