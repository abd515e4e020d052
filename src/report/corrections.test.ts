import { expect, test } from 'vitest'
import { plainAudit, plainCluster } from '../engine/testing/plain.ts'
import { correctionsText } from './corrections.ts'
import { auditJsonText } from './json.ts'
import { markdown } from './markdown.ts'
import { redact } from './redact.ts'
import { reportDocument } from './report.ts'

const corrected = plainAudit({
  clusters: [
    plainCluster({
      id: 'acme-prod',
      nodes: ['db-vault'],
      evidence: [
        { node: 'db-vault', root: '', why: 'by-hand', value: 'db-vault' },
        { node: 'db-vault', root: '', why: 'cluster-by-hand', value: 'acme-prod' },
        { node: null, root: null, why: 'layout-by-hand', value: 'k3s' },
      ],
    }),
  ],
})

test('what the user corrected is said in the report, the summary and the JSON, in both languages', () => {
  const said = './ = db-vault; db-vault → acme-prod; acme-prod: k3s'
  expect(correctionsText(corrected)).toBe(said)
  for (const language of ['en', 'zh-CN'] as const) {
    const facts = reportDocument(corrected, { language }).facts.map(([, value]) => value)
    expect(facts.some((value) => value.includes(said))).toBe(true)
    expect(markdown(corrected, { language })).toContain('acme-prod: k3s')
  }
  expect(JSON.parse(auditJsonText(corrected))).toMatchObject({ clusters: [{ corrected: said.split('; ') }] })
})

test('nothing is said where everything is as detected, and names are redacted with the rest', () => {
  expect(correctionsText(plainAudit())).toBeNull()
  expect(auditJsonText(plainAudit())).not.toContain('corrected')
  const { audit } = redact(corrected)
  expect(markdown(audit)).toContain('Corrected by the user')
  expect(markdown(audit)).not.toMatch(/db-vault|acme-prod/)
})
