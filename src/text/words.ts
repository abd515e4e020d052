/** The shape every language fills: one entry per id, a missing one does not compile. */
import type { EdgeId } from '../engine/cluster/edges.ts'
import type { ReadFinding, RepairNote, RepairStep } from '../engine/finding.ts'
import type { LintFinding, Severity } from '../engine/finding.ts'
import type { ReadFault } from '../engine/inventory/inventory.ts'
import type { LintId } from '../engine/lints/index.ts'
import type { CallNote, Fault, FaultId, Status, VersionNote } from '../engine/verdicts/verdict.ts'
import type { TextContext } from './context.ts'

/** A finding in words: a title under ten words, the two facts that disagree, an order. */
export interface Sentence {
  readonly title: string
  readonly detail: string
  readonly remedy: string
}
export type FaultWords = { readonly [K in FaultId]: (fault: Extract<Fault, { id: K }>, context: TextContext) => Sentence }
export type ReadWords = { readonly [K in ReadFault['id']]: Sentence }
export interface LintEntry {
  readonly title: string
  readonly detail: (finding: LintFinding, context: TextContext) => string
  readonly remedy: string
}
export type LintWords = { readonly [K in LintId]: LintEntry }
type Step<K extends RepairStep['do']> = Extract<RepairStep, { do: K }>
export type StepWords = { readonly [K in RepairStep['do']]: (step: Step<K>) => string }
export interface StatusWords {
  /** One word for a badge. */
  readonly word: string
  /** What it means for one half of a call. */
  readonly meaning: string
}

export interface FindingWords {
  readonly faults: FaultWords
  readonly read: ReadWords
  /** The place in the file and what was expected there, after the sentence of a read fault. */
  readonly readPlace: (fault: ReadFinding['fault']) => string
  readonly steps: StepWords
  readonly notes: { readonly [K in RepairNote]: string }
  readonly statuses: { readonly [K in Status]: StatusWords }
  readonly severities: { readonly [K in Severity]: string }
  readonly versionNotes: { readonly [K in VersionNote['id']]: (note: VersionNote) => string }
  /** What a drop cannot show: symptom, reason and order. */
  readonly callNotes: { readonly [K in CallNote]: string }
  /** One sentence: what this call is for. */
  readonly edges: { readonly [K in EdgeId]: string }
}
