/** A summary for a ticket, in GitHub's Markdown: verdict, calls, what fails and how to repair it. */
import { logAt } from '../engine/path/log.ts'
import type { Audit } from '../engine/audit.ts'
import { EDGES } from '../engine/cluster/edges.ts'
import { STATUSES } from '../engine/verdicts/verdict.ts'
import { moment } from '../text/format.ts'
import { contextOf, describe, words } from '../text/index.ts'
import { reportWords } from '../text/report.ts'
import { visible } from '../text/visible.ts'
import { correctionsText } from './corrections.ts'
import type { ExportOptions } from './options.ts'
import { inputDigest, reportVerdict } from './report.ts'
import { callTitle } from './sections/section.ts'
import { TOOL } from './tool.ts'

/** Names from certificates are not ours: nothing in them may become markup, a mention or a link. */
export function plainMarkdown(text: string): string {
  return visible(text.replaceAll('\n', ' '))
    .replace(/[\\`*_{}[\]()#+!|~>]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '&#64;')
    .replace(/:\/\//g, ':&#47;&#47;')
    .replace(/\b(www)\./gi, '$1&#46;')
    .replace(/\b(GH)-(?=\d)/gi, '$1&#45;')
}

export function markdown(audit: Audit, options: ExportOptions = {}): string {
  const language = options.language ?? 'en'
  const w = reportWords(language)
  const f = words(language)
  const context = contextOf(audit)
  const lines = [
    `# ${plainMarkdown(w.title(audit.clusters.map((c) => c.id).join(', ') || '–'))}`,
    '',
    `**${reportVerdict(audit, w).text}**`,
    '',
    `${w.front.judged}: ${moment(audit.at)}`,
    '',
  ]
  const corrected = correctionsText(audit)
  if (corrected !== null) lines.push(plainMarkdown(w.corrected(corrected)), '')
  if (options.redacted) lines.push(w.redacted, '')
  if (options.reopened) lines.push(w.reopened, '')
  lines.push(`| ${w.summary.what} | ${w.summary.worst} | ${w.summary.calls} |`, '| --- | --- | ---: |')
  for (const { id } of EDGES) {
    const own = audit.calls.filter((call) => call.edge === id)
    const [first] = own
    if (!first) continue
    const worst = STATUSES.find((s) => own.some((call) => call.status === s)) ?? 'unproven'
    lines.push(
      `| ${plainMarkdown(callTitle(first))} | ${worst === 'broken' ? `**${f.statuses[worst].word}**` : f.statuses[worst].word} | ${own.length} |`,
    )
  }
  for (const [title, kind] of [
    [w.finding.root, 'verdict'],
    [w.finding.lints, 'lint'],
    [w.finding.read, 'read'],
  ] as const) {
    const list = audit.findings.filter((x) => x.kind === kind)
    if (!list.length) continue
    lines.push('', `## ${title}`, '')
    for (const finding of list) {
      const sentence = describe(finding, context, language)
      lines.push(
        `- **${plainMarkdown(sentence.title)}**${finding.severity ? ` (${f.severities[finding.severity]})` : ''}: ${plainMarkdown(sentence.detail)}`,
      )
      for (const step of sentence.remedy.split('\n')) lines.push(`  - ${plainMarkdown(step)}`)
      if (finding.kind === 'verdict' && finding.log) lines.push(`  - ${w.finding.log}: ${plainMarkdown(logAt(finding.log, audit.at))}`)
    }
  }
  const count = (status: string) => audit.controls.filter((c) => c.status === status).length
  if (audit.controls.length)
    lines.push(
      '',
      `## ${w.sections.controls}`,
      '',
      w.controls.counts(count('pass'), count('fail'), count('undecidable'), count('not-applicable')),
    )
  lines.push('', `${TOOL.name} ${TOOL.version}, ${w.front.digest} ${inputDigest(audit)}`, '')
  return lines.join('\n')
}
