import { FINDINGS_EN } from './findings.en.ts'
import type { FindingWords } from './words.ts'

export const FINDINGS_ZH: FindingWords = FINDINGS_EN
