/** Planned calls and a moment -> judged calls. What does not depend on the moment is kept per evidence, so that moving it is cheap. */
import { once } from '../encoding/maps.ts'
import type { Evidence, JudgeOptions } from '../audit.ts'
import { assemble } from '../cluster/assemble.ts'
import type { Cluster } from '../cluster/build-cluster.ts'
import type { ClusterFacts, SettingUse } from '../cluster/cluster.ts'
import { EDGES, type EdgeId, type EdgeNumber } from '../cluster/edges.ts'
import type { PlannedCall, Presents, TokenCheck } from '../cluster/plan.ts'
import type { VerdictFinding } from '../finding.ts'
import type { Bench } from './anchors.ts'
import { judgeClient } from './client-auth.ts'
import { credentialOf } from './client-credential.ts'
import { callNotes } from './call-notes.ts'
import { coverageOf } from './coverage.ts'
import { worst } from './half.ts'
import { judgeIdentity } from './identity.ts'
import { toldClient, toldServer } from './peer-log.ts'
import { Loaders, type LoadedPair } from './loaders.ts'
import { renewAll } from './renew-all.ts'
import { repairOf } from './repair.ts'
import { findingsOf } from './root-cause.ts'
import { Searches, Span } from './search.ts'
import { judgeServer } from './server-auth.ts'
import type { Call, Half, Presented } from './verdict.ts'
import { versionNote } from './version-note.ts'
import type { Coverage } from '../audit.ts'

export interface Verdicts {
  readonly clusters: readonly ClusterFacts[]
  readonly calls: readonly Call[]
  readonly findings: readonly VerdictFinding[]
  readonly coverage: Coverage
}

/** Everything of one evidence (and one set of corrections) that stays the same at every moment. */
interface Bound {
  readonly clusters: readonly Cluster[]
  readonly unplaced: readonly string[]
  readonly plan: readonly { readonly call: PlannedCall; readonly cluster: Cluster }[]
  readonly loaders: Loaders
  readonly searches: Searches
  readonly presented: Bench['presented']
  /** Which processes cannot start does not depend on the moment. */
  readonly facts: readonly ClusterFacts[]
  /** The last judgements of each planned call, with the moments they hold for: those within are not judged again. */
  readonly kept: (readonly Kept[] | undefined)[]
  /** When the certificates end, in order: a repair depends on which of them have. */
  readonly ends: Float64Array
  recent: readonly Judged[]
}
/** A whole judgement and the moments it holds for. */
interface Judged {
  readonly verdicts: Verdicts
  readonly ended: number
  readonly from: number
  readonly to: number
}
/** Of each call so many stretches of time are kept: before its certificates end, after, and on the way there. */
const STRETCHES = 3
interface Kept {
  readonly call: Call
  readonly from: number
  readonly to: number
}

const bound = new WeakMap<Evidence, Map<string, Bound>>()

function bind(evidence: Evidence, { layout, nodeOf, clusterOf, layoutOf }: JudgeOptions): Bound {
  const byOptions = once(bound, evidence, () => new Map<string, Bound>())
  const key = JSON.stringify([layout ?? null, nodeOf ?? null, clusterOf ?? null, layoutOf ?? null])
  let found = byOptions.get(key)
  if (found === undefined) {
    const { clusters, unplaced } = assemble(evidence.inventory, {
      ...(layout === undefined ? {} : { layout }),
      ...(nodeOf === undefined ? {} : { nodeOf }),
      ...(clusterOf === undefined ? {} : { clusterOf }),
      ...(layoutOf === undefined ? {} : { layoutOf }),
    })
    const loaders = new Loaders(evidence.inventory)
    found = {
      clusters,
      plan: clusters.flatMap((cluster) => cluster.calls.map((call) => ({ call, cluster }))),
      loaders,
      searches: new Searches(evidence.inventory.certificates, evidence.signatures),
      presented: new Map(),
      unplaced,
      facts: clusters.map((cluster) => ({ ...cluster.facts, cannotStart: cannotStart(loaders, cluster) })),
      kept: [],
      ends: Float64Array.from(evidence.inventory.certificates, ({ notAfter }) => notAfter).sort(),
      recent: [],
    }
    byOptions.set(key, found)
  }
  return found
}

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
  const ended = endedBy(memory.ends, at)
  const before = memory.recent.find((one) => one.ended === ended && at >= one.from && at < one.to)
  if (before !== undefined) return before.verdicts
  const whole = new Span()
  const calls = callsAt(evidence, memory, at, whole)
  const { certificates, locations, signers } = evidence.inventory
  const contexts = new Map(
    memory.clusters.map(({ facts, layout, version, loads }) => [
      facts.id,
      { layout, version, at, certificates, locations, signers, signing: signingOf(loads) },
    ]),
  )
  const verdicts: Verdicts = {
    clusters: memory.facts,
    calls,
    findings: renewAll(
      findingsOf(calls, (fault, uses, affected) => repairOf(fault, uses, affected, contexts.get(affected[0]?.cluster ?? '') ?? null)),
    ),
    coverage: coverageOf(calls, memory.unplaced),
  }
  memory.recent = [{ verdicts, ended, from: whole.from, to: whole.to }, ...memory.recent].slice(0, STRETCHES)
  return verdicts
}

/** Each call as it was judged before, where that still holds; `whole` is narrowed to the moments at which all of them do. */
function callsAt(evidence: Evidence, memory: Bound, at: number, whole: Span): Call[] {
  const bench = benchOf(evidence, memory, at)
  const { span } = bench.searches
  return memory.plan.map(({ call, cluster }, index) => {
    const known = memory.kept[index]
    const same = known?.find(({ from, to }) => at >= from && at < to)
    if (same !== undefined) {
      whole.within(same.from, same.to)
      return same.call
    }
    span.reset()
    const judged = judgeCall(bench, call, cluster)
    const { from, to } = span
    whole.within(from, to)
    memory.kept[index] = [{ call: judged, from, to }, ...(known ?? []).slice(0, STRETCHES - 1)]
    return judged
  })
}

/** How many of these moments are past. */
function endedBy(ends: Float64Array, at: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
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

const NUMBERS: ReadonlyMap<EdgeId, EdgeNumber | null> = new Map(EDGES.map(({ id, number }) => [id, number]))

function judgeCall(bench: Bench, call: PlannedCall, cluster: Cluster): Call {
  const callerAcceptsServer = told(judgeServer(bench, call), (half) => toldServer(call, half))
  const providerAcceptsClient = told(judgeClient(bench, call), (half) => toldClient(call, half))
  const identityAuthorised = judgeIdentity(bench, call)
  const judged: Call = {
    edge: call.edge,
    number: NUMBERS.get(call.edge) ?? null,
    cluster: cluster.facts.id,
    from: call.from,
    to: call.to,
    serverName: call.serverName,
    port: call.port,
    context: call.context,
    status: worst([callerAcceptsServer.status, providerAcceptsClient.status, identityAuthorised.status]),
    assumed: call.assumed,
    versionNote: versionNote(call, [callerAcceptsServer, providerAcceptsClient, identityAuthorised]),
    callerAcceptsServer,
    providerAcceptsClient,
    identityAuthorised,
    client: clientOf(bench, call),
    server: presentedOf(bench, call.server, null),
    instances: null,
  }
  const notes = callNotes(judged)
  return notes.length === 0 ? judged : { ...judged, notes }
}

function told(half: Half, by: (half: Half) => readonly string[]): Half {
  const words = by(half)
  return words.length === 0 ? half : { ...half, told: words }
}

function clientOf(bench: Bench, call: PlannedCall): Presented | null {
  if (call.token !== null) return tokenEnds(bench, call)
  if (call.client.kind !== 'pair') return presentedOf(bench, call.client, null)
  return presentedOf(bench, call.client, credentialOf(bench, call.client).pair)
}

const NOBODY: Presented = { certificate: null, chain: [], use: null, signedBy: [], token: null, keys: [], keyMatches: null }
/** One value for all calls that present the same, at every moment: whoever keeps what came of it knows by it that nothing has changed. */
const shared = (bench: Bench, of: LoadedPair | Presents | TokenCheck, make: () => Partial<Presented>): Presented =>
  once(bench.presented, of, () => ({ ...NOBODY, ...make() }))

const ofPair = (bench: Bench, pair: LoadedPair): Presented =>
  shared(bench, pair, () => {
    const { certificate, chain, use, keyMatches } = pair
    return { certificate, chain, use, signedBy: certificate === null ? [] : bench.signatures.signers(certificate), keyMatches }
  })

function presentedOf(bench: Bench, presents: Presents, chosen: LoadedPair | null): Presented | null {
  switch (presents.kind) {
    case 'nothing':
      return presents.use === null ? null : shared(bench, presents, () => ({ use: presents.use }))
    case 'token':
      return shared(bench, presents, () => ({ use: presents.use, token: presents.token }))
    case 'missing':
      return shared(bench, presents, () => ({ use: presents.uses[0] ?? null }))
    case 'pair':
      return ofPair(bench, chosen ?? bench.loaders.pair(presents))
    default:
      return presents satisfies never
  }
}

function tokenEnds(bench: Bench, { token }: PlannedCall): Presented | null {
  if (token === null) return null
  return shared(bench, token, () => ({
    use: token.signer?.use ?? null,
    token: token.token,
    keys: token.signer === null ? [] : bench.loaders.signer(token.signer).keys,
  }))
}

const signingOf = (loads: Cluster['loads']): SettingUse[] => loads.flatMap(({ requestSigning }) => requestSigning.map(({ use }) => use))

/** Processes that cannot load all their files, whatever call the file is for. */
function cannotStart(loaders: Loaders, { loads }: Cluster): ClusterFacts['cannotStart'] {
  return loads.flatMap(({ instance, pairs, bundles, publicKeys, signingKeys, unusable }) => {
    const settings: SettingUse[] = unusable.map(({ use }) => use)
    for (const pair of pairs) settings.push(...faultUse(loaders.pair(pair).fault))
    for (const { loader, reference } of bundles) settings.push(...faultUse(loaders.bundle(loader, reference).fault))
    for (const reference of publicKeys) settings.push(...faultUse(loaders.verifiers(reference).fault))
    for (const reference of signingKeys) settings.push(...faultUse(loaders.signer(reference).fault))
    return settings.length === 0 ? [] : [{ instance, settings: [...new Set(settings)] }]
  })
}

const faultUse = (fault: LoadedPair['fault']): SettingUse[] => (fault === null ? [] : [fault.use])
