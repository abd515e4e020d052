import { expect, test } from 'vitest'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import { sarif } from './sarif.ts'

test('a run with rules, levels and places that are valid URIs', () => {
  const log = JSON.parse(sarif(sampleAudit()))
  expect(log.version).toBe('2.1.0')
  const [run] = log.runs
  expect(run.results[0]).toMatchObject({ ruleId: 'path/expired', level: 'error' })
  expect(run.results[1]).toMatchObject({
    ruleId: 'read/yaml-malformed',
    level: 'warning',
    locations: [{ physicalLocation: { artifactLocation: { uri: 'cp1/broken.yaml' }, region: { startLine: 3 } } }],
  })
  for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
  expect(sarif(sampleAudit())).toBe(sarif(sampleAudit()))
})
