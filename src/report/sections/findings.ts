/** Findings by root cause: what disagrees, the string to look for in the logs, the repair. */
import type { Finding } from '../../engine/finding.ts'
import { LINTS } from '../../engine/lints/index.ts'
import { place, settingText } from '../../text/context.ts'
import { describe } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import { callNumbers, type SectionContext, subjectOf } from './section.ts'

const MOST_FILES = 12
const SEVERITY = ['error', 'warning', 'notice'] as const

export function findings(c: SectionContext): Section {
  const { audit, words } = c
  const w = words.finding
  const blocks: Block[] = []
  const group = (title: string, list: readonly Finding[]) => {
    blocks.push({ kind: 'heading', level: 2, text: title, anchor: `findings-${blocks.length}`, listed: true })
    if (!list.length) blocks.push({ kind: 'paragraph', text: w.none })
    for (const finding of list) blocks.push(...one(c, finding))
  }
  group(
    w.root,
    audit.findings.filter((f) => f.kind === 'verdict'),
  )
  const rank = (f: Finding) => SEVERITY.indexOf(f.severity ?? 'error')
  group(
    w.lints,
    audit.findings.filter((f) => f.kind === 'lint').sort((a, b) => rank(a) - rank(b)),
  )
  const unread = audit.findings.filter((f) => f.kind === 'read')
  if (unread.length) group(w.read, unread)
  return { title: words.sections.findings, anchor: 'findings', page: 'portrait', blocks }
}

function one(c: SectionContext, finding: Finding): Block[] {
  const w = c.words.finding
  const sentence = describe(finding, c.text, c.language)
  const broken = finding.kind === 'verdict'
  const severity = finding.severity ? `  (${c.findingWords.severities[finding.severity]})` : ''
  const blocks: Block[] = [
    {
      kind: 'heading',
      level: 3,
      text: `${sentence.title}${severity}`,
      ...(broken ? { tone: 'broken' as const, glyph: 'cross' as const } : {}),
    },
    { kind: 'paragraph', text: sentence.detail },
  ]
  const rows: [string, string][] = []
  if (finding.kind === 'verdict') {
    const logs = [...(finding.log ? [finding.log] : []), ...(finding.told ?? [])]
    if (logs.length) rows.push([w.log, logs.map(visible).join('\n')])
    rows.push([w.calls, callNumbers(c, finding.calls)])
    if (finding.uses.length) rows.push([w.evidence, finding.uses.map((use) => `${use.component} ${settingText(use)}`).join('\n')])
  }
  const files =
    finding.kind === 'lint'
      ? [...new Set(finding.locations.map((l) => (l.line === null || l.field ? place(l) : `${place(l)}:${l.line}`)))]
      : finding.files.map(visible)
  if (files.length)
    rows.push([
      w.evidence,
      [...files.slice(0, MOST_FILES), ...(files.length > MOST_FILES ? [w.also(files.length - MOST_FILES)] : [])].join('\n'),
    ])
  if (finding.kind === 'lint' && finding.certificates.length > 1)
    rows.push([
      c.words.columns.certificate,
      finding.certificates
        .slice(0, MOST_FILES)
        .map((id) => subjectOf(c, id))
        .join('\n'),
    ])
  rows.push([w.repair, sentence.remedy])
  if (finding.kind === 'lint') rows.push([w.source, `${finding.id}: ${LINTS.find((l) => l.id === finding.id)?.citation ?? ''}`])
  blocks.push({ kind: 'facts', rows, summary: sentence.title })
  return [{ kind: 'keep', blocks }]
}
