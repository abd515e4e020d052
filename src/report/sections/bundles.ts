/** What each setting trusts. */
import { place } from '../../text/context.ts'
import { visible } from '../../text/visible.ts'
import type { Section } from '../block.ts'
import { type SectionContext, subjectOf } from './section.ts'

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
