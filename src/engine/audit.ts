/** The whole building on one page: `read` (files to evidence), `judge` (evidence and moment to audit), `audit` (the two together). */
import type { Inventory } from './inventory/inventory.ts'
import type { Signatures } from './path/signatures.ts'
import type { ClusterFacts } from './cluster/cluster.ts'
import type { Call, MissingMaterial } from './verdicts/verdict.ts'
import type { Finding, ReadFinding } from './finding.ts'
import type { InputFile, ReadOptions } from './encoding/input.ts'
import { once } from './encoding/maps.ts'
import { drained } from './encoding/steps.ts'
import { controls } from './lints/cis/controls.ts'
import { lint } from './lints/run.ts'
import { read } from './read.ts'
import { judgeCalls } from './verdicts/judge.ts'
import { prepare } from './verdicts/prepare.ts'

/** Files read, certificates decoded once, signatures verified once. Lives where the engine runs; never crosses to the page whole. */
export interface Evidence {
  readonly inventory: Inventory
  readonly signatures: Signatures
}

export interface RuleRun {
  readonly lint: string
  readonly applied: number
  readonly found: number
}
export interface ControlResult {
  readonly id: string
  readonly benchmark: string
  readonly status: 'pass' | 'fail' | 'undecidable' | 'not-applicable'
  readonly scored: boolean
  readonly node: string | null
  readonly evidence: readonly {
    readonly file: string | null
    readonly line: number | null
    readonly setting: string | null
    readonly value: string | null
    readonly expected: string | null
  }[]
  /** What would decide it, where it is undecidable. */
  readonly needs: readonly string[]
}
export interface Coverage {
  readonly missing: readonly (MissingMaterial & { readonly wouldSettle: readonly number[] })[]
  /** Files of Kubernetes objects that nothing in them ties to one of several clusters: they take part in no call. */
  readonly unplaced?: readonly string[]
}

/** The answer. Plain data: survives structuredClone. */
export interface Audit {
  /** Unix seconds: the moment judged, not the moment run. */
  readonly at: number
  readonly inventory: Inventory
  readonly clusters: readonly ClusterFacts[]
  readonly calls: readonly Call[]
  readonly findings: readonly Finding[]
  readonly checked: readonly RuleRun[]
  readonly controls: readonly ControlResult[]
  readonly coverage: Coverage
}

export interface JudgeOptions {
  /** Unix seconds. */
  readonly at: number
  /** Overrides of what was detected, by the user's hand. */
  readonly layout?: string
  /** Folder of the drop -> node; node or kubeconfig -> cluster. */
  readonly nodeOf?: Readonly<Record<string, string>>
  readonly clusterOf?: Readonly<Record<string, string>>
  /** Cluster id -> layout; `layout` is for the whole drop. */
  readonly layoutOf?: Readonly<Record<string, string>>
}

/** All but the benchmarks, which only reports tell. */
export type Judged = Omit<Audit, 'controls'>
/** Have the rules run? Each is told of, whatever it found. */
export const isRuled = ({ checked }: Judged): boolean => checked.length > 0

/** Judges everything at one moment. Cheap: moving the moment repeats only this. */
export const judge = (evidence: Evidence, options: JudgeOptions): Audit =>
  withControls(evidence, drained(withRules(evidence, judgeWithoutRules(evidence, options))))

export const withControls = (evidence: Evidence, judged: Judged): Audit => ({
  ...judged,
  controls: controls(evidence, judged.clusters, judged.calls, judged.at),
})

/** The calls, and what is wrong with them. */
export const judgeWithoutRules = (evidence: Evidence, options: JudgeOptions): Judged => drained(judging(evidence, options))

/** The same in steps, for who judges beforehand: what has been judged of a moment is kept, and it is told at once when it is asked for. */
export function* judging(evidence: Evidence, options: JudgeOptions): Generator<undefined, Judged> {
  const { inventory } = evidence
  const { clusters, calls, findings, coverage } = yield* judgeCalls(evidence, options)
  return { at: options.at, inventory, clusters, calls, findings: unruled(findings, inventory), checked: [], coverage }
}

/** The same with what the rules find, rule by rule. */
export function* withRules(evidence: Evidence, judged: Judged): Generator<undefined, Judged> {
  const { clusters, calls, at, inventory } = judged
  const { findings, checked } = yield* lint(evidence, clusters, calls, at)
  return { ...judged, findings: ruled(judged.findings, findings, inventory), checked }
}

/** Why calls fail, what the rules found, what could not be read: the same list where it is made of the same ones. */
function ruled(plain: readonly Finding[], rules: readonly Finding[], inventory: Inventory): readonly Finding[] {
  const known = ruledLists.get(plain)
  if (known?.rules === rules) return known.all
  const all = [...plain.filter(({ kind }) => kind === 'verdict'), ...rules, ...unreadIn(inventory)]
  ruledLists.set(plain, { rules, all })
  return all
}
const ruledLists = new WeakMap<readonly Finding[], { readonly rules: readonly Finding[]; readonly all: readonly Finding[] }>()
/** Before the rules have run. */
const unruled = (faults: readonly Finding[], inventory: Inventory): readonly Finding[] =>
  once(unruledLists, faults, () => [...faults, ...unreadIn(inventory)])
const unruledLists = new WeakMap<readonly Finding[], readonly Finding[]>()
/** The same at every moment. */
const unreadIn = (inventory: Inventory): readonly ReadFinding[] =>
  once(unread, inventory, () =>
    inventory.faults.map((fault): ReadFinding => ({ kind: 'read', fault, severity: null, files: [fault.file] })),
  )
const unread = new WeakMap<Inventory, readonly ReadFinding[]>()

/** Both: files and a moment to the answer. */
export async function audit(files: AsyncIterable<InputFile> | Iterable<InputFile>, options: ReadOptions & JudgeOptions): Promise<Audit> {
  return judge(await read(files, { ...options, meanwhile: (inventory) => void prepare(inventory, options) }), options)
}

export { prepare, read }
