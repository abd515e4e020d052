/** Findings in the order they matter, with the mark each carries. */
import { push } from '../../engine/encoding/maps.ts'
import type { Judged } from '../../engine/audit.ts'
import type { Finding } from '../../engine/finding.ts'
import type { CallSlot } from '../diagram/geometry.ts'
import { CALL_SLOTS } from '../diagram/geometry.ts'
import { slotOf } from '../diagram/call-slot.ts'

/** Only `broken` is red: a rule that is not kept is not a call that fails. */
export type FindingMark = 'broken' | 'undecided' | 'soon' | 'error' | 'warning' | 'notice' | 'read'
export const MARKS: readonly FindingMark[] = ['broken', 'undecided', 'soon', 'read', 'error', 'warning', 'notice']

export interface Listed {
  readonly finding: Finding
  /** Index in `Audit.findings`. */
  readonly index: number
  readonly mark: FindingMark
  /** Drawn calls it takes down or concerns. */
  readonly slots: readonly CallSlot[]
  /** Nodes on which something is broken by it: the first of them, and how many there are. */
  readonly nodes: readonly string[]
  readonly nodeCount: number
  /** Findings of the same rule elsewhere, told in the same row: indexes in `Audit.findings`. */
  readonly also: readonly number[]
}
/** So many nodes are named in a row. */
export const MOST_NODES = 12
/** A row before it is cut down to what is told. */
interface Row extends Omit<Listed, 'nodes' | 'nodeCount'> {
  readonly nodes: ReadonlySet<string>
}

export function markOf(finding: Finding, audit: Pick<Judged, 'calls'>): FindingMark {
  if (finding.kind === 'read') return 'read'
  if (finding.kind === 'verdict') {
    if (finding.fault.id === 'edge/bootstrap-fallback') return 'soon'
    return finding.calls.length === 0 || finding.calls.some((i) => audit.calls[i]?.status === 'broken') ? 'broken' : 'undecided'
  }
  if (/expir/.test(finding.id)) return 'soon'
  return finding.severity
}

/** In: an audit, and the cluster shown. Findings about calls of other clusters are left out. */
export function listFindings(audit: Pick<Judged, 'calls' | 'findings'>, cluster: string): readonly Listed[] {
  const rows = audit.findings.flatMap((finding, index): Row[] => {
    const indexes = finding.kind === 'read' ? [] : finding.calls
    const calls = indexes.flatMap((i) => audit.calls[i] ?? [])
    const own = calls.filter((call) => call.cluster === cluster)
    if (calls.length > 0 && own.length === 0) return []
    const slots = new Set(own.flatMap((call) => slotOf(call) ?? []))
    const nodes = new Set(own.flatMap((call) => (call.status === 'broken' && call.from.node !== null ? [call.from.node] : [])))
    return [{ finding, index, mark: markOf(finding, audit), slots: CALL_SLOTS.filter((slot) => slots.has(slot)), nodes, also: [] }]
  })
  return together(rows)
    .sort((a, b) => MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark) || b.slots.length - a.slots.length || a.index - b.index)
    .map((row) => ({ ...row, nodes: [...row.nodes].slice(0, MOST_NODES), nodeCount: row.nodes.size }))
}

/** From here on equal faults are one row: thirteen certificates that end on one day are one thing to mend. */
const MANY = 3
/** One rule broken on three nodes is one row, and so is one fault of many certificates. */
function together(rows: readonly Row[]): Row[] {
  const faultOf = (row: Row) => (row.finding.kind === 'verdict' ? `${row.finding.fault.id} ${row.mark}` : null)
  const counts = new Map<string | null, number>()
  for (const row of rows) counts.set(faultOf(row), (counts.get(faultOf(row)) ?? 0) + 1)
  const byRule = new Map<string, Row[]>()
  for (const row of rows) {
    const fault = faultOf(row)
    const rule = row.finding.kind === 'lint' ? row.finding.id : fault !== null && (counts.get(fault) ?? 0) >= MANY ? fault : `#${row.index}`
    push(byRule, rule, row)
  }
  return [...byRule.values()].flatMap((list) => {
    const [first, ...rest] = list
    if (!first) return []
    const slots = new Set(list.flatMap((row) => row.slots))
    return [
      {
        ...first,
        slots: CALL_SLOTS.filter((slot) => slots.has(slot)),
        nodes: rest.length === 0 ? first.nodes : new Set(list.flatMap((row) => [...row.nodes])),
        also: rest.map((row) => row.index),
      },
    ]
  })
}
