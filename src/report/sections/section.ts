/** What every section is made from. */
import type { Audit } from '../../engine/audit.ts'
import type { Certificate, CertificateId } from '../../engine/x509/certificate.ts'
import type { Instance } from '../../engine/cluster/cluster.ts'
import type { Call, Status } from '../../engine/verdicts/verdict.ts'
import { type Language, type TextContext, words } from '../../text/index.ts'
import type { ReportWords } from '../../text/report.ts'
import type { Block, Tone } from '../block.ts'
import type { Glyph } from '../diagram/glyphs.ts'

export interface SectionContext {
  readonly audit: Audit
  readonly language: Language
  readonly words: ReportWords
  readonly findingWords: ReturnType<typeof words>
  readonly text: TextContext
  readonly fingerprints: readonly string[]
}

/** Shape and weight of a status: readable without colour. */
export const STATUS_GLYPH: { readonly [K in Status]: Glyph } = {
  broken: 'cross',
  plaintext: 'open',
  unproven: 'question',
  unverified: 'barred',
  token: 'token',
  trusted: 'tick',
  absent: 'barred',
  'not-applicable': 'barred',
}
export const statusTone = (status: Status): Tone =>
  status === 'broken' || status === 'plaintext' ? 'broken' : status === 'trusted' ? 'ink' : 'quiet'

export const instanceText = ({ component, node }: Instance): string => (node === null ? component : `${component} (${node})`)
export const callTitle = (call: Call): string =>
  `${call.number === null ? '' : `${call.number}  `}${call.from.component} → ${call.to.component}`
/** The anchor of a call's own page. */
export const callAnchor = (call: Pick<Call, 'edge'>): string => `call-${call.edge.replace('->', '-to-')}`
export const certificateAnchor = (id: CertificateId): string => `certificate-${id}`

/** Subject of a certificate for reading. */
export function subjectOf(c: SectionContext, id: CertificateId): string {
  const certificate: Certificate | undefined = c.audit.inventory.certificates[id]
  return certificate ? certificate.subject.text || `#${certificate.serial}` : ''
}
/** Calls by their numbers: `3, 4 (2)`. */
export function callNumbers(c: SectionContext, indexes: readonly number[]): string {
  const counts = new Map<string, number>()
  for (const index of indexes) {
    const call = c.audit.calls[index]
    if (!call) continue
    const name = call.number === null ? `${call.from.component} → ${call.to.component}` : String(call.number)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, n]) => (n > 1 ? `${name} (×${n})` : name)).join(', ')
}

/** Rows of one list; a fleet's report ends somewhere, its JSON does not. */
export const MOST_ROWS = 4000
/** How many rows were left out, where some were. */
export const beyond = (c: SectionContext, n: number): Block[] =>
  n > MOST_ROWS ? [{ kind: 'paragraph', text: c.words.call.more(n - MOST_ROWS), tone: 'quiet' }] : []
