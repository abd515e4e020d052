/** Findings and failed controls as SARIF 2.1.0, for code-scanning pipelines. */
import type { Audit } from '../engine/audit.ts'
import type { Finding } from '../engine/finding.ts'
import { LINTS } from '../engine/lints/index.ts'
import { controlTitle } from '../text/controls.ts'
import { contextOf, describe } from '../text/index.ts'
import type { ExportOptions } from './options.ts'
import { sha256Hex } from './sha256.ts'
import { TOOL } from './tool.ts'

interface Place {
  readonly file: string
  readonly line: number | null
}

/** SARIF 2.1.0 section 3.11.6: `[text](target)` in a message is a link, and a name from a certificate must not become one. */
const linkless = (message: string): string => message.replaceAll('](', '] (')

/** In: an audit. Out: one SARIF log as text. */
export function sarif(audit: Audit, options: ExportOptions = {}): string {
  const language = options.language ?? 'en'
  const context = contextOf(audit)
  const rules = new Map<string, { id: string; shortDescription: { text: string }; help: { text: string } }>()
  const results: unknown[] = []
  const add = (id: string, title: string, help: string, level: 'error' | 'warning' | 'note', message: string, places: readonly Place[]) => {
    if (!rules.has(id)) rules.set(id, { id, shortDescription: { text: title }, help: { text: help || title } })
    results.push({
      ruleId: id,
      ruleIndex: [...rules.keys()].indexOf(id),
      level,
      message: { text: linkless(message) },
      locations: places.slice(0, 10).map(({ file, line }) => ({
        physicalLocation: {
          artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
          // Code scanning refuses a place without a line: a file as a whole is shown at its first.
          region: { startLine: Math.max(1, line ?? 1) },
        },
      })),
      partialFingerprints: { 'pkiscope/v1': sha256Hex(`${id}\n${places.map((p) => p.file).join('\n')}\n${message}`) },
    })
  }
  for (const finding of audit.findings) {
    const { title, detail, remedy } = describe(finding, context, language)
    const id = finding.kind === 'lint' ? finding.id : finding.fault.id
    const citation = finding.kind === 'lint' ? LINTS.find((l) => l.id === finding.id)?.citation : undefined
    add(id, title, citation ?? remedy, levelOf(finding), `${title}. ${detail} ${remedy}`, placesOf(finding))
  }
  for (const control of audit.controls) {
    if (control.status !== 'fail') continue
    const title = controlTitle(control.id, language)
    const [first] = control.evidence
    const message = `${control.benchmark} ${control.id}: ${title}${first ? `. ${first.setting ?? ''} = ${first.value ?? '–'} (${first.expected ?? ''})` : ''}`
    const places = control.evidence.flatMap((e) => (e.file ? [{ file: e.file, line: e.line }] : []))
    add(`${control.benchmark}/${control.id}`, title, title, control.scored ? 'warning' : 'note', message, places)
  }
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      { tool: { driver: { name: TOOL.name, version: TOOL.version, rules: [...rules.values()] } }, columnKind: 'utf16CodeUnits', results },
    ],
  }
  return `${JSON.stringify(log, null, 1)}\n`
}

const levelOf = (f: Finding): 'error' | 'warning' | 'note' =>
  f.kind === 'verdict' || f.severity === 'error' ? 'error' : f.kind === 'read' || f.severity === 'warning' ? 'warning' : 'note'

function placesOf(f: Finding): Place[] {
  if (f.kind === 'lint') return f.locations.map(({ file, line }) => ({ file, line }))
  if (f.kind === 'read') return [{ file: f.fault.file, line: f.fault.line }]
  return f.files.map((file) => ({ file: file.split('#')[0] ?? file, line: null }))
}
