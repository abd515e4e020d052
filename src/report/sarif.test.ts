import Ajv from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import { sarif } from './sarif.ts'
import schema from './schema/sarif-2.1.0-used.schema.json' with { type: 'json' }

// RFC 3986: what no URI holds unescaped.
const uri = (text: string) => !/[\s<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/.test(text)
const validate = new Ajv({ allErrors: true, strict: false, formats: { uri, 'uri-reference': uri } }).compile(schema)

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

test('valid against the standard, and what the standard does not have is not', () => {
  const log = JSON.parse(sarif(sampleAudit()))
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
  for (const spoil of [
    (run: typeof log) => (run.results[0].level = 'fatal'),
    (run: typeof log) => (run.results[0].locations[0].physicalLocation.region.startLine = 0),
    (run: typeof log) => (run.results[0].note = ''),
    (run: typeof log) => delete run.tool.driver.name,
  ]) {
    const spoilt = structuredClone(log)
    spoil(spoilt.runs[0])
    expect(validate(spoilt)).toBe(false)
  }
})
