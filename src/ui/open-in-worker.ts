/** A drop through the worker: a session of the page, and what to say of a drop that holds nothing. */
import type { Audit } from '../engine/audit.ts'
import type { Open } from '../state/controller.ts'
import type { Refusal } from '../state/state.ts'
import { openSession } from '../worker/client.ts'

/** Every file of a drop that holds nothing to look at, where that is all of them. */
function refusalsOf({ inventory }: Audit): readonly Refusal[] {
  const { certificates, keys, kubeconfigs, tokens, settings, objects, others, files } = inventory
  if ([certificates, keys, kubeconfigs, tokens, settings, objects, others].some((list) => list.length > 0)) return []
  return files.flatMap((f) =>
    f.directory ? [] : [{ path: f.path, why: f.ignored === 'empty' ? ('empty' as const) : ('nothing-usable' as const) }],
  )
}

export const openInWorker: Open = async (files, { onProgress, signal, at }) => {
  const session = await openSession(files, { judge: { at }, onProgress, signal })
  const { audit } = session
  return {
    session: {
      audit,
      fingerprints: null,
      judge: (moment, corrections) => session.judge({ at: moment, ...corrections }),
      explain: (call) => session.explain(call),
      close: () => session.close(),
    },
    reopened: false,
    unread: session.unreadable.map((path): Refusal => ({ path, why: 'permission' })),
    refusals: refusalsOf(audit),
  }
}
