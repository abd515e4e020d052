/** Every certificate once, with all the places it was found. */
import { place } from '../../text/context.ts'
import { day, generalNames, keyText } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import type { Block, Section } from '../block.ts'
import { beyond, MOST_ROWS, certificateAnchor, type SectionContext } from './section.ts'

/** Names shown in the table; longer lists follow it in full width. */
const MOST_NAMES = 16
/** The CA of a fleet lies in thousands of kubeconfigs: the table says where it was found first, and in how many places. */
const MOST_PLACES = 12
function names(c: SectionContext, all: readonly string[]): string {
  if (all.length <= MOST_NAMES) return all.map(visible).join(', ')
  return `${all.slice(0, MOST_NAMES).map(visible).join(', ')} ${c.words.certificates.below(all.length - MOST_NAMES)}`
}

function places(c: SectionContext, all: readonly string[]): string {
  return [...all.slice(0, MOST_PLACES), ...(all.length > MOST_PLACES ? [c.words.finding.also(all.length - MOST_PLACES)] : [])].join('\n')
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
          // A digest fits on one line.
          { title: w.subject, share: 40 },
          { title: w.issuer, share: 17 },
          { title: w.validity, share: 9 },
          { title: w.key, share: 11 },
          { title: w.file, share: 23 },
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
            { text: places(c, (c.audit.inventory.locations[x.id] ?? []).map(place)) },
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
