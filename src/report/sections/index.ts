/** The sections of the report, in order. A new one is a file and a line here. */
import type { Section } from '../block.ts'
import { calls } from './calls.ts'
import type { SectionContext } from './section.ts'
import { controls } from './controls.ts'
import { coverage } from './coverage.ts'
import { diagrams } from './diagram.ts'
import { findings } from './findings.ts'
import { bundles } from './bundles.ts'
import { calendar } from './calendar.ts'
import { certificates } from './certificates.ts'
import { inputs } from './inputs.ts'
import { method } from './method.ts'
import { reproduce } from './reproduce.ts'
import { rules } from './rules.ts'
import { summary } from './summary.ts'

export const SECTIONS: readonly ((c: SectionContext) => Section)[] = [
  summary,
  diagrams,
  calls,
  findings,
  controls,
  rules,
  calendar,
  certificates,
  bundles,
  inputs,
  coverage,
  method,
  reproduce,
]
