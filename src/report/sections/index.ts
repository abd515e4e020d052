/** The sections of the report, in order. A new one is a file and a line here. */
import type { Section } from '../block.ts'
import { calls } from './calls.ts'
import type { SectionContext } from './context.ts'
import { controls, rules } from './controls.ts'
import { diagrams } from './diagram.ts'
import { findings } from './findings.ts'
import { bundles, calendar, certificates, inputs } from './inventory.ts'
import { coverage, method, reproduce } from './method.ts'
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
