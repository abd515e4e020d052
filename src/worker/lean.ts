/** An overview told as its difference from the one before. */
import type { Finding } from '../engine/finding.ts'
import type { Overview } from '../report/overview/overview.ts'

/** What of an overview differs from the one before: of a fleet the diagram alone names every node, and some findings each file. */
export type Lean = Partial<Omit<Overview, 'findings'>> & { readonly findings?: readonly LeanRow[] }
/** A finding that stood in the one before is the number of its row there. */
type LeanRow = Omit<Overview['findings'][number], 'finding'> & { readonly finding: Finding | number }

/** In: an overview, and the one sent before it. */
export function lean(overview: Overview, last: Overview | null): Lean {
  const { findings, ...rest } = overview
  const changed: Lean =
    last === null ? rest : Object.fromEntries(Object.entries(rest).filter(([part, now]) => now !== last[part as keyof Overview]))
  if (findings === last?.findings) return changed
  const rows = new Map(last?.findings.map(({ finding }, row) => [finding, row]))
  return { ...changed, findings: findings.map((row) => ({ ...row, finding: rows.get(row.finding) ?? row.finding })) }
}
/** What it was made of. */
export function unlean({ findings, ...changed }: Lean, last: Overview | null): Overview {
  const rows = findings?.flatMap((row) => {
    const finding = typeof row.finding === 'number' ? last?.findings[row.finding]?.finding : row.finding
    return finding === undefined ? [] : [{ ...row, finding }]
  })
  return { ...last, ...changed, ...(rows === undefined ? {} : { findings: rows }) } as Overview
}
