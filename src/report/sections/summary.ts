/** The first page to read: what fails, how much of what, what ends next. */
import { STATUSES } from '../../engine/verdicts/verdict.ts'
import { daysUntil, moment } from '../../text/format.ts'
import { describe } from '../../text/index.ts'
import type { Block, Section } from '../block.ts'
import { callAnchor, callNumbers, certificateAnchor, type SectionContext, STATUS_GLYPH, statusTone, subjectOf } from './section.ts'

export function summary(c: SectionContext): Section {
  const { audit, findingWords, words } = c
  const w = words.summary
  const blocks: Block[] = []
  const faults = audit.findings.filter((f) => f.kind === 'verdict')
  blocks.push({ kind: 'heading', level: 2, text: w.broken })
  if (!faults.length) blocks.push({ kind: 'paragraph', text: w.none })
  else {
    blocks.push({
      kind: 'table',
      summary: w.broken,
      columns: [
        { title: words.columns.finding, share: 30 },
        { title: words.columns.detail, share: 56 },
        { title: words.finding.calls, share: 14 },
      ],
      rows: faults.slice(0, 40).map((f) => {
        const sentence = describe(f, c.text, c.language)
        const first = f.kind === 'verdict' ? audit.calls[f.calls[0] ?? -1] : undefined
        return {
          cells: [
            { text: sentence.title, bold: true, tone: 'broken', glyph: 'cross', ...(first ? { to: callAnchor(first) } : {}) },
            { text: sentence.detail },
            { text: f.kind === 'verdict' ? callNumbers(c, f.calls) : '' },
          ],
        }
      }),
    })
  }
  blocks.push({ kind: 'heading', level: 2, text: w.callsByStatus })
  blocks.push({
    kind: 'table',
    summary: w.callsByStatus,
    columns: [
      { title: w.status, share: 22 },
      { title: w.calls, share: 10, align: 'right' },
      { title: w.meaning, share: 68 },
    ],
    rows: STATUSES.map((status) => ({ status, n: audit.calls.filter((call) => call.status === status).length }))
      .filter(({ n }) => n > 0)
      .map(({ status, n }) => ({
        cells: [
          { text: findingWords.statuses[status].word, glyph: STATUS_GLYPH[status], tone: statusTone(status), bold: status === 'broken' },
          { text: String(n) },
          { text: findingWords.statuses[status].meaning },
        ],
      })),
  })
  blocks.push({ kind: 'heading', level: 2, text: w.found })
  const severities = [
    { word: w.faults, n: faults.length },
    ...(['error', 'warning', 'notice'] as const).map((s) => ({
      word: findingWords.severities[s],
      n: audit.findings.filter((f) => f.severity === s).length,
    })),
    { word: words.finding.read, n: audit.findings.filter((f) => f.kind === 'read').length },
  ]
  blocks.push({
    kind: 'table',
    summary: w.found,
    columns: [
      { title: w.severity, share: 60 },
      { title: w.findings, share: 40, align: 'right' },
    ],
    rows: severities.map(({ word, n }) => ({ cells: [{ text: word }, { text: String(n) }] })),
  })
  const used = new Set(audit.calls.flatMap((call) => [...call.callerAcceptsServer.path, ...call.providerAcceptsClient.path]))
  const next = audit.inventory.certificates
    .filter((x) => used.has(x.id) && x.notAfter >= audit.at)
    .sort((a, b) => a.notAfter - b.notAfter || a.id - b.id)
    .slice(0, 5)
  if (next.length) {
    blocks.push({ kind: 'heading', level: 2, text: w.next })
    blocks.push({
      kind: 'table',
      summary: w.next,
      columns: [
        { title: words.calendar.date, share: 26 },
        { title: words.calendar.days, share: 14, align: 'right' },
        { title: words.columns.certificate, share: 60 },
      ],
      rows: next.map((x) => ({
        cells: [
          { text: moment(x.notAfter) },
          { text: String(daysUntil(x.notAfter, audit.at)) },
          { text: subjectOf(c, x.id), to: certificateAnchor(x.id) },
        ],
      })),
    })
  }
  return { title: words.sections.summary, anchor: 'summary', page: 'portrait', blocks }
}
