/** Planned calls and a moment -> judged calls. What does not depend on the moment is kept per evidence, so that moving it is cheap. */
import { once } from '../encoding/maps.ts'
import type { Evidence, JudgeOptions } from '../audit.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { assemble } from '../cluster/assemble.ts'
import type { Cluster } from '../cluster/build-cluster.ts'
import type { ClusterFacts, SettingUse } from '../cluster/cluster.ts'
import type { PlannedCall } from '../cluster/plan.ts'
import type { VerdictFinding } from '../finding.ts'
import type { Bench } from './anchors.ts'
import { coverageOf } from './coverage.ts'
import { clientHolds, judgeCall, type Judgement, serverHolds } from './judge-call.ts'
import { Loaders, type LoadedPair } from './loaders.ts'
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

/** What follows from an inventory (and one set of corrections) whatever its signatures are worth. */
interface Prepared {
  readonly clusters: readonly Cluster[]
  readonly unplaced: readonly string[]
  readonly plan: readonly { readonly call: PlannedCall; readonly cluster: Cluster }[]
  readonly loaders: Loaders
  /** Which processes cannot start does not depend on the moment. */
  readonly facts: readonly ClusterFacts[]
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
const NEVER: readonly Judgement[] = []

/** By the corrections, which decide how clusters are put together. */
const keyOf = ({ layout, nodeOf, clusterOf, layoutOf }: JudgeOptions): string =>
  JSON.stringify([layout ?? null, nodeOf ?? {}, clusterOf ?? {}, layoutOf ?? {}])

const prepared = new WeakMap<Inventory, Map<string, Prepared>>()

/** Puts the clusters together: a good part of judging, for which no signature need be known. */
export function prepare(inventory: Inventory, options: JudgeOptions): Prepared {
  return once(
    once(prepared, inventory, () => new Map<string, Prepared>()),
    keyOf(options),
    () => {
      const { layout, nodeOf, clusterOf, layoutOf } = options
      const { clusters, unplaced } = assemble(inventory, {
        ...(layout === undefined ? {} : { layout }),
        ...(nodeOf === undefined ? {} : { nodeOf }),
        ...(clusterOf === undefined ? {} : { clusterOf }),
        ...(layoutOf === undefined ? {} : { layoutOf }),
      })
      const loaders = new Loaders(inventory)
      return {
        clusters,
        unplaced,
        plan: clusters.flatMap((cluster) => cluster.calls.map((call) => ({ call, cluster }))),
        loaders,
        facts: clusters.map((cluster) => ({ ...cluster.facts, cannotStart: cannotStart(loaders, cluster) })),
      }
    },
  )
}

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

/** Judges every call at one moment (Unix seconds). */
export function judgeCalls(evidence: Evidence, options: JudgeOptions): Verdicts {
  const memory = bind(evidence, options)
  const { at } = options
  const before = memory.recent.find((one) => at >= one.from && at < one.to)
  if (before !== undefined) return before.verdicts
  const whole = new Span()
  const calls = callsAt(evidence, memory, at, whole)
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
  const kept = findingsOf(calls, memory.recent[0]?.verdicts.calls ?? [], memory.findings, at, span, (fault, uses, affected) =>
    repairOf(fault, uses, affected, contexts.get(affected[0]?.cluster ?? '') ?? null),
  )
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
function callsAt(evidence: Evidence, memory: Bound, at: number, whole: Span): Call[] {
  const bench = benchOf(evidence, memory, at)
  const holds = (one: Judgement): boolean => serverHolds(one, at) && clientHolds(one, at)
  return memory.plan.map(({ call, cluster }, index) => {
    const known = memory.kept[index] ?? NEVER
    let found = known.find(holds)
    if (found === undefined) {
      found = judgeCall(bench, call, cluster.facts.id, known)
      memory.kept[index] = known.length === 0 ? [found] : [found, ...known.slice(0, STRETCHES - 1)]
    }
    whole.within(found.serverFrom, found.serverTo)
    whole.within(found.clientFrom, found.clientTo)
    return found.call
  })
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

/** Processes that cannot load all their files, whatever call the file is for. */
function cannotStart(loaders: Loaders, { loads }: Cluster): ClusterFacts['cannotStart'] {
  return loads.flatMap(({ instance, pairs, bundles, publicKeys, signingKeys, unusable }) => {
    const settings: SettingUse[] = unusable.map(({ use }) => use)
    const note = ({ fault }: Pick<LoadedPair, 'fault'>): void => {
      if (fault !== null) settings.push(fault.use)
    }
    for (const pair of pairs) note(loaders.pair(pair))
    for (const { loader, reference } of bundles) note(loaders.bundle(loader, reference))
    for (const reference of publicKeys) note(loaders.verifiers(reference))
    for (const reference of signingKeys) note(loaders.signer(reference))
    return settings.length === 0 ? [] : [{ instance, settings: [...new Set(settings)] }]
  })
}
