/** Certificates, bundles, input files, calendar: the lists an auditor ticks off. */
import { place } from '../../text/context.ts'
import { daysUntil, day, generalNames, keyText, moment } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import { callNumbers, certificateAnchor, type SectionContext, subjectOf } from './context.ts'

/** Rows of one list; a fleet's report ends somewhere, its JSON does not. */
const MOST_ROWS = 4000
const beyond = (c: SectionContext, n: number): Block[] =>
  n > MOST_ROWS ? [{ kind: 'paragraph', text: c.words.call.more(n - MOST_ROWS), tone: 'quiet' }] : []

/** Names shown in the table; longer lists follow it in full width. */
const MOST_NAMES = 16
function names(c: SectionContext, all: readonly string[]): string {
  if (all.length <= MOST_NAMES) return all.map(visible).join(', ')
  return `${all.slice(0, MOST_NAMES).map(visible).join(', ')} … ${c.words.finding.also(all.length - MOST_NAMES)}`
}

export function certificates(c: SectionContext): Section {
  const w = c.words.certificates
  const long = c.audit.inventory.certificates.filter((x) => generalNames(x.names).length > MOST_NAMES)
  return {
    title: c.words.sections.certificates,
    anchor: 'certificates',
    page: 'landscape',
    blocks: [
      { kind: 'paragraph', text: w.intro },
      {
        kind: 'table',
        summary: c.words.sections.certificates,
        columns: [
          { title: w.subject, share: 34 },
          { title: w.issuer, share: 18 },
          { title: w.validity, share: 11 },
          { title: w.key, share: 12 },
          { title: w.file, share: 25 },
        ],
        rows: c.audit.inventory.certificates.slice(0, MOST_ROWS).map((x) => ({
          anchor: certificateAnchor(x.id),
          cells: [
            {
              text: [
                `${x.subject.text || `#${x.serial}`}${x.isCA ? `  (${w.ca})` : ''}`,
                names(c, generalNames(x.names)),
                c.fingerprints[x.id] ?? '',
              ]
                .filter(Boolean)
                .join('\n'),
            },
            { text: `${x.issuer.text || '–'}\n${c.words.call.certificate.serial} ${x.serial}` },
            {
              text: `${day(x.notBefore)}\n${day(x.notAfter)}`,
              ...(x.notAfter < c.audit.at ? { tone: 'broken' as const, bold: true } : {}),
            },
            { text: `${keyText(x.publicKey)}\n${x.signatureAlgorithm}` },
            { text: (c.audit.inventory.locations[x.id] ?? []).map(place).join('\n') },
          ],
        })),
      },
      ...beyond(c, c.audit.inventory.certificates.length),
      ...long.slice(0, 100).flatMap((x): Block[] => [
        { kind: 'heading', level: 3, text: `${c.words.call.certificate.names}: ${x.subject.text}` },
        { kind: 'paragraph', text: generalNames(x.names).map(visible).join(', '), small: true },
      ]),
    ],
  }
}

export function bundles(c: SectionContext): Section {
  const w = c.words.bundles
  const seen = new Map<string, { setting: string; file: string; ids: ReadonlySet<number> }>()
  const byFile = new Map<string, number[]>()
  c.audit.inventory.locations.forEach((list, id) => {
    for (const l of list) byFile.set(place(l), [...(byFile.get(place(l)) ?? []), id])
  })
  for (const call of c.audit.calls) {
    for (const use of [call.callerAcceptsServer.trusts, call.providerAcceptsClient.trusts]) {
      if (!use?.file) continue
      const file =
        use.resolved === 'embedded' && use.location?.field
          ? place({ file: use.location.file, field: use.location.field })
          : visible(use.file)
      const key = `${use.component} ${use.setting} ${file}`
      if (!seen.has(key)) seen.set(key, { setting: `${use.component} ${use.setting}`, file, ids: new Set(byFile.get(file)) })
    }
  }
  return {
    title: c.words.sections.bundles,
    anchor: 'bundles',
    page: 'portrait',
    blocks: [
      { kind: 'paragraph', text: seen.size ? w.intro : w.none },
      ...(seen.size
        ? [
            {
              kind: 'table' as const,
              summary: c.words.sections.bundles,
              columns: [
                { title: w.setting, share: 32 },
                { title: w.file, share: 32 },
                { title: w.cas, share: 36 },
              ],
              rows: [...seen.values()].map(({ setting, file, ids }) => ({
                cells: [
                  { text: setting },
                  { text: file },
                  { text: [...ids].map((id) => `${subjectOf(c, id)}  ${c.fingerprints[id]?.slice(0, 16) ?? ''}`).join('\n') || '–' },
                ],
              })),
            },
          ]
        : []),
    ],
  }
}

export function inputs(c: SectionContext): Section {
  const w = c.words.inputs
  const files = c.audit.inventory.files.filter((f) => !f.directory)
  return {
    title: c.words.sections.inputs,
    anchor: 'inputs',
    blocks: [
      {
        kind: 'table',
        summary: c.words.sections.inputs,
        columns: [
          { title: w.path, share: 56 },
          { title: w.mode, share: 9 },
          { title: w.owner, share: 12 },
          { title: w.bytes, share: 9, align: 'right' },
          { title: w.readAs, share: 16 },
        ],
        rows: files.slice(0, MOST_ROWS).map((f) => ({
          cells: [
            { text: `${visible(f.path)}${f.linkTarget === null ? '' : ` → ${visible(f.linkTarget)}`}\n${f.sha256 ?? ''}`.trimEnd() },
            { text: f.mode === null ? '–' : (f.mode & 0o7777).toString(8).padStart(4, '0') },
            { text: visible(f.owner ?? (f.uid === null ? '–' : `${f.uid}:${f.gid ?? ''}`)) },
            { text: String(f.bytes) },
            {
              text: f.readAs.length ? f.readAs.join(', ') : f.ignored ? w.ignored(f.ignored) : '–',
              ...(f.readAs.length ? {} : { tone: 'quiet' as const }),
            },
          ],
        })),
      },
      ...beyond(c, files.length),
    ],
  }
}

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
      const list = calls.get(id)
      if (list) list.push(index)
      else calls.set(id, [index])
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
