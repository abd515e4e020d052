/** Findings in the order they matter, with the mark each carries. */
import type { Judged } from '../../engine/audit.ts'
import type { Finding } from '../../engine/finding.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
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
/** A finding that has to do with the cluster shown. */
interface Own {
  readonly finding: Finding
  readonly index: number
  readonly mark: FindingMark
  /** Those of the cluster. */
  readonly calls: readonly Call[]
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
  const own: Own[] = []
  for (const [index, finding] of audit.findings.entries()) {
    const calls: Call[] = []
    let elsewhere = false
    for (const i of finding.kind === 'read' ? [] : finding.calls) {
      const call = audit.calls[i]
      if (call?.cluster === cluster) calls.push(call)
      else elsewhere ||= call !== undefined
    }
    if (calls.length > 0 || !elsewhere) own.push({ finding, index, mark: markOf(finding, audit), calls })
  }
  return Array.from(together(own), rowOf).sort(
    (a, b) => MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark) || b.slots.length - a.slots.length || a.index - b.index,
  )
}

/** From here on equal faults are one row: thirteen certificates that end on one day are one thing to mend. */
const MANY = 3
/** One rule broken on three nodes is one row, and so is one fault of many certificates. */
function together(own: readonly Own[]): Iterable<readonly [Own, ...Own[]]> {
  const faultOf = ({ finding, mark }: Own) => (finding.kind === 'verdict' ? `${finding.fault.id} ${mark}` : null)
  const faults = own.map(faultOf)
  const counts = new Map<string | null, number>()
  for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1)
  const byRule = new Map<string | number, [Own, ...Own[]]>()
  for (const [i, one] of own.entries()) {
    const fault = faults[i] ?? null
    const rule = one.finding.kind === 'lint' ? one.finding.id : fault !== null && (counts.get(fault) ?? 0) >= MANY ? fault : one.index
    const list = byRule.get(rule)
    if (list === undefined) byRule.set(rule, [one])
    else list.push(one)
  }
  return byRule.values()
}

function rowOf(list: readonly [Own, ...Own[]]): Listed {
  const [{ finding, index, mark }, ...rest] = list
  const slots = new Set<CallSlot | null>()
  const nodes = new Set<string>()
  for (const { calls } of list)
    for (const call of calls) {
      slots.add(slotOf(call))
      if (call.status === 'broken' && call.from.node !== null) nodes.add(call.from.node)
    }
  return {
    finding,
    index,
    mark,
    slots: CALL_SLOTS.filter((slot) => slots.has(slot)),
    nodes: [...nodes].slice(0, MOST_NODES),
    nodeCount: nodes.size,
    also: rest.map((one) => one.index),
  }
}
