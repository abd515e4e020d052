/** Audit and words to the report: the document, and the PDF that carries the JSON it was made from. */
import type { Audit } from '../engine/audit.ts'
import { moment } from '../text/format.ts'
import { contextOf, words } from '../text/index.ts'
import { reportWords, type ReportWords } from '../text/report.ts'
import { visible } from '../text/visible.ts'
import type { ReportDocument } from './block.ts'
import { correctionsText } from './corrections.ts'
import { loadFonts } from './fonts/index.ts'
import { auditJsonText } from './json.ts'
import { type ExportOptions, fingerprintsOf } from './options.ts'
import { SECTIONS } from './sections/index.ts'
import { sha256Hex } from './sha256.ts'
import { TOOL } from './tool.ts'

/** SHA-256 over path and digest of every input, sorted: the same files in any order have the same. */
export function inputDigest(audit: Audit): string {
  return sha256Hex(
    audit.inventory.files
      .filter((f) => f.sha256 !== null)
      .map((f) => `${f.sha256}  ${f.path}\n`)
      .sort()
      .join(''),
  )
}

/** In: an audit. Out: the report as a document, in `options.language`. */
export function reportDocument(audit: Audit, options: ExportOptions = {}): ReportDocument {
  const language = options.language ?? 'en'
  const w = reportWords(language)
  const digest = inputDigest(audit)
  const context = {
    audit,
    language,
    words: w,
    findingWords: words(language),
    text: contextOf(audit),
    fingerprints: options.fingerprints ?? fingerprintsOf(audit),
  }
  const clusters = audit.clusters.map((x) => x.id).join(', ') || '–'
  const files = audit.inventory.files.filter((f) => !f.directory)
  const front: [string, string][] = [
    [w.front.cluster, visible(clusters)],
    [w.front.layout, audit.clusters.map((x) => `${x.layout} ${x.version ?? `(${w.front.unknown})`}`).join(', ') || '–'],
    [w.front.nodes, nodesText(audit)],
    [w.front.judged, moment(audit.at)],
    [w.front.tool, `${TOOL.name} ${TOOL.version}`],
    [w.front.files, w.front.filesValue(files.filter((f) => f.readAs.length).length, files.length)],
    [w.front.digest, digest],
  ]
  const corrected = correctionsText(audit)
  if (corrected !== null) front.push(['', w.corrected(corrected)])
  if (options.reopened) front.push(['', w.reopened])
  if (options.redacted) front.push(['', w.redacted])
  return {
    language,
    title: w.title(visible(clusters)),
    subject: w.subject,
    verdict: reportVerdict(audit, w),
    facts: front,
    contentsTitle: w.contents,
    sections: SECTIONS.map((section) => section(context)),
    footer: w.footer(TOOL.version, digest.slice(0, 16)),
    page: w.page,
    at: audit.at,
    digest,
  }
}

/** Loads the PDF library and the Latin faces, which otherwise the first report does. */
export async function warmUp(): Promise<void> {
  await Promise.all([import('./pdf.ts'), loadFonts(false)])
}

/** The PDF of the report, with the JSON attached. */
export async function reportPdf(audit: Audit, options: ExportOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { renderPdf } = await import('./pdf.ts')
  const known = { ...options, fingerprints: options.fingerprints ?? fingerprintsOf(audit) }
  const document = reportDocument(audit, known)
  return renderPdf(document, { data: new TextEncoder().encode(auditJsonText(audit, known)), description: document.title })
}

function nodesText(audit: Audit): string {
  const nodes = audit.clusters.flatMap((x) => x.nodes)
  return nodes.length > 12 ? `${nodes.slice(0, 12).map(visible).join(', ')} … (${nodes.length})` : nodes.map(visible).join(', ') || '–'
}

/** The verdict in one line, with its shape. */
export function reportVerdict(audit: Audit, w: ReportWords): ReportDocument['verdict'] {
  const count = (...statuses: readonly string[]) =>
    audit.calls.filter((call) => statuses.includes(call.status)).reduce((n, call) => n + (call.instances?.length ?? 1), 0)
  const broken = count('broken')
  if (broken) return { text: w.verdict.broken(broken), glyph: 'cross', tone: 'broken' }
  const plaintext = count('plaintext')
  if (plaintext) return { text: w.verdict.plaintext(plaintext), glyph: 'open', tone: 'broken' }
  if (!audit.calls.length) return { text: w.verdict.nothing, glyph: 'question', tone: 'quiet' }
  const unproven = count('unproven', 'unverified')
  if (unproven) return { text: w.verdict.unproven(unproven), glyph: 'question', tone: 'quiet' }
  return { text: w.verdict.clear(count('trusted', 'token')), glyph: 'tick', tone: 'ink' }
}
