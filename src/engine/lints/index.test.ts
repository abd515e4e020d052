import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plainCA, plainCluster, plainInventory, plainSignatures, AT } from '../testing/plain.ts'
import { drained } from '../encoding/steps.ts'
import { LINTS } from './index.ts'
import { lint } from './run.ts'

test('the id of every rule is its place, and a test stands beside it', () => {
  expect(LINTS.length).toBeGreaterThan(40)
  expect(new Set(LINTS.map((l) => l.id)).size).toBe(LINTS.length)
  for (const { id } of LINTS) {
    expect(existsSync(new URL(`${id}.ts`, import.meta.url)), id).toBe(true)
    expect(existsSync(new URL(`${id}.test.ts`, import.meta.url)), `${id}.test.ts`).toBe(true)
  }
})

test('every rule run is recorded, passes included', () => {
  const inventory = plainInventory({ certificates: [plainCA({ id: 0, serial: '0' })] })
  const { findings, checked } = drained(lint({ inventory, signatures: plainSignatures }, [plainCluster()], [], AT))
  expect(checked.map((run) => run.lint)).toEqual(LINTS.map((l) => l.id))
  expect(checked.find((run) => run.lint === 'rfc5280/serial-zero')).toEqual({ lint: 'rfc5280/serial-zero', applied: 1, found: 1 })
  expect(checked.find((run) => run.lint === 'advice/weak-key')).toEqual({ lint: 'advice/weak-key', applied: 1, found: 0 })
  expect(findings.map((f) => f.id)).toContain('rfc5280/serial-zero')
})
