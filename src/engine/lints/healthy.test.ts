/** A cluster of any supported distribution, as its installer leaves it: nothing there is an error. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, read } from '../audit.ts'

const FOLDER = new URL('../testing/distributions/', import.meta.url)
const DAY = 86_400

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.tar.gz')))('%s: no error', async (name) => {
  const evidence = await read([{ path: name, bytes: new Uint8Array(readFileSync(new URL(name, FOLDER))) }])
  const made = Math.max(...evidence.inventory.certificates.map((c) => c.notBefore))
  const audit = judge(evidence, { at: made + 10 * DAY })
  const errors = audit.findings.filter((f) => f.kind === 'lint' && f.severity === 'error')
  expect(errors).toEqual([])
  expect(
    audit.findings.filter(
      (f) => f.kind === 'lint' && ['advice/expiring', 'advice/ca-expiring', 'kubernetes/static-credentials'].includes(f.id),
    ),
  ).toEqual([])
  expect(audit.checked.length).toBeGreaterThan(40)
})
