/** Runs every rule and records that it ran. */
import type { Evidence, RuleRun } from '../audit.ts'
import type { ClusterFacts } from '../cluster/cluster.ts'
import type { LintFinding } from '../finding.ts'
import type { Call } from '../verdicts/verdict.ts'
import { contextOf, type LintContext } from './context.ts'
import { reliefOf } from './exemptions.ts'
import { LINTS } from './index.ts'
import { type Memory, remember } from './remember.ts'
import type { Lint } from './lint.ts'

export interface Linted {
  readonly findings: readonly LintFinding[]
  readonly checked: readonly RuleRun[]
}
type RuleResult = ReturnType<typeof runLint>
/** Most rules ask neither for the moment nor for verdicts, and need not run again at another moment. */
const kept: Memory<RuleResult> = new WeakMap()
/** The last answer of all of them, by the clusters of one evidence: where no rule says anything else it is the same object. */
const last = new WeakMap<readonly ClusterFacts[], Linted>()

/** "Is it well made?" In: what was read and judged, `at` in Unix seconds. Out: findings in the order of the rules, and every rule run, passes included. Rule by rule, for who has something else to do in between. */
export function* lint(
  evidence: Evidence,
  clusters: readonly ClusterFacts[],
  calls: readonly Call[],
  at: number,
): Generator<undefined, Linted> {
  const context = contextOf({ inventory: evidence.inventory, signatures: evidence.signatures, clusters, calls, at })
  const findings: LintFinding[] = []
  const checked: RuleRun[] = []
  for (const rule of LINTS) {
    const result = remember(kept, rule.id, context, (watched) => runLint(rule, watched))
    for (const finding of result.findings) findings.push(finding)
    checked.push({ lint: rule.id, applied: result.applied, found: result.findings.length })
    yield
  }
  const before = last.get(clusters)
  if (before !== undefined && isSame(before, { findings, checked })) return before
  const linted = { findings, checked }
  last.set(clusters, linted)
  return linted
}

const isSame = (one: Linted, other: Linted): boolean =>
  one.findings.length === other.findings.length &&
  one.findings.every((finding, i) => finding === other.findings[i]) &&
  one.checked.every(({ applied, found }, i) => applied === other.checked[i]?.applied && found === other.checked[i]?.found)

/** One rule, with what the layout of each hit is let off. */
export function runLint(rule: Lint, context: LintContext): { findings: LintFinding[]; applied: number } {
  const { applied, hits } = rule.check(context)
  const findings: LintFinding[] = []
  for (const hit of hits) {
    const relief = reliefOf(context.clusterOf(hit)?.layout, rule.id)
    if (relief === 'silent') continue
    findings.push({
      kind: 'lint',
      id: rule.id,
      severity: relief === 'notice' ? 'notice' : (hit.severity ?? rule.severity),
      certificates: hit.certificates ?? [],
      locations: hit.locations ?? (hit.certificates ?? []).flatMap((id) => context.places(id)),
      calls: hit.calls ?? [],
      data: hit.data ?? {},
      repair: hit.repair ?? [],
    })
  }
  return { findings, applied }
}
