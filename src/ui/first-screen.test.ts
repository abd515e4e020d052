/** Of a large drop only what is mentioned is on the page at first: the first screen and the proof of a call must not differ by a word for that. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Audit, type Evidence, judge, judgeWithoutRules, read } from '../engine/audit.ts'
import { drained } from '../engine/encoding/steps.ts'
import type { Finding } from '../engine/finding.ts'
import type { Inventory } from '../engine/inventory/inventory.ts'
import { explain } from '../engine/verdicts/explain.ts'
import { verifyingKeys } from '../report/diagram/authorities.ts'
import { type Overview, overviewOf } from '../report/overview/overview.ts'
import { contextOf, describe, describeFault } from '../text/index.ts'
import { UI_EN } from '../text/ui.en.ts'
import { Assembly } from '../worker/assembly.ts'
import { Telling } from '../worker/telling.ts'
import { candidatesOf } from './inspector/attempt.ts'
import { rowsOf } from './inspector/rows.ts'
import { sharedFiles } from './panels/agreement.ts'
import { headline } from './panels/headline.ts'
import { search } from './shell/search-index.ts'
import { whoDies } from './timeline/who.ts'

const JUNE = Date.parse('2026-06-15T00:00:00Z') / 1000
const YEARS = Date.parse('2029-06-15T00:00:00Z') / 1000
const folder = new URL('../engine/testing/distributions/', import.meta.url)
const archives = readdirSync(folder).map((path) => ({ path, bytes: new Uint8Array(readFileSync(new URL(path, folder))) }))
const drops = [...archives.map((one) => [one.path, [one]] as const), ['all of them at once', archives] as const]

/** Everything the first screen says, made of an overview and what is here of the inventory; `audit`: and of its findings one by one. */
function firstScreen(overview: Overview, inventory: Inventory, audit: Audit | null) {
  const context = contextOf({ at: overview.at, inventory })
  const words = (finding: Finding) => describe(finding, context, 'en')
  return {
    ...overview,
    headline: headline(overview, UI_EN),
    said: overview.findings.map(({ finding, also }) => [
      words(finding),
      audit && also.map((index) => audit.findings[index]).map((one) => one && words(one)),
    ]),
    bar: overview.deaths.map((death) => whoDies(death, UI_EN)),
    shared: sharedFiles(inventory, overview.model.controlPlanes),
    found: ['system', 'etcd', '1'].map((query) => search(query, overview, { ...inventory, certificates: [] })),
  }
}
function proof(audit: Audit, evidence: Evidence, index: number) {
  const call = audit.calls[index]
  if (!call) return null
  const { inventory } = audit
  const context = contextOf(audit)
  const explanation = explain(evidence, { at: audit.at }, index)
  const issuers = [
    candidatesOf(explanation.providerAcceptsClient, call.client?.certificate ?? -1, call.client?.signedBy ?? []),
    candidatesOf(explanation.callerAcceptsServer, call.server?.certificate ?? -1, call.server?.signedBy ?? []),
  ].flat()
  const path = [...call.callerAcceptsServer.path, ...call.providerAcceptsClient.path, ...issuers.map(({ issuer }) => issuer)]
  return {
    rows: rowsOf(call, inventory, audit.at, UI_EN, verifyingKeys(audit, call)),
    cards: path.map((id) => [context.certificate(id)?.subject.text, context.locations(id)]),
    why: issuers.map(({ failed }) => (failed?.fault ? describeFault(failed.fault, context, 'en') : null)),
  }
}

test.each(drops)('%s', async (_, files) => {
  const evidence = await read(files)
  const assembly = new Assembly()
  // Too many calls for all to be told at once: the overview comes first.
  const telling = new Telling(evidence, (slice) => assembly.add(structuredClone(slice)), { few: 0, small: 0 })
  const base = judge(evidence, { at: JUNE })
  // A moment at which other findings speak of other certificates.
  for (const at of [JUNE, YEARS]) {
    const audit = judge(evidence, { at })
    for (const { id } of audit.clusters) {
      const look = { cluster: id, node: null, soonDays: 30 }
      telling.judge({ at }, look)
      const plain = judgeWithoutRules(evidence, { at })
      const first = assembly.shown(false)
      const own = overviewOf(plain, base, look)
      // Before the rules have run for any moment, and where they have.
      const known = first.overview.ruled ? overviewOf(audit, base, look) : own
      expect(firstScreen(first.overview, first.inventory, null)).toEqual(firstScreen(known, evidence.inventory, null))
      expect(drained(telling.rules(look))).toBe(true)
      const told = assembly.shown(true)
      const whole = firstScreen(overviewOf(audit, base, look), evidence.inventory, audit)
      expect(firstScreen(told.overview, told.inventory, told.audit)).toEqual(whole)
    }
  }
  const page = assembly.shown(true)
  const later = judge(evidence, { at: YEARS })
  expect({ ...page.audit, inventory: null }).toEqual({ ...later, controls: [], inventory: null })
  for (const index of later.calls.keys()) {
    telling.explain(index)
    const inventory = assembly.inventory()
    expect(proof({ ...later, inventory }, evidence, index)).toEqual(proof(later, evidence, index))
  }
  expect(Object.keys(page.inventory.texts)).toEqual([])
})
