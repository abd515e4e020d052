/** Of a large drop only what is mentioned is on the page at first: the first screen and the proof of a call must not differ by a word for that. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Audit, type Evidence, judge, read } from '../engine/audit.ts'
import { explain } from '../engine/verdicts/explain.ts'
import { verifyingKeys } from '../report/diagram/authorities.ts'
import { diagramModel } from '../report/diagram/model.ts'
import { contextOf, describe, describeFault } from '../text/index.ts'
import { UI_EN } from '../text/ui.en.ts'
import { mentionedBy, mentionedIn } from '../worker/mentioned.ts'
import { Assembly } from '../worker/assembly.ts'
import { mentionedSlices, slicesOf } from '../worker/slices.ts'
import { candidatesOf } from './inspector/attempt.ts'
import { rowsOf } from './inspector/rows.ts'
import { sharedFiles } from './panels/agreement.ts'
import { listFindings } from './panels/finding-order.ts'
import { headline } from './panels/headline.ts'
import { byDay, deaths } from './timeline/deaths.ts'
import { whoDies } from './timeline/who.ts'

const JUNE = Date.parse('2026-06-15T00:00:00Z') / 1000
const YEARS = Date.parse('2029-06-15T00:00:00Z') / 1000
const folder = new URL('../engine/testing/distributions/', import.meta.url)
const archives = readdirSync(folder).map((path) => ({ path, bytes: new Uint8Array(readFileSync(new URL(path, folder))) }))
const drops = [...archives.map((one) => [one.path, [one]] as const), ['all of them at once', archives] as const]

function firstScreen(audit: Audit, base: Audit) {
  const context = contextOf(audit)
  return audit.clusters.map(({ id }) => {
    const model = diagramModel(audit, id, 30)
    const rows = listFindings(audit, id)
    return {
      model,
      headline: headline(model, audit, UI_EN),
      findings: rows.map(({ finding, also, ...row }) => ({ ...row, words: [finding, ...also].map((one) => describe(one, context, 'en')) })),
      bar: byDay(deaths(audit, base, id)).map((death) => ({ ...death, who: whoDies(death, UI_EN) })),
      shared: sharedFiles(audit, model.controlPlanes),
    }
  })
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
  const sent = new Set<string>()
  const told = (audit: Audit, last: Audit | null): Audit => {
    for (const slice of mentionedSlices(evidence.inventory, mentionedBy(audit, last), sent)) assembly.add(slice)
    for (const slice of slicesOf(audit, last === null ? [] : [last])) assembly.add(slice)
    return assembly.finish()
  }
  const first = judge(evidence, { at: JUNE })
  const page = told(first, null)
  expect(firstScreen(page, page)).toEqual(firstScreen(first, first))
  // A moment at which other findings speak of other certificates.
  const later = judge(evidence, { at: YEARS })
  const moved = told(later, first)
  expect(firstScreen(moved, { ...page, inventory: moved.inventory })).toEqual(firstScreen(later, first))

  for (const index of later.calls.keys()) {
    const [call] = later.calls.slice(index)
    if (!call) continue
    const explanation = explain(evidence, { at: YEARS }, index)
    for (const slice of mentionedSlices(evidence.inventory, mentionedIn(call, explanation, evidence.inventory), sent)) assembly.add(slice)
    expect(proof({ ...moved, inventory: assembly.inventory() }, evidence, index)).toEqual(proof(later, evidence, index))
  }
  expect(Object.keys(page.inventory.texts)).toEqual([])
})
