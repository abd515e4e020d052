import { expect, test } from 'vitest'
import { controlsOf } from '../engine/lints/cis/benchmark.ts'
import { controlTitle } from './controls.ts'
import { LANGUAGES } from './index.ts'

test('every control of both benchmarks has a title in every language', () => {
  for (const { id } of [...controlsOf('cis-1.11'), ...controlsOf('cis-1.12')])
    for (const language of LANGUAGES) expect(controlTitle(id, language), id).not.toBe(id)
})
