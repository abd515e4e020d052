/** The frame of a rule: what it is called, who says so, and the check. "Is this well made?", never "would this handshake succeed?". */
import type { LintFinding, Severity } from '../finding.ts'
import type { Location } from '../inventory/inventory.ts'
import type { CertificateId } from '../x509/certificate.ts'
import type { LintContext } from './context.ts'

/** What a rule reports of one place; the frame adds id and severity. */
export interface Hit {
  readonly certificates?: readonly CertificateId[]
  readonly locations?: readonly Location[]
  readonly calls?: readonly number[]
  readonly data?: LintFinding['data']
  readonly repair?: LintFinding['repair']
  /** Where the rule has two limits; the rule's own severity otherwise. */
  readonly severity?: Severity
}
/** How many things the rule looked at, and what it found. */
export interface Outcome {
  readonly applied: number
  readonly hits: readonly Hit[]
}
export interface Lint<Id extends string = string> {
  /** `<source>/<file name>`, as the place of the rule. */
  readonly id: Id
  /** Document and section that gives the reason. */
  readonly citation: string
  readonly severity: Severity
  readonly check: (context: LintContext) => Outcome
}

/** Keeps the id as a literal, so that `text/` must have words for it. */
export function lint<const Id extends `${'rfc5280' | 'kubernetes' | 'cis' | 'advice'}/${string}`>(rule: Lint<Id>): Lint<Id> {
  return rule
}

/** Runs `test` over what the rule applies to. null: looked at and well made. */
export function each<T>(items: Iterable<T>, test: (item: T) => Hit | null): Outcome {
  let applied = 0
  const hits: Hit[] = []
  for (const item of items) {
    applied++
    const hit = test(item)
    if (hit) hits.push(hit)
  }
  return { applied, hits }
}
