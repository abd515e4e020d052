/** Planned calls and a moment -> judged calls. What does not depend on the moment is kept per evidence, so that moving it is cheap. */
import { once } from '../encoding/maps.ts'
import type { Evidence, JudgeOptions } from '../audit.ts'
import type { Cluster } from '../cluster/build-cluster.ts'
import type { ClusterFacts, SettingUse } from '../cluster/cluster.ts'
import type { PlannedCall } from '../cluster/plan.ts'
import type { VerdictFinding } from '../finding.ts'
import type { Bench } from './anchors.ts'
import { coverageOf } from './coverage.ts'
import { clientHolds, judgeCall, type Judgement, serverHolds } from './judge-call.ts'
import { keyOf, prepare, type Prepared } from './prepare.ts'
import { renewAll } from './renew-all.ts'
import { repairOf } from './repair.ts'
import { findingsOf, type KeptFindings } from './root-cause.ts'
import { Searches } from './search.ts'
import { Span } from './span.ts'
import type { Call } from './verdict.ts'
import type { Coverage } from '../audit.ts'

export interface Verdicts {
  readonly clusters: readonly ClusterFacts[]
  readonly calls: readonly Call[]
  readonly findings: readonly VerdictFinding[]
  readonly coverage: Coverage
}

/** Everything of one evidence (and one set of corrections) that stays the same at every moment. */
interface Bound extends Prepared {
  readonly searches: Searches
  readonly presented: Bench['presented']
  /** The last judgements of each planned call: at moments they hold for it is not judged again. */
  readonly kept: (readonly Judgement[] | undefined)[]
  /** Of the last moment: where all calls of a cause are judged as they were, its finding is the same. */
  findings: KeptFindings
  recent: readonly Judged[]
}
/** A whole judgement and the moments it holds for. */
interface Judged {
  readonly verdicts: Verdicts
  readonly from: number
  readonly to: number
}
/** Of each call so many stretches of time are kept: before its certificates end, after, and on the way there. */
const STRETCHES = 3
/** Calls of one step: a millisecond or two. */
const STEP = 300
const NEVER: readonly Judgement[] = []

const bound = new WeakMap<Evidence, Map<string, Bound>>()

const bind = (evidence: Evidence, options: JudgeOptions): Bound =>
  once(
    once(bound, evidence, () => new Map<string, Bound>()),
    keyOf(options),
    () => ({
      ...prepare(evidence.inventory, options),
      searches: new Searches(evidence.inventory.certificates, evidence.signatures),
      presented: new Map(),
      kept: [],
      findings: new Map(),
      recent: [],
    }),
  )

const benchOf = ({ inventory, signatures }: Evidence, { loaders, searches, presented }: Bound, at: number): Bench => ({
  certificates: inventory.certificates,
  tokens: inventory.tokens,
  signatures,
  loaders,
  searches,
  presented,
  at,
  rsa: (keys) => keys.some((key) => once(rsaKeys, inventory, () => rsaOf(inventory)).has(key)),
})

const rsaKeys = new WeakMap<Evidence['inventory'], ReadonlySet<string>>()
const rsaOf = ({ keys }: Evidence['inventory']): Set<string> =>
  new Set(keys.flatMap(({ spki, algorithm }) => (spki !== null && algorithm === 'RSA' ? [spki] : [])))

/** Judges every call at one moment (Unix seconds), in steps: who leaves it at one of them has not judged in vain. */
export function* judgeCalls(evidence: Evidence, options: JudgeOptions): Generator<undefined, Verdicts> {
  const memory = bind(evidence, options)
  const { at } = options
  const before = memory.recent.find((one) => at >= one.from && at < one.to)
  if (before !== undefined) return before.verdicts
  const whole = new Span()
  const calls = yield* callsAt(evidence, memory, at, whole)
  const { certificates, locations, signers } = evidence.inventory
  const span = new Span()
  const ended = (moment: number): boolean => {
    span.cut(moment + 1, at)
    return at > moment
  }
  const contexts = new Map(
    memory.clusters.map(({ facts, layout, version, loads }) => [
      facts.id,
      { layout, version, ended, certificates, locations, signers, signing: signingOf(loads) },
    ]),
  )
  const kept = yield* findingsOf(calls, memory.recent[0]?.verdicts.calls ?? [], memory.findings, at, span, (fault, uses, affected) =>
    repairOf(fault, uses, affected, contexts.get(affected[0]?.cluster ?? '') ?? null),
  )
  yield
  for (const { from, to } of kept.values()) whole.within(from, to)
  memory.findings = kept
  const verdicts: Verdicts = {
    clusters: memory.facts,
    calls,
    findings: renewAll(Array.from(kept.values(), ({ finding }) => finding)),
    coverage: coverageOf(calls, memory.unplaced),
  }
  memory.recent = [{ verdicts, from: whole.from, to: whole.to }, ...memory.recent].slice(0, STRETCHES)
  return verdicts
}

/** Each call as it was judged before, where that still holds; `whole` is narrowed to the moments at which all of them do. */
function* callsAt(evidence: Evidence, memory: Bound, at: number, whole: Span): Generator<undefined, Call[]> {
  const bench = benchOf(evidence, memory, at)
  const holds = (one: Judgement): boolean => serverHolds(one, at) && clientHolds(one, at)
  const calls: Call[] = []
  for (const [index, { call, cluster }] of memory.plan.entries()) {
    if (index % STEP === STEP - 1) yield
    const known = memory.kept[index] ?? NEVER
    let found = known.find(holds)
    if (found === undefined) {
      found = judgeCall(bench, call, cluster.facts.id, known)
      memory.kept[index] = known.length === 0 ? [found] : [found, ...known.slice(0, STRETCHES - 1)]
    }
    whole.within(found.serverFrom, found.serverTo)
    whole.within(found.clientFrom, found.clientTo)
    calls.push(found.call)
  }
  return calls
}

/** The planned call behind a judged one, for `explain`. */
export function plannedCall(
  evidence: Evidence,
  options: JudgeOptions,
  index: number,
): { readonly call: PlannedCall; readonly bench: Bench } | null {
  const memory = bind(evidence, options)
  const entry = memory.plan[index]
  return entry === undefined ? null : { call: entry.call, bench: benchOf(evidence, memory, options.at) }
}

const signingOf = (loads: Cluster['loads']): SettingUse[] => loads.flatMap(({ requestSigning }) => requestSigning.map(({ use }) => use))
