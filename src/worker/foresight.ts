/** What is judged while nobody asks for anything: the moment at which most calls are judged otherwise than now. */
import { type Evidence, type Judged, type JudgeOptions, judging } from '../engine/audit.ts'
import { DAY } from '../report/diagram/drawn-state.ts'
import { type Overview, overviewOf } from '../report/overview/overview.ts'

/**
 * In: what is shown now, and the audit at the moment of the drop. Judges the moment past the last end of all but authorities, step by step: whoever moves
 * there, or to a moment at which some of them have ended, does not wait for thousands of calls.
 */
export function* foreseen(
  evidence: Evidence,
  options: JudgeOptions,
  { at, deaths, asked }: Overview,
  base: Judged,
): Generator<undefined, void> {
  const last = deaths.findLast(({ authority }) => !authority)
  if (last === undefined || last.at <= at) return
  const then = yield* judging(evidence, { ...options, at: last.at + DAY })
  yield
  overviewOf(then, base, asked)
}
