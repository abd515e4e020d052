/** A drop through the worker: a session of the page, and what to say of a drop that holds nothing. */
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Open } from '../state/controller.ts'
import type { Refusal } from '../state/state.ts'
import { openSession } from '../worker/client.ts'

function isEmpty(inventory: Inventory): boolean {
  const { certificates, keys, kubeconfigs, tokens, settings, objects, others } = inventory
  return [certificates, keys, kubeconfigs, tokens, settings, objects, others].every((list) => list.length === 0)
}
/** Every file of a drop that holds nothing to look at; first those of which more is known than that, such as a limit that was reached. */
function refusalsOf({ files, faults }: Inventory): readonly Refusal[] {
  const told = new Set(faults.map(({ file }) => file))
  return [
    ...faults.map((fault): Refusal => ({ path: fault.file, why: 'unreadable', fault })),
    ...files
      .filter(({ directory, path }) => !directory && !told.has(path))
      .map(({ path, ignored }): Refusal => ({ path, why: ignored === 'empty' ? 'empty' : 'nothing-usable' })),
  ]
}

/** In milliseconds. */
const PATIENCE = 500
/** When the page has nothing better to do, the diagram to draw above all: both want the processor. */
const idle = () =>
  new Promise<void>((resolve) => {
    // Safari has none.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: PATIENCE })
    else setTimeout(resolve, PATIENCE)
  })

export const openInWorker: Open = async (files, { onProgress, signal, at, look }) => {
  const session = await openSession(files, { judge: { at }, look, onProgress, signal })
  const { shown, whole } = session
  // Lists have their lengths from the beginning, but of a large drop without anything in it the files have yet to come.
  const nothing = isEmpty(shown.inventory)
  const inventory = nothing && !whole ? await session.found(() => undefined) : shown.inventory
  const unread = session.unreadable.map((path): Refusal => ({ path, why: 'permission' }))
  return {
    session: {
      shown: { ...shown, inventory },
      whole: whole || nothing,
      fingerprints: null,
      judge: (moment, corrections, next) => session.judge({ at: moment, ...corrections }, next),
      look: (next) => session.look(next),
      audit: async () => {
        await idle()
        return session.audit()
      },
      rules: async (next) => {
        await idle()
        return session.rules(next)
      },
      explain: (call) => session.explain(call),
      found: (onShare) => session.found(onShare),
      complete: () => session.complete(),
      close: () => session.close(),
    },
    reopened: false,
    unread: nothing ? [] : unread,
    refusals: nothing ? [...unread, ...refusalsOf(inventory)] : [],
  }
}
