/** Runs one rule over plain facts, for its test. */
import { expect } from 'vitest'
import type { ComponentId } from '../cluster/components.ts'
import type { LintFinding } from '../finding.ts'
import { contextOf, type LintInput } from '../lints/context.ts'
import type { Lint } from '../lints/lint.ts'
import { runLint } from '../lints/run.ts'
import { AT, at, plainCA, plainCall, plainCluster, plainHalf, plainInventory, plainName, plainSignatures, plainUse } from './plain.ts'

type Drop = Pick<LintInput, 'inventory'> & Partial<LintInput>
export function outcome(rule: Lint, drop: Drop): { hits: LintFinding[]; applied: number } {
  const { findings, applied } = runLint(
    rule,
    contextOf({ signatures: plainSignatures, clusters: [plainCluster()], calls: [], at: AT, ...drop }),
  )
  return { hits: findings, applied }
}

/** The rule applies and reports exactly these certificates, one list a finding. */
export function fires(rule: Lint, drop: Drop, certificates: readonly (readonly number[])[]): void {
  const { hits } = outcome(rule, drop)
  expect(hits.map((hit) => hit.certificates)).toEqual(certificates)
  expect(hits.every((hit) => hit.id === rule.id)).toBe(true)
}
/** The rule looked and found nothing, or had nothing to look at. */
export function silent(rule: Lint, drop: Drop): void {
  expect(outcome(rule, drop).hits).toEqual([])
}

/** Two CA files trusted under two settings: the first holds key `key-0`, the second key `spki`. */
export function bundles(
  one: Record<string, string>,
  first: ComponentId,
  other: Record<string, string>,
  second: ComponentId,
  spki: string,
): Drop {
  const [setting, file] = Object.entries(one)[0] ?? ['', '']
  const [otherSetting, otherFile] = Object.entries(other)[0] ?? ['', '']
  const key = { algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki } as const
  return {
    inventory: plainInventory({
      certificates: [plainCA({ id: 0 }), plainCA({ id: 1, subject: plainName('other'), publicKey: key })],
      locations: [[at(file)], [at(otherFile)]],
    }),
    calls: [
      plainCall('etcdctl->etcd', { providerAcceptsClient: plainHalf({ trusts: plainUse(first, setting, file) }) }),
      plainCall('admin->kube-apiserver', { providerAcceptsClient: plainHalf({ trusts: plainUse(second, otherSetting, otherFile) }) }),
    ],
  }
}
