/** What ends when, and which calls end with it. */
import { push } from '../../engine/encoding/maps.ts'
import { daysUntil, moment } from '../../text/format.ts'
import type { Section } from '../block.ts'
import { beyond, MOST_ROWS, callNumbers, certificateAnchor, type SectionContext, subjectOf } from './section.ts'

export function calendar(c: SectionContext): Section {
  const w = c.words.calendar
  const { audit } = c
  const calls = new Map<number, number[]>()
  audit.calls.forEach((call, index) => {
    const ids = new Set([
      ...call.callerAcceptsServer.path,
      ...call.providerAcceptsClient.path,
      call.client?.certificate,
      call.server?.certificate,
    ])
    for (const id of ids) {
      if (id === null || id === undefined) continue
      push(calls, id, index)
    }
  })
  const rows = audit.inventory.certificates.filter((x) => calls.has(x.id)).sort((a, b) => a.notAfter - b.notAfter || a.id - b.id)
  return {
    title: c.words.sections.calendar,
    anchor: 'calendar',
    blocks: [
      { kind: 'paragraph', text: w.intro },
      {
        kind: 'table',
        summary: c.words.sections.calendar,
        columns: [
          { title: w.date, share: 20 },
          { title: w.days, share: 10, align: 'right' },
          { title: w.certificate, share: 42 },
          { title: w.takes, share: 28 },
        ],
        rows: rows.slice(0, MOST_ROWS).map((x) => {
          const ended = x.notAfter < audit.at
          return {
            cells: [
              { text: moment(x.notAfter), ...(ended ? { tone: 'broken' as const, bold: true } : {}) },
              { text: ended ? w.expired : String(daysUntil(x.notAfter, audit.at)), ...(ended ? { tone: 'broken' as const } : {}) },
              { text: subjectOf(c, x.id), to: certificateAnchor(x.id) },
              { text: callNumbers(c, calls.get(x.id) ?? []) },
            ],
          }
        }),
      },
      ...beyond(c, rows.length),
    ],
  }
}
