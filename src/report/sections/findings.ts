/** Findings by root cause: what disagrees, the string to look for in the logs, the repair. */
import { push } from '../../engine/encoding/maps.ts'
import type { Finding, LintFinding } from '../../engine/finding.ts'
import { logAt } from '../../engine/path/log.ts'
import { LINTS } from '../../engine/lints/index.ts'
import { place, settingText } from '../../text/context.ts'
import { describe } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import { beyond, callNumbers, MOST_ROWS, type SectionContext, subjectOf } from './section.ts'

const MOST_FILES = 12
/** Places of one row where a rule has several findings. */
const MOST_PLACES = 4
const SEVERITY = ['error', 'warning', 'notice'] as const

export function findings(c: SectionContext): Section {
  const { audit, words } = c
  const w = words.finding
  const blocks: Block[] = []
  const group = (title: string, list: readonly Finding[]) => {
    blocks.push({ kind: 'heading', level: 2, text: title, anchor: `findings-${blocks.length}`, listed: true })
    if (!list.length) blocks.push({ kind: 'paragraph', text: w.none })
    for (const alike of byRule(list)) {
      const [first] = alike
      if (first) blocks.push(...(alike.length === 1 ? one(c, first) : several(c, first, alike)))
    }
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

/** What one rule found again and again stands together, in the place of the first; every other finding is alone. */
function byRule(list: readonly Finding[]): Finding[][] {
  const groups = new Map<unknown, Finding[]>()
  for (const finding of list) {
    const key = finding.kind === 'lint' ? `${finding.id} ${finding.severity}` : finding
    push(groups, key, finding)
  }
  return [...groups.values()]
}

const titleOf = (c: SectionContext, finding: Finding): string => {
  const severity = finding.severity ? `  (${c.findingWords.severities[finding.severity]})` : ''
  return `${describe(finding, c.text, c.language).title}${severity}`
}
const placesOf = (finding: LintFinding): string[] => [
  ...new Set(finding.locations.map((l) => (l.line === null || l.field ? place(l) : `${place(l)}:${l.line}`))),
]
function first(c: SectionContext, lines: readonly string[], most: number): string {
  return [...lines.slice(0, most), ...(lines.length > most ? [c.words.finding.also(lines.length - most)] : [])].join('\n')
}
const sourceOf = (finding: LintFinding): string => `${finding.id}: ${LINTS.find((l) => l.id === finding.id)?.citation ?? ''}`

/** One rule with all it found: what they share once, then a row each. */
function several(c: SectionContext, head: Finding, list: readonly Finding[]): Block[] {
  const w = c.words.finding
  const sentences = list.map((finding) => describe(finding, c.text, c.language))
  const shared = new Set(sentences.map((sentence) => sentence.remedy)).size === 1
  const title = titleOf(c, head)
  const facts: [string, string][] = []
  if (shared) facts.push([w.repair, sentences[0]?.remedy ?? ''])
  if (head.kind === 'lint') facts.push([w.source, sourceOf(head)])
  return [
    {
      kind: 'keep',
      blocks: [
        { kind: 'heading', level: 3, text: `${title}  ×${list.length}` },
        { kind: 'facts', rows: facts, summary: title },
      ],
    },
    {
      kind: 'table',
      summary: title,
      columns: [
        { title: c.words.columns.detail, share: 58 },
        { title: w.evidence, share: 42 },
      ],
      rows: list.slice(0, MOST_ROWS).map((finding, i) => ({
        cells: [
          { text: `${sentences[i]?.detail ?? ''}${shared ? '' : `\n${w.repair}: ${sentences[i]?.remedy ?? ''}`}` },
          { text: finding.kind === 'lint' ? first(c, placesOf(finding), MOST_PLACES) || '–' : '–' },
        ],
      })),
    },
    ...beyond(c, list.length),
  ]
}

function one(c: SectionContext, finding: Finding): Block[] {
  const w = c.words.finding
  const sentence = describe(finding, c.text, c.language)
  const broken = finding.kind === 'verdict'
  const blocks: Block[] = [
    {
      kind: 'heading',
      level: 3,
      text: titleOf(c, finding),
      ...(broken ? { tone: 'broken' as const, glyph: 'cross' as const } : {}),
    },
    { kind: 'paragraph', text: sentence.detail },
  ]
  const rows: [string, string][] = []
  if (finding.kind === 'verdict') {
    const logs = [...(finding.log ? [finding.log] : []), ...(finding.told ?? [])]
    if (logs.length) rows.push([w.log, logs.map((log) => visible(logAt(log, c.audit.at))).join('\n')])
    rows.push([w.calls, callNumbers(c, finding.calls)])
    if (finding.uses.length) rows.push([w.evidence, finding.uses.map((use) => `${use.component} ${settingText(use)}`).join('\n')])
  }
  const files = finding.kind === 'lint' ? placesOf(finding) : finding.files.map(visible)
  if (files.length) rows.push([w.evidence, first(c, files, MOST_FILES)])
  if (finding.kind === 'lint' && finding.certificates.length > 1)
    rows.push([
      c.words.columns.certificate,
      first(
        c,
        finding.certificates.map((id) => subjectOf(c, id)),
        MOST_FILES,
      ),
    ])
  rows.push([w.repair, sentence.remedy])
  if (finding.kind === 'lint') rows.push([w.source, sourceOf(finding)])
  blocks.push({ kind: 'facts', rows, summary: sentence.title })
  return [{ kind: 'keep', blocks }]
}
