/** Files that the benchmark wants guarded: each once, with the strictest mode any control allows it and the controls that say so. */
import { once } from '../../encoding/maps.ts'
import type { FileFacts, Location } from '../../inventory/inventory.ts'
import type { LintContext } from '../context.ts'
import type { Hit, Outcome } from '../lint.ts'
import { controlsOf } from './benchmark.ts'
import { inDrop } from './files.ts'
import { appliesTo, byCluster, nodesOf } from './nodes.ts'

export interface Guarded {
  readonly file: FileFacts
  /** null: no control is about its mode. */
  readonly limit: number | null
  readonly modeControls: readonly string[]
  /** Controls that want root to own it. */
  readonly ownerControls: readonly string[]
}

/** Two rules ask, and the moment judged changes nothing of it. */
const made = new WeakMap<LintContext['configurations'], readonly Guarded[]>()

/** Modes and owners are alike in all versions of the benchmark that we know. Links have the mode of what they lead to. */
export function guarded(context: LintContext): readonly Guarded[] {
  return once(made, context.configurations, () => find(context))
}

function find(context: LintContext): readonly Guarded[] {
  const all = new Map<string, Guarded>()
  for (const [cluster, configurations] of byCluster(context, context.clusters)) {
    for (const node of nodesOf(context, cluster, configurations)) {
      for (const control of controlsOf('cis-1.12')) {
        const { id, test } = control
        // The owner that the benchmark wants for etcd's data is a user no installer makes: the control says so, once.
        if ((test.kind !== 'mode' && test.kind !== 'owner') || (test.kind === 'owner' && test.owner !== 'root:root')) continue
        if (!appliesTo(control, node) || node.profile.never[id] !== undefined) continue
        const located = inDrop(test.target, node)
        if (located.kind !== 'found') continue
        for (const file of located.files) {
          if (file.linkTarget !== null) continue
          const known = all.get(file.path) ?? { file, limit: null, modeControls: [], ownerControls: [] }
          all.set(
            file.path,
            test.kind === 'mode'
              ? { ...known, limit: (known.limit ?? 0o7777) & test.limit, modeControls: [...new Set([...known.modeControls, id])] }
              : { ...known, ownerControls: [...new Set([...known.ownerControls, id])] },
          )
        }
      }
    }
  }
  return [...all.values()]
}

/** One finding for all files that are alike in what is wrong: an archive made by the wrong user has them all. */
export function byLikeness(files: readonly Guarded[], test: (one: Guarded) => Pick<Hit, 'data' | 'severity'> | null): Outcome {
  const alike = new Map<string, { readonly hit: Omit<Hit, 'locations'>; readonly locations: Location[]; readonly controls: Set<string> }>()
  for (const one of files) {
    const wrong = test(one)
    if (!wrong) continue
    const { controls = [], ...likeness } = wrong.data ?? {}
    const known = once(alike, JSON.stringify(likeness), () => ({ hit: wrong, locations: [], controls: new Set<string>() }))
    known.locations.push({ file: one.file.path, field: null, line: null })
    for (const control of controls as readonly string[]) known.controls.add(control)
  }
  const hits = [...alike.values()].map(({ hit, locations, controls }) => ({
    ...hit,
    locations,
    data: { ...hit.data, controls: [...controls] },
  }))
  return { applied: files.length, hits }
}
