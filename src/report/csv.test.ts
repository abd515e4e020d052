import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import { certificatesCsv, csvCell, findingsCsv } from './csv.ts'

test('no cell begins like a formula', () => {
  for (const text of ['=1+1', '+1', '-2', '@SUM(A1)', ' =1', '"=1', '|cmd', '＝1']) expect(csvCell(text)).toMatch(/^"'/)
  expect(csvCell('CN=kubernetes')).toBe('"CN=kubernetes"')
  expect(csvCell(-3)).toBe('"-3"')
  fc.assert(fc.property(fc.string(), (text) => !/^"[\s"]*[=+@-]/.test(csvCell(text)) && !/[\r\n]/.test(csvCell(text))))
})

test('every row has as many cells as the head', () => {
  for (const text of [certificatesCsv(sampleAudit()), findingsCsv(sampleAudit())]) {
    const rows = text.slice(1).trimEnd().split('\r\n')
    expect(new Set(rows.map((row) => row.split('","').length)).size).toBe(1)
    expect(rows.length).toBeGreaterThan(2)
  }
  expect(certificatesCsv(sampleAudit())).not.toContain('BEGIN')
})
