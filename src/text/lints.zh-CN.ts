import type { LintWords } from './words.ts'

export const LINTS_ZH: LintWords = {}
