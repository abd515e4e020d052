/** Words for findings, in every language. */
import type { Finding, RepairStep } from '../engine/finding.ts'
import type { LintId } from '../engine/lints/index.ts'
import type { Fault } from '../engine/verdicts/verdict.ts'
import { type TextContext } from './context.ts'
import { FINDINGS_EN } from './findings.en.ts'
import type { FindingWords, LintEntry, LintWords, Sentence } from './words.ts'
import { LINTS_EN } from './lints.en.ts'
import { FINDINGS_ZH } from './findings.zh-CN.ts'
import { LINTS_ZH } from './lints.zh-CN.ts'

export { contextOf, type TextContext } from './context.ts'
export type { Sentence } from './words.ts'

export const LANGUAGES = ['en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

const WORDS: { readonly [K in Language]: FindingWords & { readonly lints: LintWords } } = {
  en: { ...FINDINGS_EN, lints: LINTS_EN },
  'zh-CN': { ...FINDINGS_ZH, lints: LINTS_ZH },
}
/** Every word about findings in one language. */
export function words(language: Language): FindingWords & { readonly lints: LintWords } {
  return WORDS[language]
}

/** A fault of a path or a call in words. */
export function describeFault(fault: Fault, context: TextContext, language: Language): Sentence {
  // The map is total by its type; the compiler cannot follow the id through it.
  const entry = WORDS[language].faults[fault.id] as (fault: Fault, context: TextContext) => Sentence
  return entry(fault, context)
}

/** One step of a repair in words. */
export function describeStep(step: RepairStep, language: Language): string {
  const entry = WORDS[language].steps[step.do] as (step: RepairStep) => string
  return entry(step)
}

/** A finding in words; the remedy names the steps for this cluster where they are known, one a line. */
export function describe(finding: Finding, context: TextContext, language: Language): Sentence {
  const w = WORDS[language]
  if (finding.kind === 'read') {
    const sentence = w.read[finding.fault.id]
    const at = w.readPlace(finding.fault)
    return { ...sentence, detail: at ? `${sentence.detail} ${at}.` : sentence.detail }
  }
  const steps = finding.repair.map((step) => describeStep(step, language))
  if (finding.kind === 'verdict') {
    const sentence = describeFault(finding.fault, context, language)
    return { ...sentence, remedy: [sentence.remedy, ...steps].join('\n') }
  }
  const entry = (w.lints as Readonly<Record<string, LintEntry>>)[finding.id as LintId]
  if (!entry) return { title: finding.id, detail: '', remedy: steps.join('\n') }
  return { title: entry.title, detail: entry.detail(finding, context), remedy: [entry.remedy, ...steps].join('\n') }
}
