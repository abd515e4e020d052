/** Every rule, in the order of the report. A new rule is one file, its test, one line here and one entry per language. */
import type { Lint } from './lint.ts'

export const LINTS = [] as const satisfies readonly Lint[]
export type LintId = (typeof LINTS)[number]['id']
