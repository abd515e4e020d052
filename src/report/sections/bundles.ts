/** What each setting trusts. */
import { push } from '../../engine/encoding/maps.ts'
import { place } from '../../text/context.ts'
import { visible } from '../../text/visible.ts'
import type { Section } from '../block.ts'
import { type SectionContext, subjectOf } from './section.ts'

/** Files of one row: the kubelets of a fleet trust one CA from a kubeconfig each. */
const MOST_FILES = 6

export function bundles(c: SectionContext): Section {
  const w = c.words.bundles
  const { also } = c.words.finding
  const seen = new Map<string, { setting: string; file: string; ids: ReadonlySet<number> }>()
  const byFile = new Map<string, number[]>()
  c.audit.inventory.locations.forEach((list, id) => {
    for (const l of list) {
      const key = place(l)
      push(byFile, key, id)
    }
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
              rows: alike([...seen.values()]).map(({ setting, files, ids }) => ({
                cells: [
                  { text: setting },
                  {
                    text: [...files.slice(0, MOST_FILES), ...(files.length > MOST_FILES ? [also(files.length - MOST_FILES)] : [])].join(
                      '\n',
                    ),
                  },
                  { text: [...ids].map((id) => `${subjectOf(c, id)}  ${c.fingerprints[id]?.slice(0, 16) ?? ''}`).join('\n') || '–' },
                ],
              })),
            },
          ]
        : []),
    ],
  }
}

interface Bundle {
  readonly setting: string
  readonly file: string
  readonly ids: ReadonlySet<number>
}
/** One row for a setting that trusts the same certificates wherever it is set. */
function alike(bundles: readonly Bundle[]): { setting: string; files: string[]; ids: ReadonlySet<number> }[] {
  const rows = new Map<string, { setting: string; files: string[]; ids: ReadonlySet<number> }>()
  for (const { setting, file, ids } of bundles) {
    const key = `${setting}\n${[...ids].join(',')}`
    const known = rows.get(key)
    if (known) known.files.push(file)
    else rows.set(key, { setting, files: [file], ids })
  }
  return [...rows.values()]
}
